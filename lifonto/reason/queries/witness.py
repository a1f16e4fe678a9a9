"""Elements that are not in the canonical model yet, made to see what an expression entails, and what entails it.

A witness is an element of which no more is said than that it is an instance of the expression. What the axioms add to
it is worked out as EL completion rules do (Baader, Brandt & Lutz, "Pushing the EL Envelope", IJCAI 2005): only the new
elements change, because nothing in OWL 2 EL follows for an element from those that are related to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import permutations
from typing import NamedTuple

from lifonto.reason.links.canonical import Model
from lifonto.reason.queries.alternatives import alternatives
from lifonto.reason.queries.triggers import Triggered, applicable, triggered
from lifonto.reason.values.expressions import Complement, Expression, Junction, Named, Restriction
from lifonto.reason.values.fresh import is_fresh
from lifonto.reason.values.inclusions import Pair
from lifonto.reason.values.vocabulary import NOTHING, THING

LAST = 64  # expressions whose witnesses are kept


@dataclass(eq=False)
class Witness:
    """A new element: its names, its links, what it is said not to be, and whether it cannot be."""

    names: set[str] = field(default_factory=set)
    links: set[tuple[str, str | Witness]] = field(default_factory=set)
    denied: set[Expression] = field(default_factory=set)
    empty: bool = False


Element = str | Witness


class Found(NamedTuple):
    """The named classes above and below an expression; ``above`` is None where it can have no instances."""

    above: frozenset[str] | None
    below: frozenset[str]


@dataclass(frozen=True)
class Witnesses:
    """A canonical model that new elements can be held against."""

    model: Model

    def around(self, expression: Expression) -> Found:
        """Return the named classes above and below *expression*."""
        return Found(self.superclasses(expression), self.subclasses(expression))

    def superclasses(self, expression: Expression) -> frozenset[str] | None:
        """Return the named classes above *expression*, owl:Thing left out, or None where it can have no instances."""
        names = [each.names for each in self.made(expression) if not each.empty]
        return frozenset(each for each in set.intersection(*names) if not is_fresh(each)) if names else None

    def subclasses(self, expression: Expression) -> frozenset[str]:
        """Return the named classes below *expression*, those that can have no instances left out."""
        return frozenset(each for each in self.model.elements(expression) if not is_fresh(each))

    def entails(self, sub: Expression, sup: Expression) -> bool:
        """Tell whether ``sub SubClassOf sup`` follows."""
        return all(each.empty or self.satisfies(each, sup) for each in self.made(sub))

    @cached_property
    def excluding(self) -> frozenset[str]:
        """What is stated to be disjoint with a part of a union: of what it holds, EL rules draw the parts left."""
        parts = frozenset().union(*self.model.unions)
        found = (pair for disjoint in self.model.disjoint for pair in permutations(disjoint))
        return frozenset(
            each.name
            for part, each in found
            if isinstance(each, Named) and isinstance(part, Named) and part.name in parts
        )

    @cached_property
    def rules(self) -> Triggered[tuple[Expression, str]]:
        """The rules of the model, by what triggers them."""
        return triggered(self.model.rules)

    @cached_property
    def disjoint(self) -> Triggered[Pair]:
        """The pairs of the model that are disjoint, by what the first of each needs."""
        return triggered(self.model.disjoint)

    def narrows_union(self, expression: Expression) -> bool:
        """Tell whether an instance of *expression*, or what it is related to, may be none of some part of a union."""
        return bool(self.excluding) and any(
            each.names & self.excluding for made in self.made(expression) for each in made_with(made)
        )

    @cached_property
    def made(self) -> Callable[[Expression], tuple[Witness, ...]]:
        """Makes a witness of each alternative of an expression, once for all that is asked of it."""
        return lru_cache(LAST)(lambda expression: tuple(map(self.witness, alternatives(expression))))

    def witness(self, expression: Expression, more: Iterable[str] = ()) -> Witness:
        """Make an element that is an instance of *expression* and of the classes *more*."""
        return self.told(Witness(), (expression, *map(Named, more)))

    def told(self, witness: Witness, said: Iterable[Expression]) -> Witness:
        """Return *witness* with all that follows from its being an instance of all that is *said*."""
        for each in said:
            self.say(witness, each)
        self.settle(witness)
        return witness

    def say(self, witness: Witness, said: Expression) -> None:
        """Add to *witness* that it is an instance of *said*."""
        match said:
            case Named(name) if name == NOTHING or name in self.model.unsatisfiable:
                witness.empty = True
            case Named(name) if name != THING:
                witness.names |= {name, *self.model.above[name]}
                witness.links |= self.model.links[name]
            case Junction("and", operands):
                for each in operands:
                    self.say(witness, each)
            case Restriction(Named(relation), "some", filler, _):
                witness.links.add((relation, self.target(relation, filler)))
            case Complement(operand):
                witness.denied.add(operand)

    def target(self, relation: str, filler: Expression) -> Element:
        """Return an element of which no more holds than that *relation* leads to it and that it is a *filler*."""
        ranges = self.model.relations.ranges.get(relation, frozenset()) - {THING}
        known = self.model.above.get(filler.name) if isinstance(filler, Named) else None
        if isinstance(filler, Named) and known is not None and ranges <= known | {filler.name}:
            return filler.name
        return self.witness(filler, ranges)

    def settle(self, witness: Witness) -> None:
        """Add what the axioms entail of *witness*."""
        size = -1
        while size != (size := len(witness.names) + len(witness.links)):
            witness.links |= set(self.implied(witness))
            for expression, name in applicable(self.rules, witness.names, witness.links):
                if name not in witness.names and self.satisfies(witness, expression):
                    self.say(witness, Named(name))
        witness.empty = witness.empty or self.clashes(witness)

    def implied(self, witness: Witness) -> Iterator[tuple[str, Element]]:
        """Yield the links that subrelations and chains add to those of *witness*."""
        relations = self.model.relations
        for relation, target in witness.links:
            for sup in relations.above.get(relation, ()):
                yield sup, target
            for second, farther in self.links(target):
                for chained in relations.chains.get((relation, second), ()):
                    yield chained, farther

    def clashes(self, witness: Witness) -> bool:
        """Tell whether *witness* is something that nothing can be."""

        def both(pair: Pair) -> bool:
            return all(self.satisfies(witness, each) for each in pair)

        return (
            any(to.empty if isinstance(to, Witness) else to in self.model.unsatisfiable for _, to in witness.links)
            or any(self.satisfies(witness, each) for each in witness.denied)
            or any(map(both, applicable(self.disjoint, witness.names, witness.links)))
        )

    def links(self, element: Element) -> Iterable[tuple[str, Element]]:
        """Return the links of *element*."""
        return element.links if isinstance(element, Witness) else self.model.links.get(element, ())

    def satisfies(self, element: Element, expression: Expression) -> bool:
        """Tell whether *element* is known to be an instance of *expression*."""
        match expression:
            case Named(name):
                names = element.names if isinstance(element, Witness) else self.model.above.get(element, ())
                return name in (THING, element) or name in names
            case Junction(word, operands):
                return (all if word == "and" else any)(self.satisfies(element, each) for each in operands)
            case Restriction(Named(relation), "some", filler, _):
                return any(each == relation and self.satisfies(target, filler) for each, target in self.links(element))
        return False


def made_with(witness: Witness) -> Iterator[Witness]:
    """Yield *witness* and all new elements that it is related to, however far."""
    found = [witness]
    for each in found:
        yield each
        found += {to for _, to in each.links if isinstance(to, Witness)}.difference(found)
