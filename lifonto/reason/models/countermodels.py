"""Proof that nothing more follows: models in which a class is below no other than those it is known to be below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from lifonto.reason.models.chase import Chase, Clash
from lifonto.reason.models.satisfaction import satisfies
from lifonto.reason.models.theory import Theory
from lifonto.reason.values.axioms import Axiom

FEW = 1_000  # classes that are given models of their own
Pair = tuple[str, str]


def undecided(axioms: Iterable[Axiom], above: Mapping[str, Set[str]], unsatisfiable: Set[str]) -> set[Pair]:
    """Return the pairs (sub, super) of named classes of which no model shows that the one is not below the other.

    *above* is what is known to be above each class. Where there are none, that is all there is, and the axioms do not
    contradict each other.
    """
    theory = Theory.of(tuple(axioms), above, unsatisfiable)
    more = surplus(theory, dict.fromkeys(above, frozenset()), shared=True)
    if more is None:
        alone = [{each: frozenset[str]()} for each in above] if len(above) <= FEW else []
        every = set(above)
        more = {each: every - above[each] - {each} for each in above}
        for each in alone:
            more |= surplus(theory, each, shared=False) or {}
    return {(sub, sup) for sub, found in more.items() for sup in remaining(theory, sub, found)}


def surplus(theory: Theory, denied: Mapping[str, Set[str]], *, shared: bool) -> dict[str, set[str]] | None:
    """Return what an instance of each class is beyond what is known, in a model where it is none of those *denied*.

    None where no such model is found; *shared* tells whether all existentials with the same filler share an element.
    """
    chase, elements = Chase(theory, shared=shared), {}
    try:
        chase.tell_facts()
        for name, others in denied.items():
            elements[name] = chase.element()
            chase.denied[elements[name]] |= others
            chase.name(elements[name], name)
        chase.run()
    except Clash:
        return None
    if not satisfies(chase.interpretation(), theory.axioms):
        return None
    return {
        name: (chase.has[each] & theory.above.keys()) - theory.above[name] - {name} for name, each in elements.items()
    }


def remaining(theory: Theory, sub: str, more: Set[str]) -> Set[str]:
    """Return those of *more* of which no model shows that *sub* is not below them: tried together, then each."""
    if not more or surplus(theory, {sub: more}, shared=False) is not None:
        return frozenset()
    return {each for each in more if len(more) == 1 or surplus(theory, {sub: {each}}, shared=False) is None}
