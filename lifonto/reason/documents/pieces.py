"""The pieces that documents in OWL's own syntaxes are put together from, and whether they fit where they stand."""

from __future__ import annotations

from typing import NamedTuple, cast

from lifonto.reason.values.axioms import CLASS, DATA, DATATYPE, INDIVIDUAL, OBJECT, Axiom, Entity, Part
from lifonto.reason.values.expressions import (
    Complement,
    DataComplement,
    DataJunction,
    DataRestriction,
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
from lifonto.reason.values.ontology import Annotation
from lifonto.reason.values.vocabulary import RDF, XSD

CLASSES = (Named, Restriction, Junction, Complement, OneOf, HasSelf, DataRestriction)
RANGES = (Named, Facets, Values, DataJunction, DataComplement)
FITTING: dict[str, tuple[tuple[type, ...], str]] = {
    CLASS: (CLASSES, "a class"),
    OBJECT: ((Named, Inverse), "an object property"),
    DATA: ((Named,), "a data property"),
    DATATYPE: (RANGES, "a data range"),
    INDIVIDUAL: ((Named,), "an individual"),
    "": ((Literal,), "a literal"),
}
PLAIN_LITERAL, LANG_STRING, STRING = f"{RDF}PlainLiteral", f"{RDF}langString", f"{XSD}string"


class Group(NamedTuple):
    """Parts in brackets of their own."""

    parts: list[Piece]


class Stated(NamedTuple):
    """An axiom and its annotations."""

    axiom: Axiom
    annotations: frozenset[Annotation]


class Said(NamedTuple):
    """An annotation and what it is about."""

    about: str
    annotation: Annotation


class Declared(NamedTuple):
    """A declaration and its annotations."""

    entity: Entity
    annotations: frozenset[Annotation]


class Facet(NamedTuple):
    """A limit of a datatype."""

    iri: str
    limit: Literal


class Strange(NamedTuple):
    """Something that is not understood, of a *kind*; whatever it is part of is not understood either."""

    kind: str


Piece = Part | Annotation | Entity | Group | Stated | Said | Declared | Facet | Strange | int


def literal(text: str, datatype: str = "", language: str = "") -> Literal:
    """Return a data value; ``rdf:PlainLiteral`` has its language at its end (rdf:PlainLiteral §3)."""
    if datatype == PLAIN_LITERAL and not language:
        text, _, language = text.rpartition("@") if "@" in text else (text, "", "")
        datatype = ""
    if language:
        return Literal(text, LANG_STRING, language)
    return Literal(text, datatype or STRING)


def fit(word: str, part: Piece, sort: str) -> Part:
    """Return *part*, which is to be of *sort*; raises ValueError where it is not."""
    types, called = FITTING[sort]
    if type(part) is Entity and part.kind == sort:
        return Named(part.iri)
    if type(part) not in types:
        raise ValueError(f"{word} wants {called}, and {shown(part)} stands there")
    if type(part) is Named and part.name.startswith("_:") and sort != INDIVIDUAL:
        raise ValueError(f"{word} wants {called}, and {part.name} is an individual without a name")
    return cast(Part, part)


def shown(part: Piece) -> str:
    """Say what *part* is."""
    if isinstance(part, Entity):
        return f"the {part.kind} {part.iri}"
    if isinstance(part, Stated | Said | Declared):
        return "an axiom"
    if isinstance(part, Group):
        return "something in brackets of its own"
    found = next((called for types, called in FITTING.values() if type(part) in types), None)
    return found or f"a {type(part).__name__.lower()}"


def fitted(word: str, parts: list[Piece], sorts: tuple[str, ...]) -> tuple[Part, ...]:
    """Return *parts*, of which the sorts are given, one by one; raises ValueError where they do not fit."""
    if len(parts) != len(sorts):
        raise ValueError(f"{word} wants {len(sorts)} part{'s' * (len(sorts) > 1)}, and has {len(parts)}")
    return tuple(fit(word, part, sort) for part, sort in zip(parts, sorts, strict=True))


def many(word: str, parts: list[Piece], sort: str, least: int = 2) -> tuple[Part, ...]:
    """Return *parts*, all of one sort; raises ValueError where they are fewer than *least*."""
    if len(parts) < least:
        raise ValueError(f"{word} wants {least} parts or more, and has {len(parts)}")
    return tuple(fit(word, part, sort) for part in parts)


def after_annotations(parts: list[Piece]) -> tuple[frozenset[Annotation], list[Piece]]:
    """Part the annotations at the beginning of *parts* from the rest."""
    if not parts or type(parts[0]) is not Annotation:
        return frozenset(), parts
    count = 1
    while count < len(parts) and type(parts[count]) is Annotation:
        count += 1
    return frozenset(cast("list[Annotation]", parts[:count])), parts[count:]


def name_of(word: str, part: Piece) -> str:
    """Return the IRI, or unnamed individual, that *part* is; raises ValueError where it is none."""
    if isinstance(part, Named):
        return part.name
    if isinstance(part, Entity):
        return part.iri
    raise ValueError(f"{word} wants a name, and {shown(part)} stands there")
