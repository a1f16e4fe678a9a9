"""What was found, as plain triples: one for each positive statement; negative and partial ones under other relations.

A triple ``LIF · has receptor · LIFR`` carries neither context nor citation, so its record reifies it with
``rdf:subject``, ``rdf:predicate`` and ``rdf:object``: unlike the triple terms of RDF 1.2, every store and library knows
these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.term import Node

from lifonto.rdf.exporter import new_graph
from lifonto.rdf.records import BIOLINK, NEGATIVE, POSITIVE, STANDING
from lifonto.words import words_for

HOUSE = "https://w3id.org/lifonto/"
MANNERS: Mapping[tuple[URIRef, str], str] = {  # kind and standing: before the name of the relation
    (POSITIVE, "verified"): "",
    (POSITIVE, "partial"): "partial",
    (NEGATIVE, "verified"): "not",
    (NEGATIVE, "partial"): "partial-not",
}
WORDS = {manner: ", ".join(words_for(kind, standing)) for (kind, standing), manner in MANNERS.items()}


def findings_graph(ontology: Graph, prefixes: Mapping[str, str]) -> Graph:
    """Return the triples of the statements that are taken as found, each with its record.

    A *verified* positive statement has its own relation. A negative one has ``https://w3id.org/lifonto/not/…``, a
    partial one ``…/partial/…``, and one that is both ``…/partial-not/…``, so that nobody takes them for it.
    """
    graph = new_graph(prefixes)
    for record, manner in taken(ontology):
        subjects, relations, objects = (
            list(ontology.objects(record, URIRef(BIOLINK + name))) for name in ("subject", "predicate", "object")
        )
        for subject, relation, value in product(subjects, relations, objects):
            predicate = relation_of(relation, manner)
            graph.add((subject, predicate, value))
            graph.add((record, RDF.subject, subject))
            graph.add((record, RDF.predicate, predicate))
            graph.add((record, RDF.object, value))
            if manner:
                graph.add((predicate, RDFS.label, Literal(f"{WORDS[manner]}: {ontology.value(relation, RDFS.label)}")))
                graph.add((predicate, RDFS.seeAlso, relation))
    return graph


def taken(ontology: Graph) -> Iterator[tuple[Node, str]]:
    """Yield the records that are taken as found, each with the manner in which its relation is written."""
    for kind in (POSITIVE, NEGATIVE):
        for record in ontology.subjects(RDF.type, kind):
            manner = MANNERS.get((kind, str(ontology.value(record, STANDING))))
            if manner is not None:
                yield record, manner


def relation_of(relation: Node, manner: str) -> URIRef:
    """Return the relation that stands for *relation* where it was found in this *manner*."""
    name = str(relation).rstrip("/").rpartition("/")[2].rpartition("#")[2]
    return URIRef(f"{HOUSE}{manner}/{name}") if manner else URIRef(str(relation))
