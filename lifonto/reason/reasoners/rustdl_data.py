"""Workarounds for faults of rustdl 0.4.42 with data values: axioms that add nothing to an ontology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

from lifonto.reason.reasoners import rustdl_integers
from lifonto.reason.reasoners.rustdl_integers import is_whole
from lifonto.reason.reasoners.rustdl_subvalues import restrictions
from lifonto.reason.values.axioms import Axiom, Part
from lifonto.reason.values.expressions import (
    Complement,
    DataComplement,
    DataJunction,
    DataRestriction,
    Expression,
    Junction,
    Literal,
    Named,
    Restriction,
    Values,
)
from lifonto.reason.values.vocabulary import LITERAL, NOTHING, XSD

MANY = 20  # values of a list above which it is not taken apart


def workarounds(axioms: Iterable[Axiom], every: Iterable[Axiom]) -> Iterator[Axiom]:
    """Yield what *axioms*, which are among *every*, need."""
    said = tuple(dict.fromkeys(restrictions(axioms)))
    yield from rustdl_integers.workarounds(said, every)
    for each in said:
        yield from listed(each)
    yield from common(said)


def listed(said: DataRestriction) -> Iterator[Axiom]:
    """Say that to have one of the values listed is to have the first, or the second, ….

    Of ``A SubClassOf u some {1, 2}`` and ``u some xsd:integer SubClassOf B`` rustdl does not see that A is below B.
    """
    if said.quantifier == "some" and isinstance(said.filler, Values) and 1 < len(said.filler.literals) <= MANY:
        yield Axiom("EquivalentClasses", (said, one_of(said.relation, said.filler)))


def one_of(relation: Named, values: Values) -> Expression:
    """Return what has one of *values*."""
    each = tuple(DataRestriction(relation, "value", value) for value in values.literals)
    return Junction("or", each) if len(each) > 1 else each[0]


def common(said: Iterable[DataRestriction]) -> Iterator[Axiom]:
    """Say that what has values of two lists alone has the values alone that are in both.

    rustdl does not see that values that are in ``{2, 3}`` and in ``{3, 4}`` are 3.
    """
    only = [each for each in said if each.quantifier == "only" and isinstance(each.filler, Values)]
    for one, other in combinations(only, 2):
        if one.relation == other.relation and isinstance(one.filler, Values) and isinstance(other.filler, Values):
            kept = tuple(v for v in one.filler.literals if any(may_be_same(v, each) for each in other.filler.literals))
            if not kept:
                some = DataRestriction(one.relation, "some", Named(LITERAL))
                yield Axiom("SubClassOf", (Junction("and", (one, other, some)), Named(NOTHING)))
            elif len(kept) < len(one.filler.literals):
                both = DataRestriction(one.relation, "only", Values(kept))
                yield Axiom("SubClassOf", (Junction("and", (one, other)), both))


def may_be_same(one: Literal, other: Literal) -> bool:
    """Tell whether two literals may be one value; of integers and of strings it is known."""
    numbers = [int(each.text) for each in (one, other) if is_whole(each)]
    if len(numbers) == 2:
        return numbers[0] == numbers[1]
    return one.datatype != other.datatype or one.datatype != f"{XSD}string" or one.text == other.text


def apart(axioms: Iterable[Axiom]) -> Iterator[Axiom]:
    """Say of each value in use that nothing has it of two data properties that have no value in common.

    rustdl holds two disjoint data properties against stated facts alone.
    """
    stated = tuple(axioms)
    disjoint: list[Any] = [axiom.parts for axiom in stated if axiom.kind == "DisjointDataProperties"]
    if not disjoint:
        return
    facts: list[Any] = [axiom.parts for axiom in stated if axiom.kind == "DataPropertyAssertion"]
    used: dict[Any, None] = dict.fromkeys(value for _, _, value in facts)
    used |= dict.fromkeys(each.filler for each in restrictions(stated) if each.quantifier == "value")
    for one, other in (two for properties in disjoint for two in combinations(properties, 2)):
        for value in used:
            each = tuple(DataRestriction(relation, "value", value) for relation in (one, other))
            yield Axiom("SubClassOf", (Junction("and", each), Named(NOTHING)))


def definitions(axioms: Iterable[Axiom]) -> Iterator[Axiom]:
    """Say of values in a datatype that has a definition that they are in what defines it.

    rustdl leaves out definitions of datatypes.
    """
    stated = tuple(axioms)
    meant = {axiom.parts[0]: axiom.parts[1] for axiom in stated if axiom.kind == "DatatypeDefinition"}
    if not meant:
        return
    for axiom in stated:
        parts = tuple(unfolded(each, meant) for each in axiom.parts)
        if parts != axiom.parts and axiom.kind != "DatatypeDefinition":
            yield Axiom(axiom.kind, parts)


def unfolded(part: Any, meant: Mapping[Part, Part]) -> Any:
    """Return *part* with what datatypes in it are *meant* to be."""
    match part:
        case Named() if part in meant:
            return unfolded(meant[part], meant)
        case DataRestriction(relation, quantifier, filler, number):
            return DataRestriction(relation, quantifier, unfolded(filler, meant), number)
        case Restriction(relation, quantifier, filler, number):
            return Restriction(relation, quantifier, unfolded(filler, meant), number)
        case DataJunction(word, operands) | Junction(word, operands):
            return type(part)(word, tuple(unfolded(each, meant) for each in operands))
        case DataComplement(operand) | Complement(operand):
            return type(part)(unfolded(operand, meant))
    return part
