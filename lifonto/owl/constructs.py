"""Class expressions into owlready2's constructs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import owlready2 as owl

from lifonto.reason.values.expressions import Complement, Expression, Inverse, Junction, Named, Restriction


def to_owlready(expression: Expression | Inverse, entity: Callable[[str], Any]) -> Any:
    """Build *expression* with owlready2; *entity* finds an entity by CURIE."""
    match expression:
        case Named(curie):
            return entity(curie)
        case Inverse(of):
            return owl.Inverse(to_owlready(of, entity))
        case Complement(operand):
            return owl.Not(to_owlready(operand, entity))
        case Junction(word, operands):
            construct = owl.And if word == "and" else owl.Or
            return construct([to_owlready(operand, entity) for operand in operands])
        case Restriction(relation, quantifier, filler, number):
            quantify = getattr(to_owlready(relation, entity), quantifier)
            filler = to_owlready(filler, entity)
            return quantify(filler) if number is None else quantify(number, filler)
    raise TypeError(expression)
