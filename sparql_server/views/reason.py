"""The reasoner's route."""

from __future__ import annotations

from flask import Blueprint, Response, request

from sparql_server.lanes.client import Client
from sparql_server.views.asked import head, short_body
from sparql_server.views.protocols import QUERY_METHODS, query_bytes
from sparql_server.views.responses import preflight, respond
from sparql_server.views.service import service

reason = Blueprint("reason", __name__)


@reason.route("/reason/<path:_question>", methods=["GET", "POST", "OPTIONS"], provide_automatic_options=False)
def answer(_question: str) -> Response:
    """Answer a question about the ontology that is served."""
    if request.method == "OPTIONS":
        return preflight(QUERY_METHODS)
    asked, client = head(), Client(request.environ)
    if request.method == "POST":
        asked.body = short_body(asked, query_bytes(service().settings))
    try:
        return respond(service().reasoning.answer(asked, client, service().store.version))
    finally:
        client.close()
