"""How a question to a process of its own is asked over HTTP: of the reasoner, and of the culture checker."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, request

from sparql_server.lanes.client import Client
from sparql_server.protocol.answer import Answer
from sparql_server.protocol.requests import Request
from sparql_server.views.asked import head, short_body
from sparql_server.views.protocols import QUERY_METHODS, query_bytes
from sparql_server.views.responses import preflight, respond
from sparql_server.views.service import service


def answered_by(answer: Callable[[Request, Client, int], Answer]) -> Response:
    """Return what *answer* says to the present request, with a body where it is a POST."""
    if request.method == "OPTIONS":
        return preflight(QUERY_METHODS)
    asked, client = head(), Client(request.environ)
    if request.method == "POST":
        asked.body = short_body(asked, query_bytes(service().settings))
    try:
        return respond(answer(asked, client, service().store.version))
    finally:
        client.close()
