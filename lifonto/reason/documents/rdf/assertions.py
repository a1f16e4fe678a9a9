"""Axioms about individuals in RDF (OWL 2 Mapping to RDF Graphs, table 16)."""

from __future__ import annotations

from lifonto.reason.documents.rdf.expressions import Expressions
from lifonto.reason.documents.rdf.graph import Malformed
from lifonto.reason.documents.rdf.triples import Node
from lifonto.reason.documents.rdf.words import (
    DIFFERENT,
    DISTINCT,
    FROM,
    MEMBERS,
    NAMED_INDIVIDUAL,
    SAME,
    TO,
    TO_VALUE,
    VIA,
)
from lifonto.reason.values.axioms import DATA, OBJECT, Axiom
from lifonto.reason.values.expressions import Literal
from lifonto.reason.values.vocabulary import THING

PREDICATES = {SAME: "SameIndividual", DIFFERENT: "DifferentIndividuals"}


def of_individuals(read: Expressions, subject: str, predicate: str, value: Node) -> tuple[Axiom, ...]:
    """Return what the triple with one of PREDICATES states; raises Malformed."""
    return (Axiom(PREDICATES[predicate], (read.individual(subject), read.individual(value))),)


def has_type(read: Expressions, subject: str, kind: str) -> tuple[Axiom, ...]:
    """Read what class something is of; that it is an individual without a name says as much as owl:Thing."""
    of = read.named(THING) if kind == NAMED_INDIVIDUAL else read.class_(kind)
    return (Axiom("ClassAssertion", (of, read.individual(subject))),)


def fact(read: Expressions, subject: str, predicate: str, value: Node) -> tuple[Axiom, ...]:
    """Read what an object or data property relates; raises Malformed where the value is not of the property's kind."""
    if isinstance(value, Literal) and predicate in read.kinds.of[DATA]:
        return (Axiom("DataPropertyAssertion", (read.named(predicate), read.individual(subject), value)),)
    if isinstance(value, Literal) or predicate not in read.kinds.of[OBJECT]:
        raise Malformed
    parts = (read.named(predicate), read.individual(subject), read.individual(value))
    return (Axiom("ObjectPropertyAssertion", parts),)


def denial(read: Expressions, node: str) -> tuple[Axiom, ...]:
    """Read an owl:NegativePropertyAssertion."""
    of, source = read.graph.the(node, VIA), read.individual(read.graph.the(node, FROM))
    if read.graph.has(node, TO) == read.graph.has(node, TO_VALUE):
        raise Malformed
    if read.graph.has(node, TO):
        target = read.individual(read.graph.the(node, TO))
        return (Axiom("NegativeObjectPropertyAssertion", (read.relation(of), source, target)),)
    value = read.literal(read.graph.the(node, TO_VALUE))
    return (Axiom("NegativeDataPropertyAssertion", (read.data_property(of), source, value)),)


def all_different(read: Expressions, node: str) -> tuple[Axiom, ...]:
    """Read an owl:AllDifferent, of OWL 1 or 2."""
    said = [each for each in (MEMBERS, DISTINCT) if read.graph.has(node, each)]
    if len(said) != 1:
        raise Malformed
    members = tuple(read.individual(each) for each in read.graph.members(read.graph.the(node, said[0])))
    if len(members) < 2:
        raise Malformed
    return (Axiom("DifferentIndividuals", members),)
