"""Elements of a model that is being made: what each has, and what it is linked to and from."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Set

from lifonto.reason.models.clauses import EVERY, SELF, Key, denial
from lifonto.reason.models.interpretation import Interpretation
from lifonto.reason.models.theory import Step, Theory
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
    opposite,
)
from lifonto.reason.values.vocabulary import NOTHING, THING

MOST = 200_000  # elements


class Clash(Exception):  # noqa: N818  no error, but the end of an attempt
    """What was chosen cannot be, or what is asked is beyond this procedure."""


class Elements:
    """Elements by number.

    ``owner``: the element that each was made for, or itself; ``news``: what was gained and not yet looked at;
    ``dropped``: owners whose elements are not in the model.
    """

    def __init__(self, theory: Theory) -> None:
        self.theory = theory
        self.has: list[set[Key]] = []
        self.owner: list[int] = []
        self.out: list[defaultdict[str, set[int]]] = []
        self.into: list[defaultdict[str, set[int]]] = []
        self.only: list[dict[tuple[Relation, Expression], None]] = []
        self.single: list[set[Relation]] = []
        self.denied: list[set[str]] = []
        self.news: deque[tuple[int, Key]] = deque()
        self.dropped: set[int] = set()
        self.individuals = {iri: self.element() for iri in theory.individuals}

    def element(self, owner: int | None = None) -> int:
        """Make an element; raises Clash where there are too many."""
        number = len(self.has)
        if number == MOST:
            raise Clash
        self.has.append(set())
        self.owner.append(number if owner is None else owner)
        self.out.append(defaultdict(set))
        self.into.append(defaultdict(set))
        self.only.append({})
        self.single.append(set())
        self.denied.append(set())
        self.gain(number, {EVERY})
        return number

    def gain(self, element: int, keys: Set[Key]) -> None:
        """Note that *element* has *keys*, and what leads to it, or it leads to, something with these names."""
        fresh = keys - self.has[element]
        self.has[element] |= fresh
        self.news.extend((element, each) for each in self.theory.in_order(fresh))
        for relation, sources in self.into[element].items():
            self.pass_on(sources, relation, fresh)
        for relation, targets in self.out[element].items():
            self.pass_on(targets, f"^{relation}", fresh)

    def pass_on(self, elements: Iterable[int], relation: str, keys: Set[Key]) -> None:
        """Note that *relation* leads from *elements* to what has *keys*."""
        if names := self.theory.watched.get(relation, frozenset()) & keys:
            for each in elements:
                self.gain(each, {(relation, name) for name in names})

    def join(self, source: int, relation: Named, target: int) -> None:
        """Relate *source* to *target*."""
        self.out[source][relation.name].add(target)
        self.into[target][relation.name].add(source)
        itself = {SELF} if source == target else set[Key]()
        self.pass_on((source,), relation.name, self.has[target] | itself)
        self.pass_on((target,), f"^{relation.name}", self.has[source] | itself)

    def reached(self, element: int, relation: Relation) -> set[int]:
        """Return what *relation* leads to from *element*."""
        if isinstance(relation, Inverse):
            return self.into[element].get(relation.of.name, set())
        return self.out[element].get(relation.name, set())

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
            case DataRestriction():
                return denial(said) == Named(NOTHING)
        return False

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
            case OneOf():
                return not self.satisfies(element, said)
        return False

    @property
    def there(self) -> set[int]:
        """The elements of the model."""
        return {each for each, owner in enumerate(self.owner) if owner not in self.dropped}

    def names(self, element: int) -> set[str]:
        """Return the named classes that *element* is an instance of."""
        return {each for each in self.has[element] if isinstance(each, str) and each in self.theory.above}

    def in_common(self, said: Callable[[int], Set[str]]) -> dict[str, Set[str]]:
        """Return what is *said* of all instances of each class that has any."""
        found: dict[str, Set[str]] = {}
        for number in self.there:
            of_it = said(number)
            for each in self.names(number):
                found[each] = found[each] & of_it if each in found else of_it
        return found

    def interpretation(self) -> Interpretation:
        """Return what was made."""
        classes: defaultdict[str, set[int]] = defaultdict(set)
        relations: defaultdict[str, dict[int, set[int]]] = defaultdict(dict)
        there = self.there
        for element in there:
            for each in self.has[element]:
                if isinstance(each, str):
                    classes[each].add(element)
            for relation, targets in self.out[element].items():
                relations[relation][element] = targets & there
        return Interpretation(frozenset(there), classes, relations, self.individuals)
