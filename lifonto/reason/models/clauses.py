"""Axioms as clauses: an element that satisfies the body satisfies one part or another of the head."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, filterfalse
from typing import Any, NamedTuple

from lifonto.reason.models.interpretation import is_true_without_values
from lifonto.reason.values.axioms import Axiom
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
    conjuncts,
    opposite,
)
from lifonto.reason.values.fresh import PREFIX, Fresh
from lifonto.reason.values.inclusions import Pair, inclusions_of
from lifonto.reason.values.vocabulary import NOTHING, THING

Key = str | tuple[str, str]  # a name that an element has, or a relation and a name that it leads to
EVERY = ""  # the name that every element has
ORDER = (Complement, Restriction, Named)  # which part of a head is tried first
SELF = f"{PREFIX}self"  # what a relation leads to that leads back


class Clause(NamedTuple):
    """What has all of *body* satisfies some part of *head*; nothing does where the head is empty."""

    body: frozenset[Key]
    head: tuple[Expression, ...]


@dataclass
class Clauses:
    """Clauses by two keys of their bodies, of which one is the last that an element comes to have.

    ``names``: what stands for the expressions in bodies that are no names.
    """

    by_keys: dict[Key, dict[Key, list[Clause]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    names: Fresh = field(default_factory=lambda: Fresh("part"))

    @classmethod
    def of(cls, axioms: Iterable[Axiom]) -> Clauses:
        """Return the clauses of *axioms*."""
        found = cls()
        for sub, sup in stated(axioms):
            for case in cases(sub):
                parts = list(conjuncts(case))
                found.add(filter(is_positive, parts), [*map(denial, filterfalse(is_positive, parts))], sup)
        return found

    def add(self, told: Iterable[Expression], denied: list[Expression], sup: Expression) -> None:
        """Add that what is all that is *told*, and none of what is denied, is in *sup*."""
        body = frozenset(map(self.key, told)) or frozenset({EVERY})
        for each in conjuncts(sup):
            head = [*denied, *(each.operands if isinstance(each, Junction) else (each,))]
            if Named(THING) not in head:
                clause = Clause(body, tuple(each for each in head if each != Named(NOTHING)))
                for one in body:
                    self.by_keys[one][min(body - {one}, key=in_order, default=one)].append(clause)

    def key(self, part: Expression) -> Key:
        """Return what an element has that is an instance of *part*."""
        match part:
            case Restriction(relation, "some", filler, _):
                return called(relation), self.name(filler)
            case Restriction(relation, "value", Named(one), _):
                return called(relation), self.name(OneOf((Named(one),)))
            case HasSelf(relation):
                return called(relation), SELF
        return self.name(part)

    def name(self, part: Expression) -> str:
        """Return the name of *part*, one that clauses give to its instances where it is no name."""
        if isinstance(part, Named):
            return EVERY if part.name == THING else part.name
        is_new = part not in self.names.names
        named = self.names.name(part)
        if is_new and not isinstance(part, OneOf):
            for case in cases(part):
                self.add(conjuncts(case), [], named)
        return named.name

    @property
    def watched(self) -> dict[str, set[str]]:
        """The names that clauses ask for, by the relation that is to lead to them."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for each in self.by_keys:
            if isinstance(each, tuple):
                found[each[0]].add(each[1])
        return dict(found)


def in_order(one: Key) -> tuple[bool, str]:
    """Sort relations, which are rarer, before names."""
    return isinstance(one, str), str(one)


def rank(part: Expression) -> int:
    """Return how late *part* is tried of a head."""
    return next((place for place, kind in enumerate(ORDER) if isinstance(part, kind)), len(ORDER))


def stated(axioms: Iterable[Axiom]) -> Iterator[Pair]:
    """Yield (sub, super) for each inclusion that *axioms* state, ranges and disjointness among them."""
    axioms = tuple(axioms)
    yield from inclusions_of(axioms)
    for axiom in axioms:
        parts: Any = axiom.parts
        match axiom.kind:
            case "ObjectPropertyRange":
                yield Restriction(opposite(parts[0]), "some", Named(THING)), parts[1]
            case "DisjointClasses":
                yield from ((Junction("and", two), Named(NOTHING)) for two in combinations(parts, 2))
            case "DisjointUnion":
                whole, *kinds = parts
                yield whole, Junction("or", tuple(kinds))
                yield from ((each, whole) for each in kinds)
                yield from ((Junction("and", two), Named(NOTHING)) for two in combinations(kinds, 2))
            case "ReflexiveObjectProperty":
                yield Named(THING), HasSelf(parts[0])


def cases(expression: Expression) -> Iterator[Expression]:
    """Yield what *expression* is the union of, itself where it is none; a union further down is given a name."""
    if isinstance(expression, Junction) and expression.word == "or":
        for each in expression.operands:
            yield from cases(each)
    else:
        yield expression


def is_positive(expression: Expression) -> bool:
    """Tell whether *expression* is seen to hold by what is there, and goes on to hold whatever is added."""
    match expression:
        case Named(name):
            return name != NOTHING
        case Junction(_, operands):
            return all(map(is_positive, operands))
        case Restriction(_, "some", filler, _):
            return is_positive(filler)
        case Restriction(_, "value") | OneOf() | HasSelf():
            return True
    return False


def denial(expression: Expression) -> Expression:
    """Return the complement of *expression*, said of its parts where it has some."""
    match expression:
        case Complement(operand):
            return operand
        case Named(name) if name in (THING, NOTHING):
            return Named(NOTHING if name == THING else THING)
        case Junction(word, operands):
            return Junction("or" if word == "and" else "and", tuple(map(denial, operands)))
        case Restriction(relation, "some" | "only" as quantifier, filler, _):
            return Restriction(relation, "only" if quantifier == "some" else "some", denial(filler))
        case Restriction(relation, "min", filler, int(number)):
            return Restriction(relation, "max", filler, number - 1) if number else Named(NOTHING)
        case Restriction(relation, "max", filler, int(number)):
            return Restriction(relation, "min", filler, number + 1)
        case DataRestriction():
            return Named(NOTHING if is_true_without_values(expression) else THING)
    return Complement(expression)


def called(relation: Named | Inverse) -> str:
    """Return what *relation* is called here."""
    return f"^{relation.of.name}" if isinstance(relation, Inverse) else relation.name
