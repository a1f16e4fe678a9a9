"""Derivations: how a handful of axioms lead, rule by rule, to what follows from them.

The rules are those of OWL 2 EL (Baader, Brandt & Lutz, "Pushing the EL envelope", IJCAI 2005), each fact with what it
came from, as Kazakov & Klinov keep it ("Goal-directed tracing of inferences in EL ontologies", ISWC 2014). What is
beyond EL is a term like any other, of which a few plain rules hold. So every fact follows, and not all that follows is
found. Facts are found in rounds, so each comes by the fewest rules one on top of the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import permutations
from typing import Any, NamedTuple

from lifonto.reason.values.axioms import Axiom, Chain
from lifonto.reason.values.expressions import Complement, Expression, Junction, Named, Restriction, conjuncts, parts_of
from lifonto.reason.values.inclusions import inclusions_of
from lifonto.reason.values.vocabulary import NOTHING, THING

MOST_FACTS = 2_000
EMPTY, ALL = Named(NOTHING), Named(THING)
Fact = tuple[Expression, Expression]
Facts = tuple[Fact, ...]


class Reason(NamedTuple):
    """What a fact comes from: other facts, and axioms, of which the last is the rule."""

    facts: Facts = ()
    axioms: tuple[Axiom, ...] = ()


Found = Iterator[tuple[Expression, Reason]]


@dataclass
class Derivation:
    """What follows from *axioms* of the class *sub* and of all that it leads to: ``above[x][y]`` says why x is in y."""

    axioms: Collection[Axiom]
    sub: Expression
    sup: Expression
    above: dict[Expression, dict[Expression, Reason]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the axioms by what they are rules of, and apply them until *sup* is reached or nothing new follows."""
        self.inclusions = [(*pair, axiom) for axiom in self.axioms for pair in cases(inclusions_of([axiom]))]
        self.paths = list(paths(self.axioms))
        self.ranges = list(ranges(self.axioms, self.paths))
        self.disjoint: list[Any] = [each for each in self.axioms if each.kind == "DisjointClasses"]
        named: list[Any] = [part for *pair, _ in (*self.inclusions, *self.ranges) for part in pair]
        named += [part for each in self.disjoint for part in each.parts]
        inside = dict.fromkeys(part for each in (*named, self.sub, self.sup) for part in parts_of(each))
        self.composite = [each for each in inside if isinstance(each, Restriction | Junction | Complement)]
        for each in (self.sub, *(each.operand for each in self.composite if isinstance(each, Complement))):
            self.open(each)
        while not self.holds(self.sub, self.sup) and sum(map(len, self.above.values())) < MOST_FACTS:
            new = [(x, *found) for x in self.above for found in self.following(x) if found[0] not in self.above[x]]
            if not new:
                break
            for x, y, reason in new:
                self.add(x, y, reason)

    def holds(self, x: Expression, y: Expression) -> bool:
        """Tell whether it is known that *x* is in all that *y* is all of."""
        return x in self.above and all(each in self.above[x] for each in conjuncts(y))

    def open(self, x: Expression) -> None:
        """Begin to ask what *x* is in."""
        if x not in self.above:
            self.above[x] = {ALL: Reason()}
            self.add(x, x, Reason())

    def add(self, x: Expression, y: Expression, reason: Reason) -> None:
        """Note that *x* is in *y*, and so in all that *y* is all of."""
        for each in (y, *conjuncts(y)):
            if each not in self.above[x]:
                self.above[x][each] = reason
                if isinstance(each, Restriction) and each.quantifier != "value":
                    self.open(each.filler)

    def following(self, x: Expression) -> Found:
        """Yield what else *x* is in by one rule."""
        for sub, sup, axiom in self.inclusions:
            if self.holds(x, sub):
                yield sup, Reason(facts(x, sub), (axiom,))
        for each in self.above[x]:
            if isinstance(each, Restriction):
                yield from self.by_relation(x, each)
        for each in self.composite:
            if each not in self.above[x]:
                yield from ((each, reason) for reason in self.composed(x, each))
        yield from ((EMPTY, reason) for reason in self.contradictions(x))
        if x == self.sub and self.holds(x, EMPTY):
            yield self.sup, Reason(facts(x, EMPTY))

    def by_relation(self, x: Expression, y: Restriction) -> Found:
        """Yield what *x*, which is in *y*, is in by the rules of the relation."""
        if y.quantifier in ("min", "exactly") and y.number:
            yield replace(y, quantifier="some", number=None), Reason(facts(x, y))
        if y.quantifier != "some":
            return
        for links, whole, axiom in self.paths:
            if links[0] == y.relation:
                for far, used in self.along(links[1:], y, facts(x, y)):
                    yield Restriction(whole, "some", far.filler), Reason(used, (axiom,))
        for relation, kind, axioms in self.ranges:
            if relation == y.relation and not self.holds(y.filler, kind):
                both = Junction("and", tuple(conjuncts(y.filler, kind)))
                yield replace(y, filler=both), Reason(facts(x, y), axioms)

    def along(self, links: tuple[object, ...], y: Restriction, used: Facts) -> Iterator[tuple[Restriction, Facts]]:
        """Yield each restriction that *links* lead to from *y*, and the facts used on the way."""
        if not links:
            yield y, used
            return
        for z in self.above[y.filler]:
            if isinstance(z, Restriction) and (z.relation, z.quantifier) == (links[0], "some"):
                yield from self.along(links[1:], z, (*used, (y.filler, z)))

    def composed(self, x: Expression, y: Expression) -> Iterator[Reason]:
        """Yield why *x* is in *y*, of whose parts something is known."""
        match y:
            case Restriction(_, "some" | "only", filler, _):
                for each in self.above[x]:
                    if not isinstance(each, Restriction) or replace(each, filler=filler) != y:
                        continue
                    if self.holds(each.filler, filler):
                        yield Reason((*facts(x, each), *facts(each.filler, filler)))
            case Junction("or", operands):
                yield from (Reason(facts(x, each)) for each in operands if self.holds(x, each))
            case Complement(operand):
                for each in self.above[x]:
                    if isinstance(each, Complement) and self.holds(operand, each.operand):
                        yield Reason((*facts(x, each), *facts(operand, each.operand)))
                yield from self.apart(x, operand)

    def contradictions(self, x: Expression) -> Iterator[Reason]:
        """Yield why *x* can have no instances."""
        yield from self.apart(x, x)
        for each in self.above[x]:
            if isinstance(each, Complement) and self.holds(x, each.operand):
                yield Reason((*facts(x, each.operand), *facts(x, each)))
            if isinstance(each, Restriction) and each.quantifier == "some" and self.holds(each.filler, EMPTY):
                yield Reason((*facts(x, each), *facts(each.filler, EMPTY)))

    def apart(self, x: Expression, y: Expression) -> Iterator[Reason]:
        """Yield why nothing is in both *x* and *y*."""
        for axiom in self.disjoint:
            of_x, of_y = ([part for part in axiom.parts if self.holds(each, part)] for each in (x, y))
            for one, other in ((one, other) for one in of_x for other in of_y if one != other):
                yield Reason((*facts(x, one), *facts(y, other)), (axiom,))


