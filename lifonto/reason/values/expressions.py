"""OWL 2 class expressions, data ranges and property expressions as plain values, tied to no library.

OWL 2 Structural Specification §5 to §8. Names are whole IRIs in the reasoner, CURIEs in the tables; an individual
without a name is ``Named("_:x")``.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass

Quantifier = typing.Literal["some", "only", "value", "min", "max", "exactly"]
Word = typing.Literal["and", "or"]


@dataclass(frozen=True, slots=True)
class Named:
    """A class, property, datatype or individual, by name."""

    name: str


@dataclass(frozen=True, slots=True)
class Inverse:
    """The inverse of an object property."""

    of: Named


@dataclass(frozen=True, slots=True)
class Literal:
    """A data value: its text, the IRI of its datatype, and its language tag, if it has one."""

    text: str
    datatype: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Restriction:
    """What is related, some, only or so many times, to the filler; of ``value`` the filler is an individual."""

    relation: Named | Inverse
    quantifier: Quantifier
    filler: Expression
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Junction:
    """What is all, or any, of the operands."""

    word: Word
    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Complement:
    """What is not the operand."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class OneOf:
    """The individuals listed, and no other."""

    individuals: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class HasSelf:
    """What is related to itself."""

    relation: Named | Inverse


@dataclass(frozen=True, slots=True)
class Facets:
    """The values of a datatype within limits: (facet IRI, limit) pairs."""

    datatype: Named
    limits: tuple[tuple[str, Literal], ...]


@dataclass(frozen=True, slots=True)
class Values:
    """The data values listed, and no other."""

    literals: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class DataJunction:
    """The data values in all, or any, of the operands."""

    word: Word
    operands: tuple[DataRange, ...]


@dataclass(frozen=True, slots=True)
class DataComplement:
    """The data values that are not in the operand."""

    operand: DataRange


@dataclass(frozen=True, slots=True)
class DataRestriction:
    """What has, some, only or so many times, a value in the filler; of ``value`` the filler is that value."""

    relation: Named
    quantifier: Quantifier
    filler: DataRange | Literal
    number: int | None = None


DataRange = Named | Facets | Values | DataJunction | DataComplement
Relation = Named | Inverse
Expression = Named | Restriction | Junction | Complement | OneOf | HasSelf | DataRestriction


def opposite(relation: Relation) -> Relation:
    """Return the inverse of *relation*."""
    return relation.of if isinstance(relation, Inverse) else Inverse(relation)


def parts_of(expression: Expression) -> Iterator[Expression]:
    """Yield *expression* and every class expression inside it."""
    yield expression
    match expression:
        case Junction(_, operands):
            for each in operands:
                yield from parts_of(each)
        case Complement(operand):
            yield from parts_of(operand)
        case Restriction(_, quantifier, filler, _) if quantifier != "value":
            yield from parts_of(filler)


def conjuncts(*expressions: Expression) -> Iterator[Expression]:
    """Yield what *expressions* together are all of, themselves where they are no conjunctions."""
    for each in expressions:
        if isinstance(each, Junction) and each.word == "and":
            yield from conjuncts(*each.operands)
        else:
            yield each
