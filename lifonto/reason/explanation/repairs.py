"""Repairs: the smallest removals after which something no longer follows.

A repair takes at least one axiom out of every justification, and is as small as it can be: a minimal hitting set
(Reiter, "A theory of diagnosis from first principles", AIJ 1987). Justifications are asked for one at a time, and only
while a removal that hits all those known so far leaves another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.functional import write

Axioms = frozenset[Axiom]


def repairs(another: Callable[[Axioms], Axioms | None], limit: int) -> list[Axioms]:
    """Return up to *limit* minimal repairs, smallest first.

    *another* gives a justification that holds without the axioms it is told, or None where nothing follows any more.
    An empty justification, of what is so in any case, cannot be repaired: then there is no repair.
    """
    found: list[Axioms] = []
    known: list[Axioms] = []
    while len(found) < limit:
        candidate = next((each for each in hitting(known) if each not in found), None)
        if candidate is None:
            break
        left = another(candidate)
        if left is None:
            found.append(candidate)
        elif left:
            known.append(left)
        else:
            break
    return [each for each in found if each]


def hitting(sets: list[Axioms]) -> Iterator[Axioms]:
    """Yield the minimal sets that have something in common with each of *sets*, smallest first."""
    hits: set[Axioms] = {frozenset()}
    for each in sets:
        missed = {hit for hit in hits if not hit & each}
        kept = hits - missed
        grown = {hit | {axiom} for hit in missed for axiom in each}
        hits = kept | {hit for hit in grown if not any(other <= hit for other in kept)}
    yield from sorted(hits, key=lambda hit: (len(hit), sorted(map(write, hit))))
