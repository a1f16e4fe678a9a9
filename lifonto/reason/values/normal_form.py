"""The normal form of expressions and axioms: the same for all that differ in the order or repetition of operands alone.

``A and (B and C)`` is ``C and A and B``; ``EquivalentClasses(A B)`` is ``EquivalentClasses(B A)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lifonto.reason.values.axioms import UNORDERED, Axiom, Keys, Part
from lifonto.reason.values.expressions import (
    Complement,
    DataComplement,
    DataJunction,
    DataRestriction,
    Facets,
    Junction,
    OneOf,
    Restriction,
    Values,
)
from lifonto.reason.values.functional import term


def normal(axiom: Axiom) -> Axiom:
    """Return *axiom* in normal form."""
    parts = tuple(normal_part(each) for each in axiom.parts)
    if axiom.kind in UNORDERED:
        apart = axiom.kind.startswith(("Disjoint", "Different"))  # what is apart from itself is no repetition
        return Axiom(axiom.kind, tuple(sorted(parts, key=term)) if apart else ordered(parts))
    if axiom.kind == "DisjointUnion":
        return Axiom(axiom.kind, (parts[0], *ordered(parts[1:])))
    return Axiom(axiom.kind, parts)


def normal_part(part: Part) -> Part:
    """Return a part of an axiom in normal form."""
    match part:
        case Junction(word, _) | DataJunction(word, _):
            operands = ordered(normal_part(each) for each in flat(part))
            return operands[0] if len(operands) == 1 else type(part)(word, operands)  # type: ignore[arg-type]
        case Complement(operand):
            return Complement(normal_part(operand))  # type: ignore[arg-type]
        case DataComplement(operand):
            return DataComplement(normal_part(operand))  # type: ignore[arg-type]
        case Restriction(relation, quantifier, filler, number):
            return Restriction(relation, quantifier, normal_part(filler), number)  # type: ignore[arg-type]
        case DataRestriction(relation, quantifier, filler, number):
            return DataRestriction(relation, quantifier, normal_part(filler), number)  # type: ignore[arg-type]
        case OneOf(individuals):
            return OneOf(ordered(individuals))  # type: ignore[arg-type]
        case Values(literals):
            return Values(ordered(literals))  # type: ignore[arg-type]
        case Facets(datatype, limits):
            return Facets(datatype, tuple(sorted(limits, key=lambda limit: (limit[0], limit[1].text))))
        case Keys(objects, data):
            return Keys(ordered(objects), ordered(data))  # type: ignore[arg-type]
    return part


def flat(part: Junction | DataJunction) -> Iterator[Part]:
    """Yield the operands of *part*, and in place of those that are of its kind theirs."""
    for each in part.operands:
        if isinstance(each, Junction | DataJunction) and each.word == part.word:
            yield from flat(each)
        else:
            yield each


def ordered(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return *parts* in order, each once."""
    return tuple(sorted(set(parts), key=term))
