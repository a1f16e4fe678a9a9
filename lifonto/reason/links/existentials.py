"""Existential links that the axioms state, and those that follow from them in OWL 2 EL.

Probing each relation with each filler is exact for any ontology, and slow for a large one. In OWL 2 EL it is enough to
follow what the axioms themselves say (Baader, Brandt & Lutz, "Pushing the EL Envelope", IJCAI 2005): ``A SubClassOf r
some B`` comes from a stated restriction on A or above it, carried along subrelations and property chains to B and
whatever is above B. A filler that is an expression is given a name first, so that the hierarchy knows what is above it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lifonto.reason.values.ancestry import ancestors
from lifonto.reason.values.axioms import Axiom, Chain
from lifonto.reason.values.expressions import Expression, Named, Restriction, conjuncts
from lifonto.reason.values.fresh import Fresh

Link = tuple[str, str, str]


@dataclass(frozen=True)
class Relations:
    """What is stated of relations: which are above which, which chains of two imply which, and ranges."""

    above: Mapping[str, frozenset[str]]
    chains: Mapping[tuple[str, str], frozenset[str]]
    ranges: Mapping[str, frozenset[str]]

    @cached_property
    def leading(self) -> frozenset[str]:
        """The relations that chains begin with."""
        return frozenset(first for first, _ in self.chains)

    @classmethod
    def of(cls, axioms: Iterable[Axiom], relations: Iterable[str]) -> Relations:
        """Read what *axioms* say of *relations*; a transitive relation is a chain of itself."""
        over: defaultdict[str, set[str]] = defaultdict(set)
        chains: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        ranges: defaultdict[str, set[str]] = defaultdict(set)
        for axiom in axioms:
            parts: Any = axiom.parts
            match axiom.kind, parts:
                case "SubObjectPropertyOf", (Chain((Named(first), Named(second))), Named(whole)):
                    chains[first, second].add(whole)
                case "SubObjectPropertyOf", (Named(sub), Named(sup)):
                    over[sub].add(sup)
                case "TransitiveObjectProperty", (Named(relation),):
                    chains[relation, relation].add(relation)
                case "ObjectPropertyRange", (Named(relation), Named(range_)):
                    ranges[relation].add(range_)
        above = {each: ancestors(each, over) for each in {*relations, *over, *ranges}}
        ranged = {each: frozenset(name for sup in above[each] for name in ranges[sup]) for each in above}
        return cls(above, {pair: frozenset(found) for pair, found in chains.items()}, ranged)


@dataclass
class Told:
    """What the axioms state: links, and names given to the fillers that are expressions.

    *narrow* may say more of a filler than is stated, because of the relation that leads to it.
    """

    relations: Relations
    links: set[Link] = field(default_factory=set)
    fillers: Fresh = field(default_factory=lambda: Fresh("filler"))
    narrow: Callable[[str, Expression], Expression] = lambda relation, filler: filler

    def read(self, subject: str, said: Expression) -> None:
        """Note the restrictions in *said* of *subject*, and those in their fillers."""
        for each in conjuncts(said):
            if isinstance(each, Restriction) and each.quantifier == "some" and isinstance(each.relation, Named):
                filler = self.narrow(each.relation.name, each.filler)
                self.links.add((subject, each.relation.name, self.name(filler)))

    def name(self, filler: Expression) -> str:
        """Return the name of *filler*, giving it one where it has none."""
        if isinstance(filler, Named):
            return filler.name
        is_new = filler not in self.fillers.names
        name = self.fillers.name(filler).name
        if is_new:
            self.read(name, filler)
        return name

    def axioms(self) -> list[Axiom]:
        """Return the axioms that tell a reasoner what the names given mean."""
        named: Any = self.fillers.names.items()
        return [Axiom("EquivalentClasses", (name, filler)) for filler, name in named]


def successors(
    told: Iterable[Link], above: Mapping[str, frozenset[str]], relations: Relations
) -> dict[str, set[tuple[str, str]]]:
    """Return the (relation, filler) that each class of *above* must be related by and to, fillers as they are told."""
    direct: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for sub, relation, filler in told:
        direct[sub].add((relation, filler))
    return closed(
        {each: set().union(*(direct[sup] for sup in (each, *over))) for each, over in above.items()}, relations
    )


def closed(links: dict[str, set[tuple[str, str]]], relations: Relations) -> dict[str, set[tuple[str, str]]]:
    """Return *links* with those that subrelations and chains add to them."""
    grown = True
    while grown:
        grown = False
        for found in links.values():
            fresh = set(implied(found, links, relations)) - found
            if fresh:
                found |= fresh
                grown = True
    return links


def implied(
    found: Iterable[tuple[str, str]], successors: Mapping[str, set[tuple[str, str]]], relations: Relations
) -> Iterator[tuple[str, str]]:
    """Yield the links that subrelations and chains add to those *found* for one class."""
    for relation, filler in found:
        for sup in relations.above.get(relation, ()):
            yield sup, filler
        for second, farther in successors.get(filler, ()) if relation in relations.leading else ():
            for chained in relations.chains.get((relation, second), ()):
                yield chained, farther
