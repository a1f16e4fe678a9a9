"""What kinds a class is of and what kinds there are of it: stated, and what follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from sparql_server.pages.addresses import names
from sparql_server.pages.asking import ask, node, nodes
from sparql_server.pages.model.things import LABELS, gathered, name_all, name_in
from sparql_server.pages.shell import site

BELOW = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
TOPS = {"http://www.w3.org/2002/07/owl#Thing", "http://www.w3.org/2000/01/rdf-schema#Resource"}
NOISE = {*TOPS, *(f"http://www.w3.org/2002/07/owl#{each}" for each in ("Class", "NamedIndividual", "Axiom"))}
MOST_KINDS = 2


@dataclass(frozen=True)
class Parent:
    """A class above: stated by the curators, or worked out."""

    iri: str
    name: str
    stated: bool


class HasIri(Protocol):
    """Whatever has an IRI."""

    @property
    def iri(self) -> str:
        """Its IRI."""


def within(graph: str, pattern: str) -> str:
    """Write *pattern* as one about *graph*; about the default graph where the site names none."""
    iri = names().iri(graph) if graph else ""
    return f"GRAPH {node(iri)} {{ {pattern} }}" if iri else pattern


def kinds_of(every: Iterable[HasIri]) -> dict[str, str]:
    """Return of each thing what kind it is of, in a word or two."""
    iris = [each.iri for each in every]
    if not iris:
        return {}
    nearest = within(site().direct, f"?s <{BELOW}> ?kind")
    rows = ask(
        f"""SELECT DISTINCT ?s ?kind WHERE {{ VALUES ?s {{ {nodes(iris)} }}
        {{ {nearest} }} UNION {{ ?s <{TYPE}> ?kind FILTER NOT EXISTS {{ ?s a <http://www.w3.org/2002/07/owl#Class> }} }}
        FILTER (isIRI(?kind) && ?kind != ?s) }}"""
    )
    pairs = [(row.text("s"), row.text("kind")) for row in rows if row.text("kind") not in NOISE]
    called = name_all(kind for _, kind in pairs)
    found: dict[str, list[str]] = {}
    for thing, kind in pairs:
        found.setdefault(thing, []).append(called[kind])
    return {thing: "; ".join(sorted(set(kinds), key=len)[:MOST_KINDS]) for thing, kinds in found.items()}


def parents(iri: str) -> list[Parent]:
    """Return the nearest classes above *iri*, the stated ones first."""
    words, me = site(), node(iri)
    stated = within(words.stated, f"{me} <{BELOW}> ?s")
    if not words.direct:
        rows = ask(f"SELECT DISTINCT ?s ?p ?o ('1' AS ?stated) WHERE {{ {stated} {labels('?s')} }}")
    else:
        nearest = within(words.direct, f"{me} <{BELOW}> ?s")
        rows = ask(
            f"""SELECT DISTINCT ?s ?p ?o ?stated WHERE {{
            {{ {stated} BIND ('1' AS ?stated) }} UNION {{ {nearest} }} FILTER (isIRI(?s)) {labels("?s")} }}"""
        )
    told = gathered(row for row in rows if row["s"].is_iri)
    by_hand = {row.text("s") for row in rows if row.text("stated")}
    found = [Parent(each, name_in(told, each), each in by_hand) for each in told if each != iri and each not in TOPS]
    return sorted(found, key=lambda each: (not each.stated, each.name.casefold()))


def labels(variable: str) -> str:
    """Write the pattern that finds the names of *variable*."""
    return f"OPTIONAL {{ VALUES ?p {{ {nodes(LABELS)} }} {variable} ?p ?o }}"
