"""The page of a statement: the finding and its limits, the evidence, what speaks against it, what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from sparql_server.pages.addresses import names, page_of
from sparql_server.pages.asking import ask, node
from sparql_server.pages.forms import as_data, as_json, form_of
from sparql_server.pages.model.findings import Finding, findings_of, findings_with
from sparql_server.pages.model.sentences import Sentence, sentences
from sparql_server.pages.model.things import Thing, role, things
from sparql_server.pages.model.vocabulary import OWL
from sparql_server.pages.shell import page, version
from sparql_server.protocol.problems import Problem

statement = Blueprint("statement", __name__)
MOST_BESIDE, MOST_FOLLOWING = 6, 20
NAMES = {"species": "In species", "cell": "In cell or tissue", "condition": "In condition"}


@dataclass(frozen=True)
class Record:
    """All that the page of a statement shows."""

    finding: Finding
    negated: bool
    against: tuple[Finding, ...]
    beside: tuple[Finding, ...]
    steps: tuple[Finding, ...]
    follows: tuple[Sentence, ...]
    kinds: tuple[tuple[Thing, Thing], ...]


@statement.get("/statements/<path:name>", endpoint="page")
@statement.get("/statements", endpoint="by_iri", defaults={"name": ""})
def show(name: str) -> ResponseReturnValue:
    """Show a statement, or send it as data."""
    now = version()
    name, form = form_of(name)
    iri = request.args.get("iri", "") or names().iri(name)
    found = read(iri) if iri and role("subject") else None
    if found is None:
        raise Problem(404, f"No finding is called {name[:200]}. Perhaps a digit differs?")
    if names().curie(iri) not in {"", name}:
        return redirect(page_of(iri, "statements"), 301)
    if form == "json":
        return as_json(told(found))
    if form != "html":
        return as_data(iri, form)
    return page("statement.html", now, record=found, finding=found.finding, names=NAMES)


def read(iri: str) -> Record | None:
    """Return the statement *iri*; None where there is none."""
    found = next(iter(findings_of([iri])), None)
    if found is None or not (found.parts or found.sources):
        return None
    papers = [ref for ref in found.sources if not ref.is_page] or list(found.sources)
    beside = [each for ref in papers[:1] for each in findings_with("source", thing=ref.iri) if each.iri != iri]
    return Record(
        found,
        found.notes.get("negated") == "true",
        tuple(findings_of(each.iri for each in found.against)),
        tuple(beside[:MOST_BESIDE]),
        tuple(findings_of(found.steps)),
        tuple(following(iri)),
        tuple(kinds_borne(iri)),
    )


def following(iri: str) -> list[Sentence]:
    """Return the axioms that *iri* bears, in words."""
    if not (borne := role("borne_by")):
        return []
    of = f"<{OWL}annotatedSource> ?s ; <{OWL}annotatedProperty> ?p ; <{OWL}annotatedTarget> ?b"
    return sentences(f"?x <{borne}> {node(iri)} ; {of}")[:MOST_FOLLOWING]


def kinds_borne(iri: str) -> list[tuple[Thing, Thing]]:
    """Return the pairs of classes of which *iri* says that one is a kind of the other."""
    if not (borne := role("borne_by")):
        return []
    rows = ask(
        f"""SELECT DISTINCT ?s ?b WHERE {{ ?x <{borne}> {node(iri)} ; <{OWL}annotatedSource> ?s ;
        <{OWL}annotatedProperty> <http://www.w3.org/2000/01/rdf-schema#subClassOf> ; <{OWL}annotatedTarget> ?b
        FILTER (isIRI(?s) && isIRI(?b)) }} LIMIT {MOST_FOLLOWING}"""
    )
    named = {each.iri: each for each in things([row.text(end) for row in rows for end in ("s", "b")])}
    return [(named[row.text("s")], named[row.text("b")]) for row in rows]


def told(found: Record) -> dict[str, Any]:
    """Return what a program is told of a statement."""
    each = found.finding
    parts = {role: [{"iri": part.iri, "name": part.name} for part in parts] for role, parts in each.parts.items()}
    sources = [{"iri": ref.iri, "cited": ref.text, "title": ref.title} for ref in each.sources]
    against = [names().short(other.iri) for other in found.against]
    identified = {"iri": each.iri, "id": names().short(each.iri), "text": each.text, "state": each.state}
    return identified | {"negated": found.negated, "parts": parts, "sources": sources, "against": against}
