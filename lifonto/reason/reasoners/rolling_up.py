"""Rolling up: facts about individuals without names, written as class expressions.

That there is something which is a dog, and which Ann owns, says no more and no less than that Ann is an owner of some
dog. It can be said so where the facts between individuals without names form trees, as OWL 2 DL asks of them (OWL 2
Structural Specification §11.2).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lifonto.reason.values.axioms import Axiom, entities
from lifonto.reason.values.expressions import (
    Complement,
    DataRestriction,
    Expression,
    HasSelf,
    Inverse,
    Junction,
    Literal,
    Named,
    Restriction,
    opposite,
)
from lifonto.reason.values.vocabulary import NOTHING, THING


class NoTree(Exception):  # noqa: N818  caught where it is raised for
    """The facts about individuals without names form no tree, so no class expression says the same."""


class Edge(NamedTuple):
    """A fact as one of its two individuals sees it: the relation to the other."""

    relation: Named | Inverse
    other: Named
    fact: Axiom


class Unnamed:
    """Individuals without names, with what *axioms* say of each; raises NoTree for what can only be said of names."""

    def __init__(self, axioms: Iterable[Axiom]) -> None:
        self.kinds: defaultdict[Named, list[Expression]] = defaultdict(list)
        self.edges: defaultdict[Named, list[Edge]] = defaultdict(list)
        for axiom in axioms:
            match axiom:
                case Axiom("ClassAssertion", (kind, Named() as one)):
                    self.kinds[one].append(kind)  # type: ignore[arg-type]
                case Axiom("DataPropertyAssertion", (Named() as relation, Named() as one, Literal() as value)):
                    self.kinds[one].append(DataRestriction(relation, "value", value))
                case Axiom(
                    "ObjectPropertyAssertion", (Named() | Inverse() as relation, Named() as one, Named() as other)
                ):
                    self.add(axiom, relation, one, other)
                case _:
                    raise NoTree

    def add(self, fact: Axiom, relation: Named | Inverse, one: Named, other: Named) -> None:
        """Take in a fact."""
        if one == other:
            self.kinds[one].append(HasSelf(relation))
            return
        back = opposite(relation)
        self.edges[one].append(Edge(relation, other, fact))
        self.edges[other].append(Edge(back, one, fact))

    def like(self, one: Named, seen: set[Named], before: Axiom | None = None) -> Expression:
        """Return the class of what is like *one*, reached by the fact *before*; raises NoTree where *one* is *seen*."""
        if one in seen:
            raise NoTree
        seen.add(one)
        parts = list(self.kinds[one])
        for relation, other, fact in self.edges[one]:
            if fact != before and is_unnamed(other):
                parts.append(Restriction(relation, "some", self.like(other, seen, fact)))
            elif fact != before:
                parts.append(Restriction(relation, "value", other))
        return Junction("and", tuple(parts)) if len(parts) > 1 else next(iter(parts), Named(THING))

    def denial(self, members: Iterable[Named]) -> Axiom:
        """Return axioms that deny that *members* exist with all these facts; raises NoTree."""
        some = sorted(members, key=str)
        known = ((one, edge) for one in some for edge in self.edges[one] if not is_unnamed(edge.other))
        root, anchor = next(known, (some[0], None))
        if anchor is None:
            return Axiom("SubClassOf", (self.like(root, set()), Named(NOTHING)))
        back = opposite(anchor.relation)
        related = Restriction(back, "some", self.like(root, set(), anchor.fact))
        return Axiom("ClassAssertion", (Complement(related), anchor.other))


def is_unnamed(one: object) -> bool:
    """Tell whether *one* is an individual without a name."""
    return isinstance(one, Named) and one.name.startswith("_:")


def unnamed_in(axiom: Axiom) -> set[Named]:
    """Return the individuals without names in *axiom*."""
    return {Named(iri) for _, iri in entities(axiom) if iri.startswith("_:")}


def by_individuals(axioms: Iterable[Axiom]) -> list[tuple[set[Named], list[Axiom]]]:
    """Return *axioms*, all of individuals without names, in groups that have none of those in common."""
    groups: list[tuple[set[Named], list[Axiom]]] = []
    for axiom in axioms:
        members, said = unnamed_in(axiom), [axiom]
        for group in [each for each in groups if each[0] & members]:
            groups.remove(group)
            members, said = members | group[0], group[1] + said
        groups.append((members, said))
    return groups


def rolled_up(axioms: Iterable[Axiom]) -> Iterator[tuple[list[Axiom], Axiom | None]]:
    """Yield each group of *axioms* of individuals without names with what denies it, or None where nothing does."""
    for members, said in by_individuals(axioms):
        try:
            yield said, Unnamed(said).denial(members)
        except NoTree:
            yield said, None
