"""The chase: a model is made element by element, each with no more than the axioms ask of it.

A clause whose body holds makes its head hold; an existential is given an element; of several parts of a head one is
chosen, once all else is done. What is made need not be a model: whether it is, is checked afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Set
from random import Random
from typing import Any, NamedTuple

from lifonto.reason.models.clauses import Key, denial, rank
from lifonto.reason.models.elements import Clash, Elements
from lifonto.reason.models.theory import Relation, Theory
from lifonto.reason.values.expressions import (
    Complement,
    DataRestriction,
    Expression,
    HasSelf,
    Inverse,
    Junction,
    Named,
    OneOf,
    Restriction,
)
from lifonto.reason.values.vocabulary import NOTHING, THING


class Root(NamedTuple):
    """A class that is to have an instance, which is none of those *denied*."""

    name: str
    denied: frozenset[str] = frozenset()


class Chase(Elements):
    """A model in the making, with an instance of each root; those that can have none, as it seems, are dropped.

    If *shared*, all existentials with the same filler have the same element, and otherwise those of one root; *turn*
    tells which choices are made.
    """

    def __init__(self, theory: Theory, roots: Iterable[Root], *, shared: bool, turn: int = 0) -> None:
        super().__init__(theory)
        self.shared, self.asked = shared, list(roots)
        self.random = Random(turn) if turn else None  # noqa: S311  the same choices each time
        self.steps = 0
        self.roots: dict[Root, int] = {}
        self.rooted: set[int] = set()
        self.made: dict[object, int] = {}
        self.open: dict[tuple[int, tuple[Expression, ...]], None] = {}

    def run(self) -> None:
        """Go on until all clauses are satisfied; raises Clash."""
        self.begin()
        while self.news or self.open:
            while self.news:
                element, key = self.news.popleft()
                self.attempt(self.apply, element, key)
            while self.open and not self.news:
                element, parts = next(iter(self.open))
                del self.open[element, parts]
                self.attempt(self.choose, element, parts)

    def begin(self) -> None:
        """Make what there is in any case, and the instances that are asked for."""
        self.element()
        self.tell_facts()
        for root in self.asked:
            if self.theory.listed.keys().isdisjoint({root.name, *self.theory.above[root.name]}):
                self.roots[root] = number = self.element()
                self.denied[number] |= root.denied
                self.rooted.add(number)
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
        """Do what may end in a Clash; drop the root that *element* was made for, if there is one, where it does."""
        owner = self.owner[element]
        if owner not in self.dropped:
            try:
                action(element, *more)
            except Clash:
                if owner not in self.rooted:
                    raise
                self.dropped.add(owner)

    def has_instance(self, root: Root) -> bool:
        """Tell whether there is an instance as *root* asks for."""
        return root in self.roots and self.roots[root] not in self.dropped

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
        self.say(element, self.random.choice(possible) if self.random else possible[0])

    def say(self, element: int, said: Expression) -> None:
        """Make *element* be what is *said*; raises Clash."""
        match said:
            case Named(name):
                self.name(element, name)
            case Junction("and", operands):
                for each in operands:
                    self.say(element, each)
            case Junction(_, operands):
                self.open[element, operands] = None
            case Restriction():
                self.restrict(element, said)
            case HasSelf(relation):
                self.link(element, relation, element)
            case Complement(operand):
                self.deny(element, operand)
            case DataRestriction() | OneOf() if not self.satisfies(element, said):
                raise Clash

    def name(self, element: int, name: str) -> None:
        """Make *element* an instance of the class *name*."""
        if name == NOTHING or name in self.theory.unsatisfiable:
            raise Clash
        if name != THING and name not in self.has[element]:
            whole = {name, *self.theory.above.get(name, ())}
            if whole & self.denied[element]:
                raise Clash
            self.gain(element, whole)

    def deny(self, element: int, said: Expression) -> None:
        """Make *element* not be what is *said*."""
        if isinstance(said, Named) and said.name not in (THING, NOTHING):
            if said.name in self.has[element]:
                raise Clash
            self.denied[element].add(said.name)
        elif not isinstance(other := denial(said), Complement):
            self.say(element, other)

    def restrict(self, element: int, said: Restriction) -> None:
        """Give *element* what a restriction asks for; of how many there are at most, the check tells."""
        relation, number = said.relation, said.number or 0
        if said.quantifier == "value":
            self.link(element, relation, self.individuals[said.filler.name])  # type: ignore[union-attr]
        elif said.quantifier == "only" or (said.quantifier in ("max", "exactly") and number == 0):
            self.limit(element, relation, said.filler if said.quantifier == "only" else denial(said.filler))
        elif said.quantifier in ("max", "exactly") and number == 1:
            self.single[element].add(relation)
        if said.quantifier == "some" or (said.quantifier in ("min", "exactly") and number == 1):
            self.provide(element, relation, said.filler)
        elif said.quantifier in ("min", "exactly"):
            for each in range(number):
                self.link(element, relation, self.successor(element, relation, said.filler, each))

    def limit(self, element: int, relation: Relation, filler: Expression) -> None:
        """Say *filler* of all that *relation* leads to from *element*, now and later."""
        if (relation, filler) not in self.only[element]:
            self.only[element][relation, filler] = None
            for each in list(self.reached(element, relation)):
                self.say(each, filler)

    def provide(self, element: int, relation: Relation, filler: Expression) -> None:
        """Give *element* something that it is related to and that is a *filler*, if there is nothing yet."""
        if any(self.satisfies(each, filler) for each in self.reached(element, relation)):
            return
        for wider in self.theory.wider.get(relation, (relation,)):
            if wider in self.theory.single or wider in self.single[element]:
                for each in list(self.reached(element, wider)):
                    self.say(each, filler)
                    self.link(element, relation, each)
                    return
        self.link(element, relation, self.successor(element, relation, filler))

    def successor(self, element: int, relation: Relation, filler: Expression, number: int = 0) -> int:
        """Return the element that stands for what is a *filler*: one for all, or one for each owner."""
        match filler:
            case OneOf((Named(name), *_)):
                return self.individuals[name]
            case Named(name) if name in self.theory.listed:
                return self.individuals[self.theory.listed[name]]
        wider = self.theory.wider.get(relation, (relation,))
        limits = frozenset(said for by, said in self.only[element] if by in wider)
        owner = None if self.shared else self.owner[element]
        place = owner, limits | {filler}, number
        if place not in self.made:
            self.made[place] = self.element(owner)
            for each in sorted(place[1], key=str):
                self.say(self.made[place], each)
        return self.made[place]

    def link(self, source: int, relation: Relation, target: int) -> None:
        """Relate *source* to *target*, by all wider relations, too, and by the chains that go on from there."""
        waiting = [(source, relation, target)]
        while waiting:
            one, by, other = waiting.pop()
            for wider in self.theory.wider.get(by, (by,)):
                start, name, end = (other, wider.of, one) if isinstance(wider, Inverse) else (one, wider, other)
                if end not in self.out[start][name.name]:
                    self.join(start, name, end)
                    self.push(start, name, end)
                    self.push(end, Inverse(name), start)
                    for step in self.theory.steps.get(name, ()):
                        waiting += self.farther(step, start, name, end)

    def push(self, source: int, relation: Relation, target: int) -> None:
        """Say of *target* what all must be that *relation* leads to from *source*."""
        for by, filler in list(self.only[source]):
            if by == relation:
                self.say(target, filler)
