"""The hierarchy of named classes as a reasoner finds it: who is above whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter

from lifonto.reason.values.ancestry import ancestors
from lifonto.reason.values.vocabulary import THING


@dataclass(frozen=True)
class Taxonomy:
    """For each satisfiable class, every named class above it, direct or not, itself and owl:Thing left out.

    Equivalent classes are above one another. ``notes`` is what the reasoner said of its own answer: axioms it left
    out, limits it hit, entailments it may have missed. ``fillers`` is, by relation, what some class may be linked to:
    no class is to any other; None where that is not known.
    """

    above: Mapping[str, frozenset[str]]
    unsatisfiable: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    fillers: Mapping[str, Set[str]] | None = None

    @cached_property
    def below(self) -> dict[str, set[str]]:
        """For each class, every named class below it, direct or not; all of them below owl:Thing."""
        below: dict[str, set[str]] = {each: set() for each in self.above}
        for sub, supers in self.above.items():
            for sup in supers:
                below[sup].add(sub)
        below[THING] = set(self.above)
        return below

    def equivalents(self, iri: str) -> frozenset[str]:
        """Return the other classes that are equivalent to *iri*."""
        return frozenset(each for each in self.above.get(iri, ()) if iri in self.above[each])

    def parents(self, iri: str) -> frozenset[str]:
        """Return the direct superclasses of *iri*: those with nothing between; owl:Thing where there are no others."""
        return self.lowest(self.above[iri] - self.equivalents(iri)) or frozenset({THING})

    def lowest(self, classes: Iterable[str]) -> frozenset[str]:
        """Return those of *classes* that have no other of them properly below."""
        return lowest(classes, self.above)

    def highest(self, classes: Iterable[str]) -> frozenset[str]:
        """Return those of *classes* that have no other of them properly above."""
        some = frozenset(classes)
        return frozenset(c for c in some if all(c in self.above[sup] for sup in self.above[c] & some))


def lowest(classes: Iterable[str], above: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return those of *classes* that have no other of them properly below; *above* is what is above each."""
    some, none = frozenset(classes), frozenset[str]()
    return some - {sup for each in some for sup in above.get(each, none) if each not in above.get(sup, none)}


def close(direct: Mapping[str, Iterable[str]], same: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return everything above each class, from what is *direct*ly above it and what is the *same* as it."""
    first = {each: min((each, *same.get(each, ()))) for each in direct}
    graph: dict[str, set[str]] = {}
    for each, parents in direct.items():
        graph.setdefault(first[each], set()).update(first[parent] for parent in parents)
    group: dict[str, set[str]] = {}
    for each, chosen in first.items():
        group.setdefault(chosen, set()).add(each)
    above: dict[str, frozenset[str]] = {}
    for chosen in TopologicalSorter(graph).static_order():
        over = graph[chosen] - {chosen}
        above[chosen] = frozenset(group[chosen]).union(*(above[each] for each in over))
    return {each: above[chosen] - {each} for each, chosen in first.items()}


def both(one: Taxonomy, other: Taxonomy) -> Taxonomy:
    """Return what two hierarchies of the same classes tell together."""
    empty = one.unsatisfiable | other.unsatisfiable
    over = {each: {*one.above.get(each, ()), *other.above.get(each, ())} for each in {*one.above, *other.above}}
    empty |= {each for each, above in over.items() if above & empty}
    return Taxonomy({each: ancestors(each, over) - {each} for each in over if each not in empty}, empty)
