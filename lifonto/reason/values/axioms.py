"""Axioms as values: a kind and its parts, in the order of the OWL 2 Structural Specification (§9).

``Axiom("SubClassOf", (a, b))`` says ``SubClassOf(a b)``. Whatever wants to know what an axiom says asks its kind and
its parts; the two syntaxes, functional and Manchester, are written from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lifonto.reason.values.expressions import (
    Complement,
    DataComplement,
    DataJunction,
    DataRange,
    DataRestriction,
    Expression,
    Facets,
    HasSelf,
    Inverse,
    Junction,
    Literal,
    Named,
    OneOf,
    Restriction,
    Values,
)
from lifonto.reason.values.vocabulary import BUILT_IN

CLASS, OBJECT, DATA, DATATYPE, INDIVIDUAL = "Class", "ObjectProperty", "DataProperty", "Datatype", "NamedIndividual"
SORTS = {  # what stands in each place of an axiom, the last of them as often as it is said; "" is a literal
    "SubClassOf": (CLASS, CLASS),
    "EquivalentClasses": (CLASS,),
    "DisjointClasses": (CLASS,),
    "DisjointUnion": (CLASS,),
    "SubObjectPropertyOf": (OBJECT, OBJECT),
    "EquivalentObjectProperties": (OBJECT,),
    "DisjointObjectProperties": (OBJECT,),
    "InverseObjectProperties": (OBJECT, OBJECT),
    "ObjectPropertyDomain": (OBJECT, CLASS),
    "ObjectPropertyRange": (OBJECT, CLASS),
    **{
        f"{each}ObjectProperty": (OBJECT,)
        for each in (
            *("Functional", "InverseFunctional", "Reflexive", "Irreflexive", "Symmetric", "Asymmetric"),
            "Transitive",
        )
    },
    "SubDataPropertyOf": (DATA, DATA),
    "EquivalentDataProperties": (DATA,),
    "DisjointDataProperties": (DATA,),
    "DataPropertyDomain": (DATA, CLASS),
    "DataPropertyRange": (DATA, DATATYPE),
    "FunctionalDataProperty": (DATA,),
    "DatatypeDefinition": (DATATYPE, DATATYPE),
    "HasKey": (CLASS, OBJECT),
    "SameIndividual": (INDIVIDUAL,),
    "DifferentIndividuals": (INDIVIDUAL,),
    "ClassAssertion": (CLASS, INDIVIDUAL),
    "ObjectPropertyAssertion": (OBJECT, INDIVIDUAL, INDIVIDUAL),
    "NegativeObjectPropertyAssertion": (OBJECT, INDIVIDUAL, INDIVIDUAL),
    "DataPropertyAssertion": (DATA, INDIVIDUAL, ""),
    "NegativeDataPropertyAssertion": (DATA, INDIVIDUAL, ""),
}
UNORDERED = {  # axioms whose parts may stand in any order
    *("EquivalentClasses", "DisjointClasses", "EquivalentObjectProperties", "DisjointObjectProperties"),
    *("InverseObjectProperties", "EquivalentDataProperties", "DisjointDataProperties"),
    *("SameIndividual", "DifferentIndividuals"),
}
OF_INDIVIDUALS = {kind for kind, sorts in SORTS.items() if INDIVIDUAL in sorts}


class Entity(NamedTuple):
    """A name and what it stands for: Class, ObjectProperty, DataProperty, AnnotationProperty, Datatype, …."""

    kind: str
    iri: str


@dataclass(frozen=True, slots=True)
class Chain:
    """Relations one after the other: what the first leads to, the next goes on from."""

    links: tuple[Named | Inverse, ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """The properties that together tell the instances of a class apart."""

    objects: tuple[Named | Inverse, ...]
    data: tuple[Named, ...]


Part = Expression | Inverse | Chain | Keys | DataRange | Literal
Placed = tuple[Part, str]  # and the sort of the place where it stands, which is what it stands for if it is a name


@dataclass(frozen=True, slots=True)
class Axiom:
    """One axiom: its *kind*, a word of the functional syntax such as ``SubClassOf``, and its *parts*."""

    kind: str
    parts: tuple[Part, ...]

    def names(self) -> set[str]:
        """Return every name in it, those of OWL, RDF and XSD left out."""
        return {iri for _, iri in entities(self) if not iri.startswith(BUILT_IN)}


def entities(axiom: Axiom) -> Iterator[Entity]:
    """Yield each name in *axiom* with the kind of thing it stands for there, repeated ones too."""
    sorts = SORTS[axiom.kind]
    last = len(sorts) - 1
    for place, part in enumerate(axiom.parts):
        if isinstance(part, Named):  # as most are, and far quicker so
            yield Entity(sorts[min(place, last)], part.name)
        else:
            yield from entities_in(inside(part))


def entities_in(parts: list[Placed]) -> Iterator[Entity]:
    """Yield each name in *parts*, from left to right."""
    waiting = parts[::-1]
    while waiting:
        part, sort = waiting.pop()
        if isinstance(part, Named):
            yield Entity(sort, part.name)
        else:
            waiting += reversed(inside(part))


def inside(part: Part) -> list[Placed]:
    """Return what *part*, which is no name, is put together from."""
    match part:
        case Restriction(relation, quantifier, filler, _):
            return [(relation, OBJECT), (filler, INDIVIDUAL if quantifier == "value" else CLASS)]
        case Junction(_, operands):
            return placed(operands, CLASS)
        case Inverse(relation) | HasSelf(relation):
            return [(relation, OBJECT)]
        case Chain(links):
            return placed(links, OBJECT)
        case Complement(operand):
            return [(operand, CLASS)]
        case OneOf(individuals):
            return placed(individuals, INDIVIDUAL)
    return data_inside(part)


def data_inside(part: Part) -> list[Placed]:
    """Return what *part*, which has to do with data values, is put together from."""
    match part:
        case DataRestriction(relation, _, filler, _):
            return [(relation, DATA), (filler, DATATYPE)]
        case Facets(datatype):
            return [(datatype, DATATYPE)]
        case Literal(_, datatype):
            return [(Named(datatype), DATATYPE)]
        case Values(literals):
            return placed(literals, DATATYPE)
        case DataJunction(_, operands):
            return placed(operands, DATATYPE)
        case DataComplement(operand):
            return [(operand, DATATYPE)]
        case Keys(objects, data):
            return [*placed(objects, OBJECT), *placed(data, DATA)]
    return []


def placed(parts: Iterable[Part], sort: str) -> list[Placed]:
    """Return *parts*, all of which are of *sort* where they are names."""
    return [(each, sort) for each in parts]


def names_in(expression: Expression | Inverse) -> set[str]:
    """Return every name in *expression*: classes, relations, individuals."""
    return {iri for _, iri in entities_in([(expression, CLASS)])}
