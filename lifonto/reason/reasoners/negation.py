"""Negation: what contradicts an ontology if and only if an axiom follows from it (OWL 2 Direct Semantics §2.3).

One axiom may be denied in several ways, such as either direction of an equivalence; it follows if each of them is
contradicted. It is denied of individuals, and of a data property, that have fresh names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations, pairwise
from typing import TypeVar

from lifonto.reason.values.axioms import Axiom, Chain, Keys
from lifonto.reason.values.expressions import (
    Complement,
    DataComplement,
    DataJunction,
    DataRange,
    DataRestriction,
    Expression,
    Inverse,
    Junction,
    Named,
    Relation,
)
from lifonto.reason.values.fresh import Fresh
from lifonto.reason.values.vocabulary import LITERAL, THING

Denial = tuple[Axiom, ...]
Each = TypeVar("Each")
NAMES = Fresh("denied")
X, Y, Z = (NAMES.name(each) for each in ("one", "another", "a third"))
VALUES = NAMES.name("values")  # a data property
DATA = Named(LITERAL)


def denials(axiom: Axiom) -> list[Denial] | None:
    """Return the ways to deny *axiom*, or None where no axioms do."""
    if axiom.kind == "HasKey" and isinstance(axiom.parts[1], Keys) and axiom.parts[1].data:
        return None  # that two individuals have some value in common cannot be said
    return DENIED[axiom.kind](*axiom.parts)


def is_a(one: Named, *kinds: Expression) -> Axiom:
    """State that *one* is all of *kinds*."""
    return Axiom("ClassAssertion", (kinds[0] if len(kinds) == 1 else Junction("and", kinds), one))


def fact(relation: Relation, one: Named, other: Named, *, denied: bool = False) -> Axiom:
    """State, or deny, that *one* has *relation* to *other*."""
    kind = "NegativeObjectPropertyAssertion" if denied else "ObjectPropertyAssertion"
    if isinstance(relation, Inverse):
        return Axiom(kind, (relation.of, other, one))
    return Axiom(kind, (relation, one, other))


def no(relation: Relation, one: Named, other: Named) -> Axiom:
    """Deny that *one* has *relation* to *other*."""
    return fact(relation, one, other, denied=True)


def has(values: Named, within: DataRange = DATA, number: int | None = None) -> Expression:
    """Return what has *values*, one or a *number*, *within* a data range."""
    return DataRestriction(values, "some" if number is None else "min", within, number)


def apart(*individuals: Named) -> Axiom:
    """State that *individuals* are not the same."""
    return Axiom("DifferentIndividuals", individuals)


def around(deny: Callable[[Each, Each], list[Denial]], parts: Iterable[Each]) -> list[Denial]:
    """Deny that each of *parts* is below the next, and the last below the first."""
    some = tuple(parts)
    return [each for two in pairwise((*some, some[0])) for each in deny(*two)]


def inclusion(sub: Expression, sup: Expression) -> list[Denial]:
    """Deny that *sub* is below *sup*."""
    return [(is_a(X, sub, Complement(sup)),)]


def disjointness(kinds: Iterable[Expression]) -> list[Denial]:
    """Deny that *kinds* have nothing in common, two by two."""
    return [(is_a(X, *two),) for two in combinations(kinds, 2)]


def union(whole: Expression, *kinds: Expression) -> list[Denial]:
    """Deny that *whole* is made up of *kinds*, which have nothing in common."""
    joined = Junction("or", kinds) if len(kinds) > 1 else kinds[0]
    return [*around(inclusion, (whole, joined)), *disjointness(kinds)]


def subrelation(sub: Relation | Chain, sup: Relation) -> list[Denial]:
    """Deny that *sub*, a relation or a chain of them, is below *sup*."""
    links = sub.links if isinstance(sub, Chain) else (sub,)
    places = [NAMES.name(("place", number)) for number in range(len(links) + 1)]
    steps = (fact(each, *two) for each, two in zip(links, pairwise(places), strict=True))
    return [(*steps, no(sup, places[0], places[-1]))]


def subvalues(sub: Named, sup: Named) -> list[Denial]:
    """Deny that what has *sub* a value has it *sup* as well."""
    below, off = Axiom("SubDataPropertyOf", (VALUES, sub)), Axiom("DisjointDataProperties", (VALUES, sup))
    return [(below, off, is_a(X, has(VALUES)))]


def shared_values(properties: Iterable[Named]) -> list[Denial]:
    """Deny that nothing has a value for two of *properties*."""
    some = is_a(X, has(VALUES))
    return [
        (*(Axiom("SubDataPropertyOf", (VALUES, each)) for each in two), some) for two in combinations(properties, 2)
    ]


def within(sub: DataRange, sup: DataRange) -> list[Denial]:
    """Deny that each value in *sub* is in *sup*."""
    return [(is_a(X, has(VALUES, DataJunction("and", (sub, DataComplement(sup))))),)]


def keys(kind: Expression, told: Keys) -> list[Denial]:
    """Deny that the relations of *told* tell the instances of *kind* apart."""
    shared = (fact(each, one, NAMES.name(("key", each))) for each in told.objects for one in (X, Y))
    return [(is_a(X, kind), is_a(Y, kind), apart(X, Y), *shared)]


def opposite(kind: str) -> Callable[..., list[Denial]]:
    """Deny an assertion by the one of *kind* with the same parts."""
    return lambda *parts: [(Axiom(kind, parts),)]


DENIED: dict[str, Callable[..., list[Denial]]] = {
    "SubClassOf": inclusion,
    "EquivalentClasses": lambda *parts: around(inclusion, parts),
    "DisjointClasses": lambda *parts: disjointness(parts),
    "DisjointUnion": union,
    "SubObjectPropertyOf": subrelation,
    "EquivalentObjectProperties": lambda *parts: around(subrelation, parts),
    "DisjointObjectProperties": lambda *parts: [(fact(a, X, Y), fact(b, X, Y)) for a, b in combinations(parts, 2)],
    "InverseObjectProperties": lambda a, b: [(fact(a, X, Y), no(b, Y, X)), (fact(b, X, Y), no(a, Y, X))],
    "ObjectPropertyDomain": lambda a, kind: [(fact(a, X, Y), is_a(X, Complement(kind)))],
    "ObjectPropertyRange": lambda a, kind: [(fact(a, X, Y), is_a(Y, Complement(kind)))],
    "FunctionalObjectProperty": lambda a: [(fact(a, X, Y), fact(a, X, Z), apart(Y, Z))],
    "InverseFunctionalObjectProperty": lambda a: [(fact(a, Y, X), fact(a, Z, X), apart(Y, Z))],
    "ReflexiveObjectProperty": lambda a: [(is_a(X, Named(THING)), no(a, X, X))],
    "IrreflexiveObjectProperty": lambda a: [(fact(a, X, X),)],
    "SymmetricObjectProperty": lambda a: [(fact(a, X, Y), no(a, Y, X))],
    "AsymmetricObjectProperty": lambda a: [(fact(a, X, Y), fact(a, Y, X))],
    "TransitiveObjectProperty": lambda a: [(fact(a, X, Y), fact(a, Y, Z), no(a, X, Z))],
    "SubDataPropertyOf": subvalues,
    "EquivalentDataProperties": lambda *parts: around(subvalues, parts),
    "DisjointDataProperties": lambda *parts: shared_values(parts),
    "DataPropertyDomain": lambda a, kind: [(is_a(X, has(a), Complement(kind)),)],
    "DataPropertyRange": lambda a, kind: [(is_a(X, has(a, DataComplement(kind))),)],
    "FunctionalDataProperty": lambda a: [(is_a(X, has(a, number=2)),)],
    "DatatypeDefinition": lambda *parts: around(within, parts),
    "HasKey": keys,
    "SameIndividual": lambda *parts: [(apart(*two),) for two in pairwise(parts)],
    "DifferentIndividuals": lambda *parts: [(Axiom("SameIndividual", two),) for two in combinations(parts, 2)],
    "ClassAssertion": lambda kind, one: [(is_a(one, Complement(kind)),)],
    "ObjectPropertyAssertion": lambda a, one, other: [(no(a, one, other),)],
    "NegativeObjectPropertyAssertion": lambda a, one, other: [(fact(a, one, other),)],
    "DataPropertyAssertion": opposite("NegativeDataPropertyAssertion"),
    "NegativeDataPropertyAssertion": opposite("DataPropertyAssertion"),
}
