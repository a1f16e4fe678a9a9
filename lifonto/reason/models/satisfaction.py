"""Which axioms hold in a finite interpretation without data values (OWL 2 Direct Semantics §2.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations, pairwise

from lifonto.reason.models.interpretation import Interpretation, Pairs, Unknown, composed
from lifonto.reason.values.axioms import Axiom, Chain, Keys
from lifonto.reason.values.expressions import Expression, Junction, Named, Relation, opposite
from lifonto.reason.values.vocabulary import TOP_DATA

Model = Interpretation


def satisfies(model: Model, axioms: Iterable[Axiom]) -> bool:
    """Tell whether all *axioms* hold in *model*."""
    try:
        return all(HOLDS[each.kind](model, *each.parts) for each in axioms)
    except Unknown:
        return False


def within(one: Pairs, other: Pairs) -> bool:
    """Tell whether each pair of *one* is one of *other*."""
    return all(targets <= other.get(source, frozenset()) for source, targets in one.items())


def subrelation(model: Model, sub: Relation | Chain, sup: Relation) -> bool:
    """Tell whether what *sub* relates, *sup* relates."""
    links = sub.links if isinstance(sub, Chain) else (sub,)
    return within(composed(map(model.pairs, links)), model.pairs(sup))


def disjoint(model: Model, *kinds: Expression) -> bool:
    """Tell whether *kinds* have no element in common, two by two."""
    return not any(model.extension(one) & model.extension(other) for one, other in combinations(kinds, 2))


def apart(model: Model, *relations: Relation) -> bool:
    """Tell whether *relations* have no pair in common, two by two."""
    return not any(
        targets & model.pairs(other).get(source, frozenset())
        for one, other in combinations(relations, 2)
        for source, targets in model.pairs(one).items()
    )


def functional(model: Model, relation: Relation) -> bool:
    """Tell whether *relation* leads from each element to one at most."""
    return all(len(targets) < 2 for targets in model.pairs(relation).values())


def reaches(model: Model, relation: Relation, one: Named, other: Named) -> bool:
    """Tell whether *relation* relates two individuals."""
    return model.individuals[other.name] in model.pairs(relation).get(model.individuals[one.name], ())


def same(model: Model, *kinds: Expression) -> bool:
    """Tell whether *kinds* have the same elements."""
    return all(model.extension(one) == model.extension(other) for one, other in pairwise(kinds))


def union(model: Model, whole: Expression, *kinds: Expression) -> bool:
    """Tell whether *whole* is made up of *kinds*, which have nothing in common."""
    return same(model, whole, Junction("or", kinds)) and disjoint(model, *kinds)


def number(model: Model, individuals: Iterable[Named]) -> int:
    """Return how many elements *individuals* are."""
    return len({model.individuals[each.name] for each in individuals})


def keys(model: Model, kind: Expression, told: Keys) -> bool:
    """Tell whether the properties of *told* tell the instances of *kind* apart: where one has no values, they do."""
    return bool(told.data) or not model.extension(kind)


HOLDS: dict[str, Callable[..., bool]] = {
    "SubClassOf": lambda m, sub, sup: m.extension(sub) <= m.extension(sup),
    "EquivalentClasses": same,
    "DisjointClasses": disjoint,
    "DisjointUnion": union,
    "SubObjectPropertyOf": subrelation,
    "EquivalentObjectProperties": lambda m, *parts: all(subrelation(m, *each) for each in pairwise((*parts, parts[0]))),
    "DisjointObjectProperties": apart,
    "InverseObjectProperties": lambda m, a, b: subrelation(m, a, opposite(b)) and subrelation(m, opposite(b), a),
    "ObjectPropertyDomain": lambda m, a, kind: m.extension(kind) >= {x for x, to in m.pairs(a).items() if to},
    "ObjectPropertyRange": lambda m, a, kind: all(to <= m.extension(kind) for to in m.pairs(a).values()),
    "FunctionalObjectProperty": functional,
    "InverseFunctionalObjectProperty": lambda m, a: functional(m, opposite(a)),
    "ReflexiveObjectProperty": lambda m, a: all(x in m.pairs(a).get(x, ()) for x in m.elements),
    "IrreflexiveObjectProperty": lambda m, a: not any(x in to for x, to in m.pairs(a).items()),
    "SymmetricObjectProperty": lambda m, a: subrelation(m, a, opposite(a)),
    "AsymmetricObjectProperty": lambda m, a: apart(m, a, opposite(a)),
    "TransitiveObjectProperty": lambda m, a: subrelation(m, Chain((a, a)), a),
    "HasKey": keys,
    "SameIndividual": lambda m, *parts: number(m, parts) == 1,
    "DifferentIndividuals": lambda m, *parts: number(m, parts) == len(parts),
    "ClassAssertion": lambda m, kind, one: m.individuals[one.name] in m.extension(kind),
    "ObjectPropertyAssertion": reaches,
    "NegativeObjectPropertyAssertion": lambda m, *parts: not reaches(m, *parts),
    "DataPropertyAssertion": lambda m, *parts: False,
    **dict.fromkeys(  # of properties without values they all hold
        (
            *("SubDataPropertyOf", "EquivalentDataProperties", "DisjointDataProperties", "DataPropertyDomain"),
            *("DataPropertyRange", "FunctionalDataProperty", "DatatypeDefinition", "NegativeDataPropertyAssertion"),
        ),
        lambda m, *parts: Named(TOP_DATA) not in parts,
    ),
}
