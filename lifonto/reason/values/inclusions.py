"""What axioms state of classes, as inclusions: everything in one expression is in another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import Any

from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Expression, Named, Restriction, conjuncts
from lifonto.reason.values.vocabulary import THING

Pair = tuple[Expression, Expression]


def inclusions_of(axioms: Iterable[Axiom]) -> Iterator[Pair]:
    """Yield (sub, super) for each inclusion that *axioms* state between classes, domains among them."""
    for axiom in axioms:
        parts: Any = axiom.parts
        match axiom.kind:
            case "SubClassOf":
                yield parts
            case "EquivalentClasses":
                yield from permutations(parts, 2)
            case "ObjectPropertyDomain":
                relation, domain = parts
                yield Restriction(relation, "some", Named(THING)), domain


def is_existential(term: object) -> bool:
    """Tell whether *term* is an existential, or a conjunction with one in it."""
    return any(isinstance(each, Restriction) and each.quantifier == "some" for each in conjuncts(term))  # type: ignore[arg-type]
