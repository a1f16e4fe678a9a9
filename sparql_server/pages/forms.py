"""The forms in which one thing is had: a page, JSON, or RDF; a suffix of the address says which, else Accept."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request

from sparql_server.pages.asking import ask, node, operation
from sparql_server.protocol.formats import GRAPHS
from sparql_server.protocol.problems import Problem
from sparql_server.views.responses import respond
from sparql_server.views.service import service

RDF = {each.name: each.media_type for each in GRAPHS if each.name in {"ttl", "nt", "rdf", "jsonld"}}
OFFERED = {"text/html": "html", "application/json": "json", **{kind: name for name, kind in RDF.items()}}


def form_of(name: str) -> tuple[str, str]:
    """Return *name* without the suffix that says a form, and the form that is wanted."""
    stem, dot, suffix = name.rpartition(".")
    if dot and suffix in {"html", "json", *RDF}:
        return stem, suffix
    if (wanted := request.args.get("form", "")) in {"html", "json", *RDF}:
        return name, wanted
    if not request.headers.get("Accept"):
        return name, "html"
    best = request.accept_mimetypes.best_match(list(OFFERED))
    if best is None:
        raise Problem(406, f"this page comes as {', '.join(OFFERED)}; ask for one of them")
    return name, OFFERED[best]


def as_data(iri: str, form: str) -> Response:
    """Send what the data say of *iri*, as DESCRIBE has it; raises Problem (404) where they say nothing."""
    if not is_known(iri):
        raise Problem(404, f"nothing is known here of {iri[:200]}")
    asked = operation(service(), f"DESCRIBE {node(iri)}", [])
    asked.request["graphs"] = [[form, RDF[form]]]
    return respond(service().read(asked, request.environ))


def as_json(told: dict[str, Any]) -> Response:
    """Send what is *told* of a thing to a program."""
    response = jsonify(told)
    response.headers.update({"Vary": "Accept", "Cache-Control": "no-cache"})
    return response


def is_known(iri: str) -> bool:
    """Tell whether the data say anything of *iri*, or point to it."""
    me = node(iri)
    return bool(ask(f"SELECT ?o WHERE {{ {{ {me} ?p ?o }} UNION {{ ?o ?p {me} }} }} LIMIT 1"))