def facts(x: Expression, y: Expression) -> Facts:
    """Return that *x* is in *y*, as one fact for each that *y* is all of."""
    return tuple((x, each) for each in conjuncts(y))


def cases(pairs: Iterable[Fact]) -> Iterator[Fact]:
    """Yield *pairs*, one for each operand of a union on the left."""
    for sub, sup in pairs:
        is_union = isinstance(sub, Junction) and sub.word == "or"
        yield from ((each, sup) for each in (sub.operands if is_union else (sub,)))  # type: ignore[union-attr]


def paths(axioms: Collection[Axiom]) -> Iterator[tuple[tuple[Any, ...], Any, Axiom]]:
    """Yield (links, whole, axiom) where things related by the links one after the other are related by the whole."""
    for axiom in axioms:
        parts: Any = axiom.parts
        if axiom.kind == "SubObjectPropertyOf":
            yield (parts[0].links if isinstance(parts[0], Chain) else parts[:1]), parts[1], axiom
        elif axiom.kind == "EquivalentObjectProperties":
            yield from (((one,), other, axiom) for one, other in permutations(parts, 2))
        elif axiom.kind == "TransitiveObjectProperty":
            yield (parts[0], parts[0]), parts[0], axiom


def ranges(axioms: Collection[Axiom], paths: Collection[Any]) -> Iterator[tuple[Any, Any, tuple[Axiom, ...]]]:
    """Yield (relation, range, axioms) for each range, and for all relations below the one that it is stated of."""
    found: list[Any] = [(*axiom.parts, (axiom,)) for axiom in axioms if axiom.kind == "ObjectPropertyRange"]
    for relation, kind, said in found:  # which grows
        yield relation, kind, said
        below = [(links[0], axiom) for links, whole, axiom in paths if len(links) == 1 and whole == relation]
        found += [(each, kind, (axiom, *said)) for each, axiom in below if axiom not in said]
