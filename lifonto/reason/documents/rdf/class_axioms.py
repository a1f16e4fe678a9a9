"""Axioms about classes and datatypes in RDF (OWL 2 Mapping to RDF Graphs, table 16 and, for OWL 1, table 18)."""

from __future__ import annotations

from lifonto.reason.documents.rdf.data_ranges import of_sets
from lifonto.reason.documents.rdf.expressions import Expressions
from lifonto.reason.documents.rdf.graph import Malformed
from lifonto.reason.documents.rdf.triples import Node
from lifonto.reason.documents.rdf.words import (
    DATA_COMPLEMENT,
    DISJOINT_CLASS,
    DISJOINT_UNION,
    EQUIVALENT_CLASS,
    KEY,
    MEMBERS,
    OF_SETS,
    ON_DATATYPE,
    RESTRICTION,
    SUBCLASS,
)
from lifonto.reason.values.axioms import DATA, Axiom, Keys
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.vocabulary import NOTHING

OF_NAMES = (*OF_SETS, DATA_COMPLEMENT, ON_DATATYPE)  # OWL 1 puts these on a name directly
PREDICATES = (*OF_NAMES, SUBCLASS, EQUIVALENT_CLASS, DISJOINT_CLASS, DISJOINT_UNION, KEY)


def of_classes(read: Expressions, subject: str, predicate: str, value: Node) -> tuple[Axiom, ...]:
    """Return what the triple with one of PREDICATES states; raises Malformed."""
    if predicate == EQUIVALENT_CLASS:
        return (equivalent(read, subject, value),)
    if predicate in OF_NAMES:
        return (definition(read, subject, predicate, value),)
    if predicate == SUBCLASS:
        return (Axiom("SubClassOf", (read.class_(subject), read.class_(value))),)
    if predicate == DISJOINT_CLASS:
        return (Axiom("DisjointClasses", (read.class_(subject), read.class_(value))),)
    if predicate == KEY:
        return (key(read, subject, value),)
    return (disjoint_union(read, subject, value),)


def equivalent(read: Expressions, subject: str, value: Node) -> Axiom:
    """Read what two classes are, or what a datatype is."""
    for one, other in ((subject, value), (value, subject)):
        if isinstance(one, str) and one[:2] != "_:" and read.kinds.is_data_range(other):
            return Axiom("DatatypeDefinition", (read.data_range(one), read.data_range(other)))
    if isinstance(value, str) and read.kinds.is_datatype(subject):
        return Axiom("DatatypeDefinition", (read.data_range(subject), read.data_range(value)))
    return Axiom("EquivalentClasses", (read.class_(subject), read.class_(value)))


def definition(read: Expressions, subject: str, predicate: str, value: Node) -> Axiom:
    """Read a definition on the name itself: OWL 1 did without owl:equivalentClass."""
    if read.kinds.is_datatype(subject):
        return Axiom("DatatypeDefinition", (read.data_range(subject), of_sets(read, predicate, subject, value)))
    if predicate not in OF_SETS:
        raise Malformed
    return Axiom("EquivalentClasses", (read.class_(subject), read.of_sets(predicate, value)))


def named_restriction(read: Expressions, subject: str) -> tuple[Axiom, ...]:
    """Read a restriction that has a name, which OWL 2 does not foresee: the name is equivalent to it."""
    made = read.restriction(subject)
    read.graph.use_types(subject, RESTRICTION)
    return (Axiom("EquivalentClasses", (read.class_(subject), made)),)


def disjoint_union(read: Expressions, subject: str, value: Node) -> Axiom:
    """Read what parts make up a class; of fewer than two it is the same."""
    whole, parts = read.class_(subject), tuple(read.class_(each) for each in read.graph.members(value))
    if not isinstance(whole, Named):
        raise Malformed
    if len(parts) < 2:
        return Axiom("EquivalentClasses", (whole, *(parts or (read.named(NOTHING),))))
    return Axiom("DisjointUnion", (whole, *parts))


def key(read: Expressions, subject: str, value: Node) -> Axiom:
    """Read which properties tell the instances of a class apart."""
    whole, members = read.class_(subject), read.graph.members(value)
    if not members:
        raise Malformed
    data = [each for each in members if each in read.kinds.of[DATA] and not read.kinds.is_relation(each)]
    relations = tuple(read.relation(each) for each in members if each not in data)
    return Axiom("HasKey", (whole, Keys(relations, tuple(read.data_property(each) for each in data))))


def all_disjoint(read: Expressions, node: str) -> tuple[Axiom, ...]:
    """Read an owl:AllDisjointClasses."""
    members = tuple(read.class_(each) for each in read.graph.members(read.graph.the(node, MEMBERS)))
    if len(members) < 2:
        raise Malformed
    return (Axiom("DisjointClasses", members),)
