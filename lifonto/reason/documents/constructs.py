"""The constructs of OWL by their words: what functional syntax, OWL/XML and Manchester syntax are put together from.

The first two have the same word for each construct (OWL 2 Structural Specification §3.7, OWL 2 XML §3.4), and
``built`` makes a value of a word and of the pieces inside it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from lifonto.reason.documents.pieces import (
    Declared,
    Facet,
    Group,
    Piece,
    Said,
    Stated,
    Strange,
    after_annotations,
    fit,
    fitted,
    many,
    name_of,
)
from lifonto.reason.values.axioms import CLASS, DATA, DATATYPE, INDIVIDUAL, OBJECT, SORTS, Axiom, Chain, Entity, Keys
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
    Quantifier,
    Restriction,
    Values,
    Word,
)
from lifonto.reason.values.functional import JUNCTIONS, QUANTIFIERS
from lifonto.reason.values.ontology import Annotation
from lifonto.reason.values.vocabulary import LITERAL, RDFS, THING

AT_LEAST_TWO = {
    kind for kind, sorts in SORTS.items() if len(sorts) == 1 and kind.startswith(("Equ", "Disj", "Sa", "Diff"))
}
ENTITIES = (CLASS, OBJECT, DATA, DATATYPE, INDIVIDUAL, "AnnotationProperty")
BETWEEN_ANNOTATIONS = {
    "SubAnnotationPropertyOf": f"{RDFS}subPropertyOf",
    "AnnotationPropertyDomain": f"{RDFS}domain",
    "AnnotationPropertyRange": f"{RDFS}range",
}
SWRL = {
    *("DLSafeRule", "Body", "Head", "ClassAtom", "DataRangeAtom", "ObjectPropertyAtom", "DataPropertyAtom"),
    *("BuiltInAtom", "SameIndividualAtom", "DifferentIndividualsAtom", "Variable", "DescriptionGraphRule"),
    *("DescriptionGraph", "Nodes", "NodeAssertion", "Edges", "EdgeAssertion", "MainClasses", "IRIVariable"),
}


def built(word: str, parts: list[Piece]) -> Piece:
    """Build the construct *word* from *parts*; raises ValueError where they do not fit."""
    make = MAKERS.get(word)
    if make is None:
        if word in SWRL:
            return Strange("SWRL rules and description graphs")
        raise ValueError(f"{word} is no word of OWL 2")
    for part in parts:
        if type(part) is Strange:
            return part
    return make(word, parts)


def _axiom(word: str, parts: list[Piece]) -> Piece:
    annotations, rest = after_annotations(parts)
    sorts = SORTS[word]
    if word in AT_LEAST_TWO:
        found = many(word, rest, sorts[0], 1)
        if len(found) == 1:
            return Strange("axioms with a single part, which say nothing")
    elif word == "SubObjectPropertyOf" and rest and type(rest[0]) is Chain:
        found = (rest[0], *fitted(word, rest[1:], (OBJECT,)))
    else:
        found = fitted(word, rest, sorts)
    return Stated(Axiom(word, found), annotations)


def _key(word: str, parts: list[Piece]) -> Piece:
    """``HasKey``: functional syntax has its properties in brackets, OWL/XML says the kind of each."""
    annotations, rest = after_annotations(parts)
    if not rest:
        raise ValueError(f"{word} wants a class and its keys")
    of, rest = rest[0], rest[1:]
    groups = [each.parts for each in rest if isinstance(each, Group)]
    if len(groups) != len(rest) or len(groups) != 2:
        data = [each for each in rest if isinstance(each, Entity) and each.kind == DATA]
        groups = [[each for each in rest if each not in data], cast("list[Piece]", data)]
    keys = Keys(many(word, groups[0], OBJECT, 0), many(word, groups[1], DATA, 0))  # type: ignore[arg-type]
    return Stated(Axiom(word, (fit(word, of, CLASS), keys)), annotations)


def _annotation(word: str, parts: list[Piece]) -> Piece:
    annotations, rest = after_annotations(parts)
    if len(rest) != 2:
        raise ValueError(f"{word} wants a property and a value")
    return _annotated(word, rest[0], rest[1], annotations)


def _assertion(word: str, parts: list[Piece]) -> Piece:
    annotations, rest = after_annotations(parts)
    if len(rest) != 3:
        raise ValueError(f"{word} wants a property, a subject and a value")
    return Said(name_of(word, rest[1]), _annotated(word, rest[0], rest[2], annotations))


def _annotated(word: str, by: Piece, what: Piece, annotations: frozenset[Annotation]) -> Annotation:
    value = what if isinstance(what, Literal) else name_of(word, what)
    return Annotation(name_of(word, by), value, annotations)


def _between(word: str, parts: list[Piece]) -> Piece:
    annotations, rest = after_annotations(parts)
    if len(rest) != 2:
        raise ValueError(f"{word} wants two names")
    first, second = (name_of(word, each) for each in rest)
    return Said(first, Annotation(BETWEEN_ANNOTATIONS[word], second, annotations))


def _declaration(word: str, parts: list[Piece]) -> Piece:
    annotations, rest = after_annotations(parts)
    if len(rest) != 1 or not isinstance(rest[0], Entity):
        raise ValueError(f"{word} wants one of {', '.join(ENTITIES)}")
    return Declared(rest[0], annotations)


def _entity(word: str, parts: list[Piece]) -> Piece:
    if len(parts) != 1:
        raise ValueError(f"{word} wants one name")
    return Entity(word, name_of(word, parts[0]))


def _restriction(word: str, parts: list[Piece]) -> Piece:
    data, quantifier = word.startswith("Data"), RESTRICTIONS[word]
    number = parts[0] if parts and type(parts[0]) is int else None
    rest = parts if number is None else parts[1:]
    if (number is None) == (quantifier in ("min", "max", "exactly")):
        raise ValueError(f"{word} wants {'no' if number is not None else 'a'} number first")
    if data and len(rest) > 2:
        return Strange("restrictions on several data properties at once")
    if number is not None and len(rest) == 1:
        rest = [*rest, Named(LITERAL if data else THING)]
    filler = (
        "" if data and quantifier == "value" else DATATYPE if data else INDIVIDUAL if quantifier == "value" else CLASS
    )
    relation, what = fitted(word, rest, (DATA if data else OBJECT, filler))
    made = DataRestriction if data else Restriction
    return made(relation, quantifier, what, number)  # type: ignore[arg-type]


def _junction(word: str, parts: list[Piece]) -> Piece:
    said: Word = "and" if word.endswith(JUNCTIONS["and"]) else "or"
    data = word.startswith("Data")
    operands = many(word, parts, DATATYPE if data else CLASS, 1)
    if len(operands) == 1:
        return operands[0]
    return DataJunction(said, operands) if data else Junction(said, operands)  # type: ignore[arg-type]


def _facets(word: str, parts: list[Piece]) -> Piece:
    rest, limits = parts[1:], list[tuple[str, Literal]]()
    while rest:
        facet = rest.pop(0)
        if not isinstance(facet, Facet):
            facet = Facet(name_of(word, facet), cast(Literal, fit(word, rest.pop(0) if rest else facet, "")))
        limits.append(tuple(facet))  # type: ignore[arg-type]
    if not limits:
        raise ValueError(f"{word} wants a facet and a literal")
    return Facets(Named(name_of(word, parts[0])), tuple(limits))


def _one(word: str, parts: list[Piece]) -> Piece:
    sort, make = ONES[word]
    return make(*fitted(word, parts, (sort,)))


def _all(word: str, parts: list[Piece]) -> Piece:
    sort, make, least = LISTS[word]
    return make(many(word, parts, sort, least))


RESTRICTIONS: dict[str, Quantifier] = {
    f"{sort}{said}": cast(Quantifier, word) for word, said in QUANTIFIERS.items() for sort in ("Object", "Data")
}
ONES: dict[str, tuple[str, Callable[..., Piece]]] = {
    "ObjectComplementOf": (CLASS, Complement),
    "ObjectHasSelf": (OBJECT, HasSelf),
    "ObjectInverseOf": (OBJECT, Inverse),
    "DataComplementOf": (DATATYPE, DataComplement),
}
LISTS: dict[str, tuple[str, Callable[..., Piece], int]] = {
    "ObjectOneOf": (INDIVIDUAL, OneOf, 1),
    "DataOneOf": ("", Values, 1),
    "ObjectPropertyChain": (OBJECT, Chain, 2),
}
MAKERS: dict[str, Callable[[str, list[Piece]], Piece]] = {
    **dict.fromkeys(SORTS, _axiom),
    **dict.fromkeys(RESTRICTIONS, _restriction),
    **{f"{sort}{said}": _junction for said in JUNCTIONS.values() for sort in ("Object", "Data")},
    **dict.fromkeys(ONES, _one),
    **dict.fromkeys(LISTS, _all),
    **dict.fromkeys(BETWEEN_ANNOTATIONS, _between),
    **dict.fromkeys(ENTITIES, _entity),
    "HasKey": _key,
    "Annotation": _annotation,
    "AnnotationAssertion": _assertion,
    "Declaration": _declaration,
    "DatatypeRestriction": _facets,
    "": lambda _, parts: Group(parts),
}
