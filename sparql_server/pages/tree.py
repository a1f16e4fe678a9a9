"""The class tree: a page of nested lists, and the branches of one class as JSON for the script that opens them."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from sparql_server.pages.addresses import names, place_of
from sparql_server.pages.model.branches import Branch, below, only, opened, roots, tops
from sparql_server.pages.model.place import way_to
from sparql_server.pages.model.things import name_all
from sparql_server.pages.shell import page, site, version
from sparql_server.protocol.problems import Problem

tree = Blueprint("tree", __name__)


@tree.get("/tree", endpoint="page")
def show() -> ResponseReturnValue:
    """Show the tree from its tops, open down to the class that is asked for."""
    now, at = version(), wanted()
    way = [*way_to(at), at] if at else []
    begins = bool(site().roots) and "all" not in request.args
    start = tops() if begins else roots()
    if at and not {each.iri for each in start} & set(way):
        start = roots()
    if at and not {each.iri for each in start} & set(way):
        start = [*only(at), *start]  # it stands alone
    branches = opened(start, way)
    name = name_all([at])[at] if at else ""
    return page("tree.html", now, branches=branches, at=at, name=name, begins=begins)


@tree.get("/tree/below")
def branches() -> Response:
    """Send the branches of one class."""
    at = wanted()
    if not at:
        raise Problem(400, "at= names the class whose branches are wanted, by its CURIE or IRI", parameter="at")
    return jsonify([told(each) for each in below(at)])


def wanted() -> str:
    """Return the IRI of the class that at= names."""
    at = request.args.get("at", "")[:500]
    if at and not (iri := at if at.startswith(("http://", "https://", "urn:")) else names().iri(at)):
        raise Problem(404, f"No class is called {at}. Perhaps a digit differs?")
    return iri if at else ""


def told(each: Branch) -> dict[str, object]:
    """Return what the script is told of a branch."""
    members = {"name": each.name, "below": each.below, "worked": each.worked_out, "page": place_of(each.iri)}
    return {"at": names().curie(each.iri) or each.iri, **members}
