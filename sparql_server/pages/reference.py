"""The page of a reference: how it is cited, where it is read, and all that rests on it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from sparql_server.pages.addresses import names, page_of
from sparql_server.pages.asking import ask, node
from sparql_server.pages.forms import as_data, as_json, form_of
from sparql_server.pages.model.findings import Finding, findings_with
from sparql_server.pages.model.things import Cited, Thing, cited, reference_properties, role, things, told_of
from sparql_server.pages.model.vocabulary import DEFINED_IN
from sparql_server.pages.shell import page, site, version
from sparql_server.protocol.problems import Problem

reference = Blueprint("reference", __name__)


@reference.get("/references/<path:name>", endpoint="page")
@reference.get("/references", endpoint="by_iri", defaults={"name": ""})
def show(name: str) -> ResponseReturnValue:
    """Show a reference with what rests on it, or send it as data."""
    now = version()
    name, form = form_of(name)
    iri = request.args.get("iri", "") or names().iri(name)
    about, findings, terms = read(iri) if iri and role("source") else (None, [], [])
    if about is None:
        raise Problem(404, f"No reference is called {name[:200]}. Perhaps a digit differs?")
    if names().curie(iri) not in {"", name}:
        return redirect(page_of(iri, "references"), 301)
    if form == "json":
        return as_json(told(about, findings))
    if form != "html":
        return as_data(iri, form)
    return page("reference.html", now, reference=about, findings=findings, terms=terms)


def read(iri: str) -> tuple[Cited | None, list[Finding], list[Thing]]:
    """Return how *iri* is cited, the findings that rest on it, and the terms that it defines."""
    told = told_of([iri], reference_properties())
    findings = findings_with("source", thing=iri)
    terms = ask(f"SELECT DISTINCT ?s WHERE {{ ?s <{DEFINED_IN}> {node(iri)} FILTER (isIRI(?s)) }} LIMIT 500")
    if not (findings or terms or told):
        return None, [], []
    return cited(told, iri, site()), findings, things([row.text("s") for row in terms])


def told(about: Cited, findings: list[Finding]) -> dict[str, Any]:
    """Return what a program is told of a reference."""
    members = {"iri": about.iri, "id": names().short(about.iri), "cited": about.text, "title": about.title}
    members |= {"author": about.author, "year": about.year, "journal": about.journal}
    return members | {"statements": [{"id": names().short(each.iri), "text": each.text} for each in findings]}
