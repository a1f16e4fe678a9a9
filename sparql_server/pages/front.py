"""The front page: what this is, one box to search in, and the doors."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from sparql_server.pages.addresses import root
from sparql_server.pages.graphs import graph_sizes
from sparql_server.pages.shell import page, site, version
from sparql_server.views.asked import base_url
from sparql_server.views.service import service

front = Blueprint("front", __name__)


@front.get("/", endpoint="page")
def show() -> ResponseReturnValue:
    """Show what is served; a link to a query, as older pages made it, leads to the query page."""
    if "query" in request.args:
        return redirect(f"{root()}query?{request.query_string.decode('latin-1')}", 303)
    now, settings = version(), service().settings
    graphs = [] if site().headline else graph_sizes()
    return page("front.html", now, settings=settings, graphs=graphs, url=base_url())
