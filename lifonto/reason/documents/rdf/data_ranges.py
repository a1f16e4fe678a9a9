"""Data ranges in RDF (OWL 2 Mapping to RDF Graphs, table 12, and OWL 1's owl:DataRange)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lifonto.reason.documents.rdf.graph import Malformed
from lifonto.reason.documents.rdf.triples import Node
from lifonto.reason.documents.rdf.words import (
    COMPLEMENT,
    DATA_COMPLEMENT,
    EXPRESSION_TYPES,
    FACETS,
    INTERSECTION,
    LIMITS,
    NO_NAME,
    ON_DATATYPE,
    ONE_OF,
    UNION,
)
from lifonto.reason.values.axioms import CLASS, DATATYPE
from lifonto.reason.values.expressions import DataComplement, DataJunction, DataRange, Facets, Literal, Named, Values
from lifonto.reason.values.vocabulary import LITERAL

if TYPE_CHECKING:
    from lifonto.reason.documents.rdf.expressions import Expressions

CONSTRUCTORS = (ON_DATATYPE, ONE_OF, INTERSECTION, UNION, DATA_COMPLEMENT, COMPLEMENT)


def data_range(read: Expressions, node: Node) -> DataRange:
    """Read a data range; raises Malformed where *node* is none."""
    if not isinstance(node, str):
        raise Malformed
    if not node.startswith("_:"):
        return datatype(read, node)
    graph = read.graph
    if known := graph.known(DATATYPE, node):
        return cast("DataRange", known)
    found = [each for each in CONSTRUCTORS if graph.has(node, each)]
    if len(found) != 1:
        raise Malformed
    with read.inside():
        made = of_sets(read, found[0], node, graph.the(node, found[0]))
    graph.use_types(node, *EXPRESSION_TYPES)
    return graph.keep(DATATYPE, node, made)


def datatype(read: Expressions, iri: str) -> Named:
    """Read the name of a datatype."""
    a_class_alone = iri in read.kinds.of[CLASS] and iri not in read.kinds.of[DATATYPE]
    if not read.kinds.is_datatype(iri) and (a_class_alone or iri.startswith(NO_NAME)):
        raise Malformed
    return read.named(iri)


def of_sets(read: Expressions, predicate: str, node: str, value: Node) -> DataRange:
    """Read the values of *predicate* at the data range *node*."""
    if predicate == ON_DATATYPE:
        return limited(read, node, value)
    if predicate in (DATA_COMPLEMENT, COMPLEMENT):
        return DataComplement(data_range(read, value))
    members = read.graph.members(value)
    if not members:
        return read.named(LITERAL) if predicate == INTERSECTION else DataComplement(read.named(LITERAL))
    if predicate == ONE_OF:
        return Values(tuple(read.literal(each) for each in members))
    operands = tuple(data_range(read, each) for each in members)
    return operands[0] if len(operands) == 1 else DataJunction("and" if predicate == INTERSECTION else "or", operands)


def limited(read: Expressions, node: str, value: Node) -> Facets | Named:
    """Read a datatype within limits."""
    if not isinstance(value, str) or value.startswith("_:"):
        raise Malformed
    of = datatype(read, value)
    limits: list[tuple[str, Literal]] = []
    for each in read.graph.members(read.graph.the(node, LIMITS)):
        found = [facet for facet in FACETS if isinstance(each, str) and read.graph.has(each, facet)]
        if len(found) != 1:
            raise Malformed
        limits.append((found[0], read.literal(read.graph.the(cast("str", each), found[0]))))
    return Facets(of, tuple(limits)) if limits else of
