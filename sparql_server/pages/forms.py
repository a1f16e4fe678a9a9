"""The forms in which one thing is had: a page, JSON, or RDF; a suffix of the address says which, else Accept."""

from __future__ import annotations

from flask import Response, request

from sparql_server.pages.asking import node, operation
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
    """Send what the data say of *iri*, as DESCRIBE has it."""
    asked = operation(service(), f"DESCRIBE {node(iri)}", [])
    asked.request["graphs"] = [[form, RDF[form]]]
    answer = service().read(asked, request.environ)
    if form == "nt" and not answer.body and answer.file is None:
        raise Problem(404, "nothing is known here of it")
    return respond(answer)
