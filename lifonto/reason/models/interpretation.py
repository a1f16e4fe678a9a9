"""Finite interpretations, in which no data property has a value (OWL 2 Direct Semantics §2.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

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
    opposite,
)
from lifonto.reason.values.vocabulary import BOTTOM_OBJECT, NOTHING, THING, TOP_DATA, TOP_OBJECT

Pairs = Mapping[int, Set[int]]  # what each element is related to
NONE: Pairs = {}


class Unknown(Exception):  # noqa: N818  no error, but the end of what can be told here
    """What is asked is about all data values there are."""


@dataclass
class Interpretation:
    """Elements; those of each class, the pairs of each object property, and the one that each individual is."""

    elements: frozenset[int]
    classes: Mapping[str, Set[int]]
    relations: Mapping[str, Pairs]
    individuals: Mapping[str, int]
    known: dict[Expression, Set[int]] = field(default_factory=dict)
    turned: dict[str, Pairs] = field(default_factory=dict)

    def pairs(self, relation: Named | Inverse) -> Pairs:
        """Return what *relation* relates."""
        if isinstance(relation, Named):
            if relation.name == TOP_OBJECT:
                return dict.fromkeys(self.elements, self.elements)
            return NONE if relation.name == BOTTOM_OBJECT else self.relations.get(relation.name, NONE)
        if relation.of.name not in self.turned:
            self.turned[relation.of.name] = inverted(self.pairs(relation.of))
        return self.turned[relation.of.name]

    def extension(self, expression: Expression) -> Set[int]:
        """Return the elements in *expression*."""
        if expression not in self.known:
            self.known[expression] = self._extension(expression)
        return self.known[expression]

    def _extension(self, expression: Expression) -> Set[int]:
        match expression:
            case Named(name) if name in (THING, NOTHING):
                return self.elements if name == THING else frozenset()
            case Named(name):
                return self.classes.get(name, frozenset())
            case Junction("and", operands):
                return frozenset.intersection(*(frozenset(self.extension(each)) for each in operands))
            case Junction(_, operands):
                return frozenset().union(*map(self.extension, operands))
            case Complement(operand):
                return self.elements - self.extension(operand)
            case OneOf(individuals):
                return {self.individuals[each.name] for each in individuals}
            case HasSelf(relation):
                return {each for each, to in self.pairs(relation).items() if each in to}
            case Restriction():
                return self._restricted(expression)
            case DataRestriction():
                return self.elements if is_true_without_values(expression) else frozenset()
        raise TypeError(expression)

    def _restricted(self, restriction: Restriction) -> Set[int]:
        relation, filler, number = restriction.relation, restriction.filler, restriction.number or 0
        if restriction.quantifier == "value":
            return self._leading_to(relation, self.extension(OneOf((filler,))))  # type: ignore[arg-type]
        inside = self.extension(filler)
        if restriction.quantifier == "some":
            return self._leading_to(relation, inside)
        if restriction.quantifier == "only":
            return self.elements - self._leading_to(relation, self.elements - inside)
        counts = {each: len(to & inside) for each, to in self.pairs(relation).items()}
        fits = {"min": int.__ge__, "max": int.__le__, "exactly": int.__eq__}[restriction.quantifier]
        return {each for each in self.elements if fits(counts.get(each, 0), number)}

    def _leading_to(self, relation: Named | Inverse, elements: Set[int]) -> Set[int]:
        """Return what *relation* relates to some of *elements*."""
        sources = self.pairs(opposite(relation))
        return frozenset().union(*(sources[each] for each in sources.keys() & elements))


def is_true_without_values(restriction: DataRestriction) -> bool:
    """Tell whether what has no data values satisfies *restriction*; raises Unknown."""
    if restriction.relation.name == TOP_DATA:
        raise Unknown
    asks = restriction.quantifier in ("min", "exactly") and restriction.number != 0
    return not asks and restriction.quantifier not in ("some", "value")


def inverted(pairs: Pairs) -> Pairs:
    """Return *pairs* the other way round."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for source, targets in pairs.items():
        for each in targets:
            found[each].add(source)
    return found


def composed(links: Iterable[Pairs]) -> Pairs:
    """Return what is related by *links* one after the other."""
    first, *others = links
    for each in others:
        first = {source: frozenset().union(*(each.get(to, ()) for to in targets)) for source, targets in first.items()}
    return first
