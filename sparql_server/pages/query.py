"""The query page: a box for SPARQL, and the questions that are ready to be asked."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from sparql_server.pages.shell import page, version
from sparql_server.views.service import service

query = Blueprint("query", __name__)
FIRST_QUERY = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


@query.get("/query", endpoint="page")
def show() -> ResponseReturnValue:
    """Let the data be asked."""
    now, settings = version(), service().settings
    examples = settings.examples or (("count", "How many statements are there?", FIRST_QUERY),)
    return page("query.html", now, settings=settings, examples=examples, first_query=FIRST_QUERY)
