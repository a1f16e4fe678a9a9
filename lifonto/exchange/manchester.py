"""OWL Manchester syntax, written by py-horned-owl from functional syntax; what it writes wrong is left out and told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

import pyhornedowl

from lifonto.errors import LifontoError
from lifonto.exchange.functional import axiom, functional
from lifonto.exchange.losses import Losses
from lifonto.reason.values.axioms import INDIVIDUAL, Axiom, Part, entities
from lifonto.reason.values.expressions import (
    Complement,
    DataComplement,
    DataJunction,
    DataRestriction,
    Inverse,
    Junction,
    Restriction,
)
from lifonto.reason.values.ontology import Annotation, Ontology

Key = TypeVar("Key", str, Axiom)
UNNAMED = "axioms about individuals without a name, which py-horned-owl writes so that they cannot be read"
NESTED = "axioms with data ranges inside data ranges, whose brackets py-horned-owl leaves out"
INVERSE = "inverse relations of inverse relations, for which Manchester syntax has no words"


def manchester(ontology: Ontology, prefixes: Mapping[str, str], losses: Losses) -> bytes:
    """Write *ontology*; raises LifontoError where py-horned-owl does not take it."""
    kept = []
    for each in ontology.axioms:
        if why := fault(each):
            losses.lose(why, axiom(each, ()))
        else:
            kept.append(each)
    said = {about: notes for about, notes in ontology.annotations.items() if not about.startswith("_:")}
    losses.lose(UNNAMED, *(about for about in ontology.annotations if about not in said))
    left = replace(ontology, axioms=tuple(kept), annotations=named(said, losses), base=None)
    header = replace(left.header, annotations=frozenset(named({"": left.header.annotations}, losses)[""]))
    left = replace(left, header=header, of_axioms=named(left.of_axioms, losses))
    try:
        document = pyhornedowl.open_ontology_from_string(functional(left, prefixes).decode(), "ofn")
        return str(document.save_to_string("omn")).encode()
    except Exception as error:  # it raises what it likes
        raise LifontoError(f"py-horned-owl cannot write this in Manchester syntax: {error}") from error


def named(said: Mapping[Key, Iterable[Annotation]], losses: Losses) -> dict[Key, tuple[Annotation, ...]]:
    """Return the annotations *said* of each thing without those whose value is an individual without a name."""
    found: dict[Key, tuple[Annotation, ...]] = {}
    for about, notes in said.items():
        found[about] = tuple(each for each in notes if not has_unnamed(each))
        losses.lose(UNNAMED, *(f"{about} {each.property}" for each in notes if has_unnamed(each)))
    return found


def has_unnamed(note: Annotation) -> bool:
    """Tell whether the value of *note*, or of an annotation of it, is an individual without a name."""
    return (isinstance(note.value, str) and note.value.startswith("_:")) or any(map(has_unnamed, note.annotations))


def fault(value: Axiom) -> str:
    """Return why *value* cannot be written, or nothing."""
    if any(iri.startswith("_:") for kind, iri in entities(value) if kind == INDIVIDUAL):
        return UNNAMED
    if value.kind == "InverseObjectProperties" and any(isinstance(each, Inverse) for each in value.parts):
        return INVERSE
    return NESTED if any(map(is_nested, value.parts)) else ""


def is_nested(part: Part) -> bool:
    """Tell whether *part* has a data range inside a data range, or inside a restriction."""
    return any(
        isinstance(each, DataJunction | DataComplement) or is_nested(each)
        for each in inside(part)
        if not isinstance(each, str)
    )


def inside(part: Part) -> Iterator[Part]:
    """Yield the parts right inside *part*."""
    match part:
        case Junction(_, operands) | DataJunction(_, operands):
            yield from operands
        case Complement(operand) | DataComplement(operand):
            yield operand
        case Restriction(_, _, filler, _) | DataRestriction(_, _, filler, _):
            yield filler
