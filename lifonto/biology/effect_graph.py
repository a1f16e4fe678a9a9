"""Signed steps read from statement records, and net effects written as a graph of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from lifonto.biology.effects import Effect, Sign, Step, net_effects
from lifonto.rdf.exporter import new_graph
from lifonto.tables.prefixes import Prefixes

BIOLINK = "https://w3id.org/biolink/vocab/"
LIFO = "https://w3id.org/lifonto/LIFO_"
EFFECT = "https://w3id.org/lifonto/effect/"
SIGN_OF_RELATION = URIRef(LIFO + "0000009")
POSITIVE_STATEMENT = URIRef(LIFO + "0000101")
STANDING = URIRef(LIFO + "0000002")
SIGNS: dict[str, Sign] = {"positive": 1, "negative": -1}
SIGN_NAMES = {1: "positive", 0: "undecided", -1: "negative"}


def signed_steps(ontology: Graph) -> Iterator[Step]:
    """Yield a step for every positive, sourced statement whose relation has a sign."""
    signs: dict[Node | None, Sign] = {
        relation: SIGNS[str(sign)] for relation, sign in ontology.subject_objects(SIGN_OF_RELATION)
    }
    for record in ontology.subjects(RDF.type, POSITIVE_STATEMENT):
        sign = signs.get(ontology.value(record, URIRef(BIOLINK + "predicate")))
        if sign is None or str(ontology.value(record, STANDING)) == "unverified":
            continue
        subjects, objects = (list(ontology.objects(record, URIRef(BIOLINK + name))) for name in ("subject", "object"))
        yield from (Step(str(s), str(o), sign, str(record)) for s, o in product(subjects, objects))


def effect_graph(ontology: Graph, prefixes: Prefixes) -> Graph:
    """Work out the net effects that the statements of *ontology* bear, and write them.

    Each is a node with its sign, its route in words and the statements that bear it, and one direct triple.
    """
    graph = new_graph(prefixes)
    for effect in net_effects(signed_steps(ontology)):
        name = "--".join(prefixes.contract(iri).replace(":", "_") for iri in (effect.subject, effect.object))
        node = URIRef(EFFECT + name)
        for predicate, value in said(effect, ontology, prefixes).items():
            graph.add((node, URIRef(predicate), value))
        for step in effect.route:
            graph.add((node, URIRef(LIFO + "0000014"), URIRef(step.statement)))
        if effect.sign:
            relation = URIRef(LIFO + ("0000036" if effect.sign > 0 else "0000037"))
            graph.add((URIRef(effect.subject), relation, URIRef(effect.object)))
    return graph


def said(effect: Effect, ontology: Graph, prefixes: Prefixes) -> Mapping[str, Node]:
    """Return the values of the node of *effect*, by predicate."""
    return {
        str(RDF.type): URIRef(LIFO + "0000106"),
        BIOLINK + "subject": URIRef(effect.subject),
        BIOLINK + "object": URIRef(effect.object),
        LIFO + "0000010": Literal(SIGN_NAMES[effect.sign]),
        LIFO + "0000011": Literal(len(effect.route), datatype=XSD.integer),
        LIFO + "0000012": Literal(effect.opposed),
        LIFO + "0000013": Literal(told(effect.route, ontology, prefixes)),
    }


def told(route: Iterable[Step], ontology: Graph, prefixes: Prefixes) -> str:
    """Write a route for people: ``LIF → JAK1 → STAT3 ⊣ …``, an arrow for a raise and a bar for a lowering."""

    def name(iri: str) -> str:
        return str(ontology.value(URIRef(iri), RDFS.label) or prefixes.contract(iri))

    steps = list(route)
    return name(steps[0].subject) + "".join(f" {'→' if s.sign > 0 else '⊣'} {name(s.object)}" for s in steps)
