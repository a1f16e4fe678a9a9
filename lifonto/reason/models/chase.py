"""The chase: a model is made element by element, each with no more than the axioms ask of it.

A clause whose body holds makes its head hold; an existential is given an element; of several parts of a head one is
chosen, once all else is done. What is made need not be a model: whether it is, is checked afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Set
from random import Random
from typing import Any, NamedTuple

from lifonto.reason.models.assertions import Assertions
from lifonto.reason.models.clauses import Key, rank
from lifonto.reason.models.elements import Clash
from lifonto.reason.models.theory import Theory
from lifonto.reason.values.expressions import (
    Expression,
    Inverse,
    Named,
    OneOf,
)


class Root(NamedTuple):
    """A class that is to have an instance, which is none of those *denied*."""

    name: str
    denied: frozenset[str] = frozenset()


class Chase(Assertions):
    """A model in the making, with an instance of each root; those that can have none, as it seems, are dropped.

    *turn* tells which choices are made, *patience* how many steps it may take.
    """

    def __init__(self, theory: Theory, roots: Iterable[Root], *, shared: bool, turn: int, patience: int) -> None:
        super().__init__(theory, shared=shared)
        self.asked = list(roots)
        self.random = Random(turn) if turn else None  # noqa: S311  the same choices each time
        self.steps, self.patience = 0, patience
        self.roots: dict[Root, int] = {}
        self.chosen: set[int] = set()  # owners of what had a choice
        self.needed = 0  # elements that must be there, the first ones

    def run(self) -> None:
        """Go on until all clauses are satisfied; raises Clash."""
        self.begin()
        while self.news or self.open:
            while self.news:
                if self.steps > self.patience:
                    raise Clash
                element, key = self.news.popleft()
                self.attempt(self.apply, element, key)
            while self.open and not self.news:
                element, parts = next(iter(self.open))
                del self.open[element, parts]
                self.attempt(self.choose, element, parts)

    def begin(self) -> None:
        """Make what there is in any case, and the instances that are asked for."""
        self.needed = self.element() + 1
        self.tell_facts()
        for root in self.asked:
            if self.theory.listed.keys().isdisjoint({root.name, *self.theory.above[root.name]}):
                self.roots[root] = number = self.element()
                self.denied[number] |= root.denied
                self.attempt(self.name, number, root.name)

    def tell_facts(self) -> None:
        """Say what the axioms tell of individuals; raises Clash."""
        for expression, name in self.theory.clauses.names.names.items():
            if isinstance(expression, OneOf):
                for each in expression.individuals:
                    self.gain(self.individuals[each.name], {name.name})
        for axiom in self.theory.facts:
            match axiom.kind, axiom.parts:
                case "ClassAssertion", (kind, Named(one)):
                    self.say(self.individuals[one], kind)  # type: ignore[arg-type]
                case "ObjectPropertyAssertion", (Named() | Inverse() as relation, Named(one), Named(other)):
                    self.link(self.individuals[one], relation, self.individuals[other])

    def attempt(self, action: Callable[..., None], element: int, *more: Any) -> None:
        """Do what may end in a Clash; where it does, drop the element and all that lead to it."""
        if self.owner[element] not in self.dropped:
            try:
                action(element, *more)
            except Clash:
                self.drop(element)

    def drop(self, element: int) -> None:
        """Leave out all that was made for the owner of *element*, and what relies on that; raises Clash."""
        waiting = [self.owner[element]]
        while waiting:
            owner = waiting.pop()
            if owner < self.needed:
                raise Clash
            if owner not in self.dropped:
                self.dropped.add(owner)
                waiting += self.relying[owner]

    def has_instance(self, root: Root) -> bool:
        """Tell whether there is an instance as *root* asks for."""
        return root in self.roots and self.roots[root] not in self.dropped

    def has_chosen(self, root: Root) -> bool:
        """Tell whether another choice could have been made for *root*."""
        return self.roots.get(root) in self.chosen

    def fillers(self) -> dict[str, Set[str]] | None:
        """Return, by relation, the names of what the instances asked for are related to; None where one is missing."""
        if self.dropped or len(self.roots) < len(self.asked):
            return None
        targets: defaultdict[str, set[int]] = defaultdict(set)
        for root in self.roots.values():
            for relation, to in self.out[root].items():
                targets[relation] |= to
        return {relation: {name for each in to for name in self.names(each)} for relation, to in targets.items()}

    def apply(self, element: int, key: Key) -> None:
        """Make the clauses about *key* hold of *element*, if it has all of their bodies."""
        self.steps += 1
        by_other, has = self.theory.clauses.by_keys[key], self.has[element]
        for other in self.theory.in_order(by_other.keys() & has):
            for clause in by_other[other]:
                if clause.body <= has:
                    if len(clause.head) == 1:
                        self.say(element, clause.head[0])
                    elif not any(self.satisfies(element, each) for each in clause.head):
                        self.open[element, clause.head] = None

    def choose(self, element: int, parts: Iterable[Expression]) -> None:
        """Say of *element* one of *parts* that it can be, unless one is known already."""
        options = list(parts)
        if any(self.satisfies(element, each) for each in options):
            return
        possible = sorted((each for each in options if not self.excludes(element, each)), key=rank)
        if not possible:
            raise Clash
        if len(possible) > 1:
            self.chosen.add(self.owner[element])
        self.say(element, self.random.choice(possible) if self.random else possible[0])
