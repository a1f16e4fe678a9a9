"""Statement records in the graphs: of one type each, and with a mark on the negative ones."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import OWL, RDF, Graph, Literal, URIRef
from rdflib.term import Node

BIOLINK = "https://w3id.org/biolink/vocab/"
LIFO = "https://w3id.org/lifonto/LIFO_"
STATEMENT = LIFO + "0000100"
POSITIVE, NEGATIVE = URIRef(LIFO + "0000101"), URIRef(LIFO + "0000102")
STANDING = URIRef(LIFO + "0000002")
NEGATED = URIRef(LIFO + "0000017")


def records_of(ontology: Graph, subclasses: Iterable[tuple[str, str]]) -> set[Node]:
    """Return the individuals of *ontology* that are of a kind of statement."""
    kinds = {STATEMENT} | {sub for sub, sup in subclasses if sup == STATEMENT}
    return {record for kind in kinds for record in ontology.subjects(RDF.type, URIRef(kind))}


def marked(statements: Graph, records: Iterable[Node]) -> Graph:
    """Return *statements* with one type for each of the *records*, its kind, and with whether it is negative.

    ``?record a ?kind`` then gives one row a record, and a query that does not ask for the kind still can see which
    records deny their relation.
    """
    for record in records:
        statements.remove((record, RDF.type, OWL.NamedIndividual))
        statements.add((record, NEGATED, Literal((record, RDF.type, NEGATIVE) in statements)))
    return statements
