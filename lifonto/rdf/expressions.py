"""Class expressions found again in an RDF graph (OWL 2 Mapping to RDF Graphs §3.2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from rdflib import OWL, BNode, Graph, URIRef
from rdflib.term import Node

from lifonto.reason.values.expressions import Complement, Expression, Inverse, Junction, Named, Restriction

JUNCTIONS: dict[URIRef, Literal["and", "or"]] = {OWL.intersectionOf: "and", OWL.unionOf: "or"}
QUANTIFIERS: dict[URIRef, Literal["some", "only", "value"]] = {
    OWL.someValuesFrom: "some",
    OWL.allValuesFrom: "only",
    OWL.hasValue: "value",
}
COUNTS: dict[URIRef, Literal["min", "max", "exactly"]] = {
    OWL.minQualifiedCardinality: "min",
    OWL.maxQualifiedCardinality: "max",
    OWL.qualifiedCardinality: "exactly",
}


def from_graph(graph: Graph, node: Node, curie: Callable[[str], str]) -> Expression:
    """Find the class expression that *node* stands for in *graph*.

    Raises ValueError where it stands for none.
    """
    if not isinstance(node, BNode):
        return Named(curie(str(node)))
    parts = {p: o for p, o in graph.predicate_objects(node) if isinstance(p, URIRef)}
    if operand := parts.get(OWL.complementOf):
        return Complement(from_graph(graph, operand, curie))
    for predicate, word in JUNCTIONS.items():
        if operands := parts.get(predicate):
            return Junction(word, tuple(from_graph(graph, each, curie) for each in graph.items(operands)))
    if OWL.onProperty in parts:
        return restriction(graph, parts, curie)
    raise ValueError(f"not a class expression: {sorted(parts)}")


def restriction(graph: Graph, parts: dict[URIRef, Node], curie: Callable[[str], str]) -> Restriction:
    """Find the restriction whose triples are *parts*; raises ValueError where it is of no known kind."""
    on = parts[OWL.onProperty]
    inverted = graph.value(on, OWL.inverseOf) if isinstance(on, BNode) else None
    relation = Inverse(Named(curie(str(inverted)))) if inverted else Named(curie(str(on)))
    for predicate, quantifier in QUANTIFIERS.items():
        if filler := parts.get(predicate):
            return Restriction(relation, quantifier, from_graph(graph, filler, curie))
    for predicate, counted in COUNTS.items():
        if (number := parts.get(predicate)) is not None:
            return Restriction(relation, counted, from_graph(graph, parts[OWL.onClass], curie), int(str(number)))
    raise ValueError(f"not a restriction: {sorted(parts)}")
