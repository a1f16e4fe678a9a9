"""Class expressions of the data in plain sentences, with a link at each name: no blank node reaches a reader."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from flask import request
from markupsafe import Markup, escape

from lifonto.ask.reading import reading
from lifonto.errors import LifontoError
from lifonto.reason.documents.rdf.mapping import ontology_of
from lifonto.reason.documents.rdf.triples import text as triples
from lifonto.reason.values.axioms import Axiom
from sparql_server.pages.addresses import page_of
from sparql_server.pages.asking import operation
from sparql_server.pages.model.things import name_all
from sparql_server.pages.model.vocabulary import OWL, RDF
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.requests import Operation
from sparql_server.views.service import service

NTRIPLES = [["nt", "application/n-triples"]]
OPEN, CLOSE = "\ue000", "\ue001"  # of private use: they mark the names while a sentence is made
LINK = Markup('<a href="{}">{}</a>')
MARKED = re.compile(f"{OPEN}(\\d+){CLOSE}")
IRI = re.compile(r"<([^<>\s]+)>")
RELATION = re.compile(r"<http://www\.w3\.org/2002/07/owl#(?:onProperty|inverseOf)> <([^<>\s]+)>")
STEPS = "|".join(
    [f"<{OWL}{each}>" for each in ("intersectionOf", "unionOf", "complementOf", "someValuesFrom", "allValuesFrom")]
    + [f"<{OWL}{each}>" for each in ("onClass", "onProperty", "inverseOf", "oneOf", "onDataRange", "withRestrictions")]
    + [f"<{RDF}{each}>" for each in ("first", "rest")]
)
ABOUT = f"""CONSTRUCT {{{{ ?s ?p ?b . ?n ?q ?o }}}} WHERE {{{{ {{pattern}} FILTER (isBlank(?b))
  ?b ({STEPS})* ?n FILTER (isBlank(?n)) ?n ?q ?o }}}}"""


@dataclass(frozen=True)
class Sentence:
    """An axiom in words, with links."""

    kind: str
    text: Markup


@dataclass(frozen=True)
class Axioms:
    """Axioms as they are read, the relations in them, and all names in them."""

    axioms: tuple[Axiom, ...] = ()
    relations: frozenset[str] = frozenset()
    iris: tuple[str, ...] = ()

    def said(self, called: Mapping[str, str]) -> list[Sentence]:
        """Say them with what things are *called*."""
        return [each for axiom in self.axioms for each in said(axiom, called, self.relations)]


def axioms(pattern: str) -> Axioms:
    """Return the axioms ?s ?p ?b that *pattern* finds, whose ?b is a blank node."""
    try:
        answer = service().read(graph_of(ABOUT.format(pattern=pattern)), request.environ).text()
        found = ontology_of([triples(answer, "nt")]).axioms if answer else ()
    except (Problem, LifontoError):
        return Axioms()  # what cannot be read, or not in time, is not told
    iris = (iri for iri in IRI.findall(answer) if not iri.startswith((OWL, RDF)))
    return Axioms(tuple(found), frozenset(RELATION.findall(answer)), tuple(dict.fromkeys(iris)))


def sentences(pattern: str) -> list[Sentence]:
    """Say the axioms that *pattern* finds."""
    found = axioms(pattern)
    return found.said(name_all(found.iris))


def graph_of(query: str) -> Operation:
    """Return *query* as a worker understands it, answered in N-Triples."""
    asked = operation(service(), query, [])
    asked.request["graphs"] = NTRIPLES
    return asked


def said(axiom: Axiom, called: Mapping[str, str], relations: Container[str]) -> Iterator[Sentence]:
    """Say *axiom*; what has no plain sentence is left out."""
    marked: list[str] = []

    def name(iri: str) -> str:
        if iri in relations:
            return called.get(iri) or "related to"
        marked.append(iri)
        return f"{OPEN}{len(marked) - 1}{CLOSE}"

    told = reading(axiom, name)
    if told:
        yield Sentence(axiom.kind, linked(told, marked, called))


def linked(told: str, marked: list[str], called: Mapping[str, str]) -> Markup:
    """Put the names, with links, into what was *told*, and escape the rest."""
    parts = MARKED.split(told)
    links = [LINK.format(page_of(iri), called.get(iri, "it")) for iri in marked]
    return Markup("").join(links[int(part)] if at % 2 else escape(part) for at, part in enumerate(parts))
