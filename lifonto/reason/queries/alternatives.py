"""Alternatives: a class expression with ``or`` in it, taken apart into expressions without that it is the union of.

What is above a union is above each of its alternatives, and what each is below the union is below. A reasoner that
passes over unions on the right of an inclusion, as EL rules do, so has the whole answer all the same.
"""

from __future__ import annotations

from itertools import product
from math import prod

from lifonto.reason.values.expressions import Expression, Junction, Restriction

MOST = 64


def alternatives(expression: Expression) -> tuple[Expression, ...]:
    """Return what *expression* is the union of; itself alone where it has no ``or``, or more than so many cases."""
    return _alternatives(expression) if count(expression) <= MOST else (expression,)


def count(expression: Expression) -> int:
    """Return how many alternatives *expression* has."""
    match expression:
        case Junction("or", operands):
            return sum(map(count, operands))
        case Junction("and", operands):
            return prod(map(count, operands))
        case Restriction(_, "some", filler, _):
            return count(filler)
    return 1


def _alternatives(expression: Expression) -> tuple[Expression, ...]:
    match expression:
        case Junction("or", operands):
            return tuple(found for each in operands for found in _alternatives(each))
        case Junction("and", operands):
            return tuple(Junction("and", chosen) for chosen in product(*map(_alternatives, operands)))
        case Restriction(relation, "some", filler, _):
            return tuple(Restriction(relation, "some", each) for each in _alternatives(filler))
    return (expression,)
