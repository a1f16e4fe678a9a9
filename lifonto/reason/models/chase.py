"""The chase: a model is made element by element, each with no more than the axioms ask of it.

A clause whose body holds makes its head hold; an existential is given an element; of several parts of a head one is
chosen, once all else is done. What is made need not be a model: whether it is, is checked afterwards.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Set

from lifonto.reason.models.clauses import EVERY, SELF, Key, denial
from lifonto.reason.models.interpretation import Interpretation, opposite
from lifonto.reason.models.theory import Relation, Step, Theory
from lifonto.reason.values.axioms import INDIVIDUAL, entities
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

ORDER = (Complement, Restriction, Named)  # which part of a head is tried first
MOST = 200_000  # elements


class Clash(Exception):  # noqa: N818  no error, but the end of an attempt
    """What was chosen cannot be, or what is asked is beyond this procedure."""


class Chase:
    """Elements by number: what each has, and what it is linked to and from."""

    def __init__(self, theory: Theory, *, shared: bool) -> None:
        self.theory, self.shared = theory, shared
        self.has: list[set[Key]] = []
        self.owner: list[int] = []
        self.out: list[defaultdict[str, set[int]]] = []
        self.into: list[defaultdict[str, set[int]]] = []
        self.only: list[set[tuple[Relation, Expression]]] = []
        self.single: list[set[Relation]] = []
        self.denied: list[set[str]] = []
        self.made: dict[object, int] = {}
        self.news: deque[tuple[int, Key]] = deque()
        self.open: dict[tuple[int, tuple[Expression, ...]], None] = {}
        named = {iri for axiom in theory.axioms for kind, iri in entities(axiom) if kind == INDIVIDUAL}
        self.individuals = {iri: self.element() for iri in sorted(named)}

    def tell_facts(self) -> None:
        """Say what the axioms tell of individuals; raises Clash."""
        for expression, name in self.theory.clauses.names.names.items():
            if isinstance(expression, OneOf):
                for each in expression.individuals:
                    self.gain(self.individuals[each.name], {name.name})
        for axiom in self.theory.axioms:
            match axiom.kind, axiom.parts:
                case "ClassAssertion", (kind, Named(one)):
                    self.say(self.individuals[one], kind)  # type: ignore[arg-type]
                case "ObjectPropertyAssertion", (Named() | Inverse() as relation, Named(one), Named(other)):
                    self.link(self.individuals[one], relation, self.individuals[other])

    def element(self, owner: int | None = None) -> int:
        """Make an element; *owner* is the one that it was made for."""
        number = len(self.has)
        if number == MOST:
            raise Clash
        self.has.append(set())
        self.owner.append(number if owner is None else owner)
        self.out.append(defaultdict(set))
        self.into.append(defaultdict(set))
        self.only.append(set())
        self.single.append(set())
        self.denied.append(set())
        self.gain(number, {EVERY})
        return number

    def gain(self, element: int, keys: Set[Key]) -> None:
        """Note that *element* has *keys*, and what leads to it, or it leads to, something with these names."""
        fresh = keys - self.has[element]
        self.has[element] |= fresh
        self.news.extend((element, each) for each in fresh if each in self.theory.clauses.by_keys)
        for relation, sources in self.into[element].items():
            self.pass_on(sources, relation, fresh)
        for relation, targets in self.out[element].items():
            self.pass_on(targets, f"^{relation}", fresh)

    def pass_on(self, elements: Iterable[int], relation: str, keys: Set[Key]) -> None:
        """Note that *relation* leads from *elements* to what has *keys*."""
        if names := self.theory.watched.get(relation, frozenset()) & keys:
            for each in elements:
                self.gain(each, {(relation, name) for name in names})

    def run(self) -> None:
        """Go on until all clauses are satisfied; raises Clash."""
        while self.news or self.open:
            while self.news:
                self.apply(*self.news.popleft())
            while self.open and not self.news:
                element, parts = next(iter(self.open))
                del self.open[element, parts]
                self.choose(element, parts)

    def apply(self, element: int, key: Key) -> None:
        """Make the clauses about *key* hold of *element*, if it has all of their bodies."""
        by_other, has = self.theory.clauses.by_keys[key], self.has[element]
        for other in by_other.keys() & has:
            for clause in by_other[other]:
                if clause.body <= has:
                    if len(clause.head) == 1:
                        self.say(element, clause.head[0])
                    elif not any(self.satisfies(element, each) for each in clause.head):
                        self.open[element, clause.head] = None

    def choose(self, element: int, parts: Iterable[Expression]) -> None:
        """Say of *element* the first of *parts* that it can be, unless one is known already."""
        options = list(parts)
        if any(self.satisfies(element, each) for each in options):
            return
        possible = [each for each in options if not self.excludes(element, each)]
        if not possible:
            raise Clash
        self.say(element, min(possible, key=rank))

    def excludes(self, element: int, said: Expression) -> bool:
        """Tell whether *element* is seen not to be what is *said*."""
        match said:
            case Named(name):
                whole = {name, *self.theory.above.get(name, ())}
                return (
                    name in self.theory.unsatisfiable
                    or bool(whole & self.denied[element])
                    or any(not self.has[element].isdisjoint(self.theory.apart.get(each, ())) for each in whole)
                )
            case Junction("and", operands):
                return any(self.excludes(element, each) for each in operands)
            case Complement(operand):
                return self.satisfies(element, operand)
        return False

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
            case DataRestriction():
                if denial(said) == Named(THING):
                    raise Clash
            case OneOf() if not self.satisfies(element, said):
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
            self.only[element].add((relation, filler))
            for each in list(self.reached(element, relation)):
                self.say(each, filler)

    def provide(self, element: int, relation: Relation, filler: Expression) -> None:
        """Give *element* something that it is related to and that is a *filler*, if there is nothing yet."""
        if is_seen(filler) and any(self.satisfies(each, filler) for each in self.reached(element, relation)):
            return
        for wider in self.theory.wider.get(relation, {relation}):
            if wider in self.theory.single or wider in self.single[element]:
                for each in list(self.reached(element, wider)):
                    self.say(each, filler)
                    self.link(element, relation, each)
                    return
        self.link(element, relation, self.successor(element, relation, filler))

    def successor(self, element: int, relation: Relation, filler: Expression, number: int = 0) -> int:
        """Return the element that stands for what is a *filler*: one for all, or one for each owner."""
        match filler:
            case OneOf((Named(name),)):
                return self.individuals[name]
        wider = self.theory.wider.get(relation, {relation})
        limits = frozenset(said for by, said in self.only[element] if by in wider)
        owner = None if self.shared else self.owner[element]
        place = owner, limits | {filler}, number
        if place not in self.made:
            self.made[place] = self.element(owner)
            for each in sorted(place[1], key=str):
                self.say(self.made[place], each)
        return self.made[place]

    def reached(self, element: int, relation: Relation) -> set[int]:
        """Return what *relation* leads to from *element*."""
        if isinstance(relation, Inverse):
            return self.into[element].get(relation.of.name, set())
        return self.out[element].get(relation.name, set())

    def link(self, source: int, relation: Relation, target: int) -> None:
        """Relate *source* to *target*, by all wider relations, too, and by the chains that go on from there."""
        waiting = [(source, relation, target)]
        while waiting:
            one, by, other = waiting.pop()
            for wider in self.theory.wider.get(by, {by}):
                start, name, end = (other, wider.of, one) if isinstance(wider, Inverse) else (one, wider, other)
                if end not in self.out[start][name.name]:
                    self.out[start][name.name].add(end)
                    self.into[end][name.name].add(start)
                    self.pass_on((start,), name.name, self.has[end] | ({SELF} if start == end else set()))
                    self.pass_on((end,), f"^{name.name}", self.has[start] | ({SELF} if start == end else set()))
                    self.push(start, name, end)
                    self.push(end, Inverse(name), start)
                    for step in self.theory.steps.get(name, ()):
                        waiting += self.farther(step, start, name, end)

    def push(self, source: int, relation: Relation, target: int) -> None:
        """Say of *target* what all must be that *relation* leads to from *source*."""
        for by, filler in list(self.only[source]):
            if by == relation:
                self.say(target, filler)

    def farther(self, step: Step, source: int, relation: Named, target: int) -> Iterator[tuple[int, Relation, int]]:
        """Yield what *step* gives with the link from *source* to *target*."""
        for by, start, end in ((relation, source, target), (Inverse(relation), target, source)):
            if step.first == by:
                yield from ((start, step.whole, each) for each in self.reached(end, step.second))
            if step.second == by:
                yield from ((each, step.whole, end) for each in self.reached(start, opposite(step.first)))

    def satisfies(self, element: int, said: Expression) -> bool:
        """Tell whether *element* is seen to be what is *said*."""
        match said:
            case Named(name):
                return name == THING or name in self.has[element]
            case Junction(word, operands):
                return (all if word == "and" else any)(self.satisfies(element, each) for each in operands)
            case Restriction(relation, "some", filler, _):
                return any(self.satisfies(each, filler) for each in self.reached(element, relation))
            case Restriction(relation, "value", Named(name), _):
                return self.individuals[name] in self.reached(element, relation)
            case Restriction(relation, "only", filler, _):
                return (relation, filler) in self.only[element]
            case OneOf(individuals):
                return any(self.individuals[each.name] == element for each in individuals)
            case HasSelf(relation):
                return element in self.reached(element, relation)
            case Complement(Named(name)):
                return name in self.denied[element]
        return False

    def interpretation(self) -> Interpretation:
        """Return what was made."""
        classes: defaultdict[str, set[int]] = defaultdict(set)
        relations: defaultdict[str, dict[int, set[int]]] = defaultdict(dict)
        for element, (has, links) in enumerate(zip(self.has, self.out, strict=True)):
            for each in has:
                if isinstance(each, str):
                    classes[each].add(element)
            relations |= {relation: {} for relation in links if relation not in relations}
            for relation, targets in links.items():
                relations[relation][element] = targets
        return Interpretation(frozenset(range(len(self.has))), classes, relations, self.individuals)


def rank(part: Expression) -> int:
    """Return how late *part* is tried of a head."""
    return next((place for place, kind in enumerate(ORDER) if isinstance(part, kind)), len(ORDER))


def is_seen(filler: Expression) -> bool:
    """Tell whether what is there already can show that something is a *filler*."""
    match filler:
        case Named() | OneOf():
            return True
        case Junction("and", operands):
            return all(map(is_seen, operands))
        case Restriction(_, "some", inner, _):
            return is_seen(inner)
        case Restriction(_, "value"):
            return True
    return False
