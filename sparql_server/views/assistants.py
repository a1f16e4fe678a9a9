"""The route of assistants."""

from __future__ import annotations

from flask import Blueprint, Response, request

from sparql_server.assistants.endpoint import POST_ALONE, REFUSALS
from sparql_server.protocol.problems import Problem
from sparql_server.views.responses import preflight
from sparql_server.views.service import service

assistants = Blueprint("assistants", __name__)
JSON = "application/json"
OFFERED = "POST, OPTIONS"
METHODS = ["GET", "POST", "DELETE", "OPTIONS"]


@assistants.route("/mcp", methods=METHODS, strict_slashes=False, provide_automatic_options=False)
def answer() -> Response:
    """Answer an assistant."""
    if request.method == "OPTIONS":
        return preflight(OFFERED)
    app = service().assistants.app
    if request.method != "POST":
        raise Problem(405, POST_ALONE, headers={"Allow": OFFERED})
    found = Response.from_app(app, request.environ, buffered=True)
    body = found.get_data()
    if found.status_code >= 400 and found.headers.get("Content-Type", "").partition(";")[0] != JSON:
        raise Problem(found.status_code, REFUSALS.get(found.status_code) or body.decode())
    return Response(body, found.status_code, {**dict(found.headers), "Cache-Control": "no-store"})
