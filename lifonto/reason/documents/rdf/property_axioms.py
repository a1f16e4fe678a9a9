"""Axioms about properties in RDF (OWL 2 Mapping to RDF Graphs, table 16)."""

from __future__ import annotations

from lifonto.reason.documents.rdf.expressions import Expressions
from lifonto.reason.documents.rdf.graph import Malformed
from lifonto.reason.documents.rdf.triples import Node
from lifonto.reason.documents.rdf.words import (
    CHAIN,
    CHARACTERISTICS,
    DISJOINT_PROPERTY,
    DOMAIN,
    EQUIVALENT_PROPERTY,
    FUNCTIONAL,
    INVERSE,
    MEMBERS,
    OBJECT_TYPE,
    RANGE,
    SUBPROPERTY,
)
from lifonto.reason.values.axioms import DATA, Axiom, Chain, Part

PAIRS = {  # the axioms that two object properties, or two data properties, make
    SUBPROPERTY: ("SubObjectPropertyOf", "SubDataPropertyOf"),
    EQUIVALENT_PROPERTY: ("EquivalentObjectProperties", "EquivalentDataProperties"),
    DISJOINT_PROPERTY: ("DisjointObjectProperties", "DisjointDataProperties"),
}
PREDICATES = (*PAIRS, DOMAIN, RANGE, CHAIN, INVERSE)
TYPES = (FUNCTIONAL, *CHARACTERISTICS)


def of_properties(read: Expressions, subject: str, predicate: str, value: Node) -> tuple[Axiom, ...]:
    """Return what the triple with one of PREDICATES states; raises Malformed."""
    if predicate in PAIRS:
        return pair(read, PAIRS[predicate], subject, value)
    if predicate == CHAIN:
        return (chain(read, subject, value),)
    if predicate == INVERSE:
        return (Axiom("InverseObjectProperties", (read.relation(subject), read.relation(value))),)
    if predicate == DOMAIN:
        of_class = read.class_(value)
        return tuple(
            Axiom(f"{kind}PropertyDomain", (each, of_class)) for kind, each in properties(read, subject).items()
        )
    return range_(read, subject, value)


def properties(read: Expressions, node: str) -> dict[str, Part]:
    """Return what *node* is as an object property, and as a data property; raises Malformed where it is neither."""
    found: dict[str, Part] = {}
    if read.kinds.is_relation(node):
        found["Object"] = read.relation(node)
    if node in read.kinds.of[DATA]:
        found["Data"] = read.data_property(node)
    if not found:
        raise Malformed
    return found


def pair(read: Expressions, kinds: tuple[str, str], subject: str, value: Node) -> tuple[Axiom, ...]:
    """Read an axiom about two properties of a kind."""
    if not isinstance(value, str):
        raise Malformed
    left, right = properties(read, subject), properties(read, value)
    made = [
        Axiom(kind, (left[sort], right[sort]))
        for kind, sort in zip(kinds, ("Object", "Data"), strict=True)
        if sort in left and sort in right
    ]
    if not made:
        raise Malformed
    return tuple(made)


def range_(read: Expressions, subject: str, value: Node) -> tuple[Axiom, ...]:
    """Read the range of a property; it decides where the property may be of either kind."""
    found = properties(read, subject)
    if "Data" in found and ("Object" not in found or read.kinds.is_data_range(value)):
        return (Axiom("DataPropertyRange", (found["Data"], read.data_range(value))),)
    return (Axiom("ObjectPropertyRange", (found["Object"], read.class_(value))),)


def chain(read: Expressions, subject: str, value: Node) -> Axiom:
    """Read a chain of relations that is part of another relation."""
    links = tuple(read.relation(each) for each in read.graph.members(value))
    if not links:
        raise Malformed
    return Axiom("SubObjectPropertyOf", (Chain(links) if len(links) > 1 else links[0], read.relation(subject)))


def characteristic(read: Expressions, subject: str, kind: str) -> tuple[Axiom, ...]:
    """Read a type of TYPES, such as owl:TransitiveProperty."""
    read.graph.use_types(subject, OBJECT_TYPE)
    if kind in CHARACTERISTICS:
        return (Axiom(CHARACTERISTICS[kind], (read.relation(subject),)),)
    return tuple(Axiom(f"Functional{sort}Property", (each,)) for sort, each in properties(read, subject).items())


def all_disjoint(read: Expressions, node: str) -> tuple[Axiom, ...]:
    """Read an owl:AllDisjointProperties."""
    members = read.graph.members(read.graph.the(node, MEMBERS))
    found = [properties(read, each) for each in members if isinstance(each, str)]
    made = [
        Axiom(kind, tuple(each[sort] for each in found))
        for kind, sort in zip(PAIRS[DISJOINT_PROPERTY], ("Object", "Data"), strict=True)
        if len(members) > 1 and len(found) == len(members) and all(sort in each for each in found)
    ]
    if not made:
        raise Malformed
    return tuple(made)
