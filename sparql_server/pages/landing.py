"""The landing page: what is served, and a form to ask it."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from sparql_server.protocol.description import GRAPH_SIZES
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.requests import Operation
from sparql_server.views.asked import base_url
from sparql_server.views.responses import keep_page
from sparql_server.views.service import service

pages = Blueprint("pages", __name__)
FIRST_QUERY = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


@pages.get("/")
def landing() -> ResponseReturnValue:
    """Show what is served and let it be asked."""
    settings, version = service().settings, service().store.version
    page = render_template(
        "landing.html",
        settings=settings,
        url=base_url(),
        graphs=graph_sizes(),
        first_query=FIRST_QUERY,
        examples=settings.examples or (("count", "How many statements are there?", FIRST_QUERY),),
    )
    return keep_page(make_response(page), version)


def graph_sizes() -> list[tuple[str, str]]:
    """Return the named graphs and their numbers of statements, as far as they can be counted in time."""
    settings = service().settings
    what = {"do": "query", "base": base_url(), "seconds": settings.limits.seconds, "gzip": False, "union": False}
    what |= {"federation": False, "solutions": [["tsv", "text/tab-separated-values"]], "graphs": []}
    try:
        answer = service().read(Operation(what, GRAPH_SIZES.encode()), request.environ)
    except Problem:
        return []
    rows = [line.split("\t") for line in answer.text().splitlines()[1:]]
    return [(row[0].strip("<>"), f"{int(row[1]):,}") for row in rows if len(row) == 2]
