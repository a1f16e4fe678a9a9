"""The culture checker's routes."""

from __future__ import annotations

from flask import Blueprint, Response, request

from sparql_server.lanes.client import Client
from sparql_server.views.asked import head, short_body
from sparql_server.views.protocols import QUERY_METHODS, query_bytes
from sparql_server.views.responses import preflight, respond
from sparql_server.views.service import service

conditions = Blueprint("conditions", __name__)
METHODS = ["GET", "POST", "OPTIONS"]


@conditions.route("/conditions", methods=METHODS, strict_slashes=False, provide_automatic_options=False)
@conditions.route("/conditions/<path:_what>", methods=["GET", "OPTIONS"], provide_automatic_options=False)
def answer(_what: str = "") -> Response:
    """Judge culture conditions, or list what may be typed in them."""
    if request.method == "OPTIONS":
        return preflight(QUERY_METHODS)
    asked, client = head(), Client(request.environ)
    if request.method == "POST":
        asked.body = short_body(asked, query_bytes(service().settings))
    try:
        return respond(service().conditions.answer(asked, client, service().store.version))
    finally:
        client.close()
