"""What of an axiom an argument does not need: conjuncts of what it says, disjuncts of what it says it of.

After Horridge, Parsia & Sattler, "Laconic and precise justifications in OWL" (ISWC 2008): the axioms of a justification
are weakened, one part at a time, for as long as what follows from them still does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Any

from lifonto.reason.values.axioms import Axiom, Part
from lifonto.reason.values.expressions import Complement, Expression, Junction, Restriction
from lifonto.reason.values.functional import write

MOST_CHECKS = 80


@dataclass(frozen=True)
class Premise:
    """An axiom as stated, what an argument uses of it, and the parts that the argument does not need.

    ``says`` is what one step takes from it, where that is less than all steps together.
    """

    axiom: Axiom
    used: Axiom
    unneeded: tuple[Part, ...] = ()
    says: Axiom | None = None


def laconic(axioms: Iterable[Axiom], follows: Callable[[Collection[Axiom]], bool]) -> list[Premise]:
    """Return each of *axioms* with what is enough of it, and of the others, so that it still *follows*.

    The question is put a limited number of times; what was not asked about counts as needed.
    """
    premises = [Premise(each, each) for each in sorted(axioms, key=write)]
    left = MOST_CHECKS
    for place, premise in enumerate(premises):
        others = [each.used for each in premises if each is not premise]
        refused: set[tuple[Part, ...]] = set()
        options = weaker(premise.used)
        while left and (option := next(options, None)):
            used, gone = option
            if gone and gone in refused:
                continue  # what is needed stays so, the less there is besides
            left -= 1
            if follows([*others, used]):
                premises[place] = Premise(premise.axiom, used, (*premises[place].unneeded, *gone))
                options = weaker(used)
            else:
                refused.add(gone)
    return premises


def weaker(axiom: Axiom) -> Iterator[tuple[Axiom, tuple[Part, ...]]]:
    """Yield what follows from *axiom* and says less, with the parts that it leaves out."""
    parts: Any = axiom.parts
    match axiom.kind:
        case "EquivalentClasses":
            yield from ((Axiom("SubClassOf", pair), ()) for pair in permutations(parts, 2))
        case "DisjointClasses" if len(parts) > 2:
            yield from ((Axiom(axiom.kind, kept), gone) for kept, gone in without_some(parts, 2))
        case "SubClassOf":
            yield from ((Axiom(axiom.kind, (less, parts[1])), gone) for less, gone in reduced(parts[0], False))
            yield from ((Axiom(axiom.kind, (parts[0], less)), gone) for less, gone in reduced(parts[1], True))
        case "ObjectPropertyDomain" | "ObjectPropertyRange" | "DataPropertyDomain":
            yield from ((Axiom(axiom.kind, (parts[0], less)), gone) for less, gone in reduced(parts[1], True))


def reduced(expression: Expression, more: bool) -> Iterator[tuple[Expression, tuple[Expression, ...]]]:
    """Yield *expression* without some conjuncts, so that there is *more* in it, or else without some disjuncts."""
    match expression:
        case Junction(word, operands):
            if (word == "and") == more:
                for kept, gone in without_some(operands, 1):
                    yield kept[0] if len(kept) == 1 else Junction(word, kept), gone
            for place, each in enumerate(operands):
                for less, gone in reduced(each, more):
                    yield Junction(word, (*operands[:place], less, *operands[place + 1 :])), gone
        case Complement(operand):
            yield from ((Complement(less), gone) for less, gone in reduced(operand, not more))
        case Restriction(_, "some" | "only" | "min", filler, _):
            yield from ((replace(expression, filler=less), gone) for less, gone in reduced(filler, more))


def without_some(parts: tuple[Any, ...], least: int) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """Yield *parts* without a half of them, a quarter, and so on to one, the *least* kept; and those left out."""
    size = len(parts)
    while size := size // 2:
        for start in range(0, len(parts), size):
            kept, gone = (*parts[:start], *parts[start + size :]), parts[start : start + size]
            if len(kept) >= least:
                yield kept, gone
