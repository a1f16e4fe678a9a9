"""The page about the data: their graphs, and how programs get them."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from sparql_server.pages.graphs import graph_sizes
from sparql_server.pages.shell import page, version
from sparql_server.views.asked import base_url
from sparql_server.views.service import service

about = Blueprint("about", __name__)


@about.get("/about", endpoint="page")
def show() -> ResponseReturnValue:
    """Show the graphs, and what programs may ask."""
    now = version()
    return page("about.html", now, settings=service().settings, graphs=graph_sizes(), url=base_url())
