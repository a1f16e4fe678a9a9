"""The front page: what this is, one box to search in, questions answered, and the doors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from sparql_server.pages.addresses import exists, names, root
from sparql_server.pages.asking import ask
from sparql_server.pages.graphs import graph_sizes
from sparql_server.pages.model.findings import Finding, findings_of
from sparql_server.pages.model.things import Cited, role
from sparql_server.pages.shell import page, site, version
from sparql_server.site import Card
from sparql_server.views.asked import base_url
from sparql_server.views.service import service

front = Blueprint("front", __name__)
COUNTED = {
    "all": "findings, each with its context",
    "refs": "papers and records cited",
    "not": "say “not”, or are contested or open",
}
ALWAYS = {"terms", "search", "statements", "references", "tree", "query"}


@dataclass(frozen=True)
class Answered:
    """A question of the front page, its answer, and the papers that the answer rests on."""

    card: Card
    sources: list[Cited]
    to: str


@front.get("/", endpoint="page")
def show() -> ResponseReturnValue:
    """Show what is served; a link to a query, as older pages made it, leads to the query page."""
    if "query" in request.args:
        return redirect(f"{root()}query?{request.query_string.decode('latin-1')}", 303)
    now, settings = version(), service().settings
    graphs = [] if site().headline else graph_sizes()
    told: dict[str, Any] = {
        "graphs": graphs,
        "answers": answered(),
        "counts": counts(),
        "reasons": bool(service().reasoning.process),
    }
    told["cascade"] = settings.picture if settings.picture.boxes and site().roles and exists("cascade.page") else None
    return page("front.html", now, settings=settings, url=base_url(), **told)


def counts() -> list[tuple[str, int]]:
    """Return how many findings there are, how many papers they cite, and how many say no or are not settled."""
    subject, source = role("subject"), role("source")
    if not (subject and source):
        return []
    found = f"?s <{subject}> ?any ; <{source}> ?ref"
    kinds = " ".join(f"<{iri}>" for name in site().badges if ":" in name and (iri := names().iri(name)))
    rows = ask(
        f"""SELECT ?all ?refs ?not WHERE {{ {{ SELECT (COUNT(DISTINCT ?s) AS ?all) WHERE {{ {found} }} }}
        {{ SELECT (COUNT(DISTINCT ?ref) AS ?refs) WHERE {{ {found} }} }}
        {{ SELECT (COUNT(DISTINCT ?s) AS ?not) WHERE {{ VALUES ?kind {{ {kinds} }} ?s a ?kind . {found} }} }} }}"""
    )
    return [(word, int(row.text(name))) for row in rows for name, word in COUNTED.items()]


def answered() -> list[Answered]:
    """Return the questions of the site, as far as the data have what their answers rest on."""
    cards = site().cards
    iris = {name: names().iri(name) for card in cards for name in card.statements}
    found = {each.iri: each for each in findings_of(iris.values())} if cards else {}
    whole = [card for card in cards if all(iris[name] in found for name in card.statements)]
    return [one(card, [found[iris[name]] for name in card.statements]) for card in whole]


def one(card: Card, findings: list[Finding]) -> Answered:
    """Return *card* with its papers, each once; a page that is not there is not linked."""
    every = {each.iri: each for finding in findings for each in finding.sources}
    place = card.to.partition("/")[0].partition("?")[0]
    return Answered(card, list(every.values()), card.to if place in ALWAYS or exists(f"{place}.page") else "")
