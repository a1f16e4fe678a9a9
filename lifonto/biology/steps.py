"""Signed steps, with their contexts, read from statement records."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from lifonto.biology.contexts import ANY_CELL, Context
from lifonto.biology.effects import Sign, Step
from lifonto.rdf.records import BIOLINK, LIFO, POSITIVE, STANDING

SPECIES = BIOLINK + "species_context_qualifier"
CELL = BIOLINK + "anatomical_context_qualifier"
SIGN_OF_RELATION = URIRef(LIFO + "0000009")
SIGNS: dict[str, Sign] = {"positive": 1, "negative": -1}


def signed_steps(ontology: Graph) -> Iterator[Step]:
    """Yield a step for every positive, verified statement whose relation has a sign.

    What is *partial* (a pathway draws it, say) or *unverified* bears no step.
    """
    signs: dict[Node | None, Sign] = {
        relation: SIGNS[str(sign)] for relation, sign in ontology.subject_objects(SIGN_OF_RELATION)
    }
    for record in ontology.subjects(RDF.type, POSITIVE):
        sign = signs.get(ontology.value(record, URIRef(BIOLINK + "predicate")))
        if sign is None or str(ontology.value(record, STANDING)) != "verified":
            continue
        context = Context(values(ontology, record, SPECIES), values(ontology, record, CELL) - {ANY_CELL})
        ends = (values(ontology, record, BIOLINK + name) for name in ("subject", "object"))
        yield from (Step(s, o, sign, str(record), context) for s, o in product(*ends))


def values(ontology: Graph, record: Node, predicate: str) -> frozenset[str]:
    """Return what *record* says by *predicate*."""
    return frozenset(str(value) for value in ontology.objects(record, URIRef(predicate)))
