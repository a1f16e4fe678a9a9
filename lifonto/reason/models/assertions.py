"""What is said of the elements of a model, and what that gives them: names, links, and other elements."""

from __future__ import annotations

from collections import defaultdict

from lifonto.reason.models.clauses import denial
from lifonto.reason.models.elements import Clash, Elements
from lifonto.reason.models.theory import Theory
from lifonto.reason.values.expressions import (
    Complement,
    DataRestriction,
    Expression,
    HasSelf,
    Inverse,
    Junction,
    Named,
    OneOf,
    Relation,
    Restriction,
)
from lifonto.reason.values.vocabulary import NOTHING, THING

MANY = 64  # elements that one number asks for


class Assertions(Elements):
    """Elements of which class expressions are said.

    If *shared*, all existentials with the same filler have the same element, and otherwise those of one owner;
    ``open``: the unions of which a part is still to be chosen; ``relying``: the owners that cannot do without the
    elements of another.
    """

    def __init__(self, theory: Theory, *, shared: bool) -> None:
        super().__init__(theory)
        self.shared = shared
        self.made: dict[object, int] = {}
        self.open: dict[tuple[int, tuple[Expression, ...]], None] = {}
        self.relying: defaultdict[int, set[int]] = defaultdict(set)

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
            self.rely(element, relation, self.individuals[said.filler.name])  # type: ignore[union-attr]
        elif said.quantifier == "only" or (said.quantifier in ("max", "exactly") and number == 0):
            self.limit(element, relation, said.filler if said.quantifier == "only" else denial(said.filler))
        elif said.quantifier in ("max", "exactly") and number == 1:
            self.single[element].add(relation)
        if said.quantifier == "some" or (said.quantifier in ("min", "exactly") and number == 1):
            self.provide(element, relation, said.filler)
        elif said.quantifier in ("min", "exactly"):
            if number > MANY:
                raise Clash
            for each in range(number):
                self.rely(element, relation, self.successor(element, relation, said.filler, each))

    def limit(self, element: int, relation: Relation, filler: Expression) -> None:
        """Say *filler* of all that *relation* leads to from *element*, now and later."""
        if (relation, filler) not in self.only[element]:
            self.only[element][relation, filler] = None
            for each in list(self.reached(element, relation)):
                self.say(each, filler)

    def provide(self, element: int, relation: Relation, filler: Expression) -> None:
        """Give *element* something that it is related to and that is a *filler*, if there is nothing yet."""
        there = [each for each in self.reached(element, relation) if self.owner[each] not in self.dropped]
        if (known := next((each for each in there if self.satisfies(each, filler)), None)) is not None:
            self.rely(element, relation, known)
            return
        for wider in self.theory.wider.get(relation, (relation,)):
            if wider in self.theory.single or wider in self.single[element]:
                for each in list(self.reached(element, wider)):
                    self.say(each, filler)
                    self.rely(element, relation, each)
                    return
        self.rely(element, relation, self.successor(element, relation, filler))

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

    def rely(self, element: int, relation: Relation, target: int) -> None:
        """Relate *element* to *target*, without which it cannot be; raises Clash."""
        if self.owner[target] in self.dropped:
            raise Clash
        self.relying[self.owner[target]].add(self.owner[element])
        self.link(element, relation, target)

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
