"""Workarounds for faults of rustdl 0.4.42: axioms that add nothing to an ontology and make rustdl see what follows.

Each function is one workaround; its docstring says what rustdl gets wrong without it, and a test tells when it is no
longer needed. Those of data values are apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, permutations
from typing import Any

from lifonto.reason.reasoners import rustdl_data, rustdl_subvalues
from lifonto.reason.values.ancestry import ancestors
from lifonto.reason.values.axioms import Axiom, Chain, entities
from lifonto.reason.values.expressions import (
    Complement,
    DataRestriction,
    Expression,
    Inverse,
    Junction,
    Named,
    OneOf,
    Restriction,
)
from lifonto.reason.values.fresh import Fresh
from lifonto.reason.values.inclusions import inclusions_of, is_existential
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import BOTTOM_DATA, BOTTOM_OBJECT, LITERAL, NOTHING, THING, TOP_OBJECT

GLOBAL = frozenset(  # kinds of axioms with which what others need may change
    {
        *("SubObjectPropertyOf", "ObjectPropertyRange", "HasKey", "DatatypeDefinition"),
        *("ObjectPropertyAssertion", "DataPropertyAssertion"),
    }
)
EMPTY: dict[str, Expression] = {  # what nothing has
    BOTTOM_OBJECT: Restriction(Named(BOTTOM_OBJECT), "some", Named(THING)),
    BOTTOM_DATA: DataRestriction(Named(BOTTOM_DATA), "some", Named(LITERAL)),
}


def workarounds(ontology: Ontology) -> list[Axiom]:
    """Return what rustdl must be told besides the axioms that *ontology* adds to its base, or besides all it has."""
    names, added = Fresh(f"workaround:{len(ontology.axioms)}"), ontology.added
    said = [*by_name(added, names), *denied_facts(added), *complements(added)]
    if ontology.features["ObjectOneOf"]:
        said += not_listed(added)
    if ontology.base or any(each.iri in (*EMPTY, TOP_OBJECT) for each in ontology.new):
        said += extremes(added, ontology.axioms, names)
    if not ontology.base or any(axiom.kind in GLOBAL for axiom in added):
        said += [*inverse_for(ranged_chains(ontology.axioms), names), *shared_keys(ontology.axioms, names)]
    if ontology.of_kind("DataProperty"):
        meant = [*rustdl_data.definitions(ontology.axioms), *rustdl_subvalues.spelled_out(ontology.axioms)]
        said += [*meant, *rustdl_data.workarounds((*added, *meant), ontology.axioms)]
        said += rustdl_data.apart((*ontology.axioms, *said))
    return said


def by_name(axioms: Iterable[Axiom], names: Fresh) -> Iterator[Axiom]:
    """Say by way of a name that a class without one, or everything, is below an existential, and each such range.

    Of ``r some A SubClassOf s some B`` and ``s Range C`` rustdl sees that s leads to a B, and not that this is a C;
    of ``owl:Thing SubClassOf r some B`` and ``r some B SubClassOf C`` it does not see that everything is a C.
    """
    stated = tuple(axioms)
    for sub, sup in inclusions_of(stated):
        if (not isinstance(sub, Named) or sub.name == THING) and is_existential(sup):
            name = names.name((sub, sup))
            yield Axiom("SubClassOf", (sub, name))
            yield Axiom("SubClassOf", (name, sup))
    for axiom in stated:
        if axiom.kind == "ObjectPropertyRange" and is_existential(axiom.parts[1]):
            name = names.name(axiom)
            yield Axiom("ObjectPropertyRange", (axiom.parts[0], name))
            yield Axiom("SubClassOf", (name, axiom.parts[1]))


def denied_facts(axioms: Iterable[Axiom]) -> Iterator[Axiom]:
    """Say of a denied fact that its first individual is not one that has the relation to its second.

    rustdl holds a denied fact against stated facts alone, and not against what a chain, a transitive, symmetric,
    reflexive or inverse relation, a class, or the sameness of individuals gives.
    """
    for axiom in axioms:
        match axiom:
            case Axiom(
                "NegativeObjectPropertyAssertion", (Named() | Inverse() as relation, Named() as one, Named() as other)
            ):
                yield Axiom("ClassAssertion", (Complement(Restriction(relation, "value", other)), one))


def complements(axioms: Iterable[Axiom]) -> Iterator[Axiom]:
    """Say of a class that is defined as all but another that the other is all but it.

    Of ``A EquivalentTo not B`` and ``C DisjointWith A`` rustdl does not see that C is below B, in a large ontology.
    """
    for axiom in axioms:
        if axiom.kind == "EquivalentClasses":
            parts: Any = axiom.parts
            for one, other in permutations(parts, 2):
                if isinstance(other, Complement):
                    yield Axiom("EquivalentClasses", (other.operand, Complement(one)))


def not_listed(axioms: Iterable[Axiom]) -> Iterator[Axiom]:
    """Say that what is none of the individuals listed is not the first, and not the second, ….

    Of ``x Type not {a, b, c}`` rustdl does not see that x is not a.
    """
    for axiom in axioms:
        parts = tuple(map(taken_apart, axiom.parts))
        if parts != axiom.parts:
            yield Axiom(axiom.kind, parts)


def taken_apart(part: Any) -> Any:
    """Return *part* with ``not {a, b}`` as ``not {a} and not {b}`` wherever it stands."""
    match part:
        case Complement(OneOf(individuals)) if len(individuals) > 1:
            return Junction("and", tuple(Complement(OneOf((one,))) for one in individuals))
        case Complement(operand):
            return Complement(taken_apart(operand))
        case Junction(word, operands):
            return Junction(word, tuple(map(taken_apart, operands)))
        case Restriction(relation, quantifier, filler, number):
            return Restriction(relation, quantifier, taken_apart(filler), number)
    return part


def extremes(axioms: Iterable[Axiom], every: Iterable[Axiom], names: Fresh) -> Iterator[Axiom]:
    """Say what the bottom and the top properties of OWL are, where they are used in *axioms*, with *every* other.

    rustdl takes each of them for a property like any other. By the top one everything is related to each individual,
    and so to some instance of each class that has one.
    """
    used = {iri for axiom in axioms if not is_below_top(axiom) for _, iri in entities(axiom)}
    yield from (Axiom("SubClassOf", (EMPTY[each], Named(NOTHING))) for each in EMPTY if each in used)
    if TOP_OBJECT in used:
        top = Named(TOP_OBJECT)
        yield from (Axiom(f"{each}ObjectProperty", (top,)) for each in ("Symmetric", "Transitive", "Reflexive"))
        yield Axiom("SubClassOf", (Named(THING), Restriction(top, "value", names.name("hub"))))
        kinds: Any = dict.fromkeys(axiom.parts[0] for axiom in every if axiom.kind == "ClassAssertion")
        yield from by_name(
            (Axiom("SubClassOf", (Named(THING), Restriction(top, "some", kind))) for kind in kinds), names
        )


def is_below_top(axiom: Axiom) -> bool:
    """Tell whether *axiom* says no more than that a relation is below the top one, as every one is."""
    return axiom.kind == "SubObjectPropertyOf" and axiom.parts[1] == Named(TOP_OBJECT)


def ranged_chains(axioms: Iterable[Axiom]) -> list[Axiom]:
    """Return the chains among *axioms* whose whole has a range that their last link has not."""
    stated = tuple(axioms)
    over: defaultdict[object, set[object]] = defaultdict(set)
    ranges: defaultdict[object, set[object]] = defaultdict(set)
    for axiom in stated:
        if axiom.kind == "SubObjectPropertyOf" and not isinstance(axiom.parts[0], Chain):
            over[axiom.parts[0]].add(axiom.parts[1])
        if axiom.kind == "ObjectPropertyRange":
            ranges[axiom.parts[0]].add(axiom.parts[1])

    def ranges_of(relation: object) -> set[object]:
        return set().union(*(ranges[each] for each in ancestors(relation, over)))

    chains = ((axiom, axiom.parts[0].links[-1]) for axiom in stated if isinstance(axiom.parts[0], Chain))
    return [axiom for axiom, last in chains if ranges_of(axiom.parts[1]) - ranges_of(last)]


def inverse_for(chains: Iterable[Axiom], names: Fresh) -> list[Axiom]:
    """Say that a new relation is the inverse of the whole of one of *chains*.

    rustdl does not see the range of the whole of a chain where no relation is an inverse, and says nothing.
    """
    whole = next((axiom.parts[1] for axiom in chains if isinstance(axiom.parts[1], Named)), None)
    return [Axiom("InverseObjectProperties", (names.name("inverse"), whole))] if whole else []


def shared_keys(axioms: Iterable[Axiom], names: Fresh) -> Iterator[Axiom]:
    """Say of each two individuals with the same stated values for a key that, if of its class, they are the same.

    rustdl leaves out keys. That the second individual is of the class is asked by way of a new relation to it.
    """
    stated = tuple(axioms)
    keys: list[Any] = [axiom.parts for axiom in stated if axiom.kind == "HasKey"]
    told: defaultdict[object, defaultdict[Named, set[object]]] = defaultdict(lambda: defaultdict(set))
    for axiom in stated if keys else ():
        match axiom:
            case Axiom("ObjectPropertyAssertion" | "DataPropertyAssertion", (relation, Named() as one, value)):
                told[relation][one].add(value)
    for kind, (objects, data) in ((kind, (each.objects, each.data)) for kind, each in keys):
        ways = [told[each] for each in (*objects, *data)]
        known = set.intersection(*map(set, ways)) if ways else set()
        for one, other in combinations(sorted(filter(is_named, known), key=str), 2):
            if all(any(map(is_named, way[one] & way[other])) for way in ways):
                yield from same_if(kind, one, other, names.name((kind, one, other)))


def is_named(value: object) -> bool:
    """Tell whether *value* is a literal, or an individual with a name; keys tell no other apart."""
    return not isinstance(value, Named) or not value.name.startswith("_:")


def same_if(kind: Expression, one: Named, other: Named, relation: Named) -> Iterator[Axiom]:
    """Say that *one* and *other* are the same if both are of *kind*, with *relation* a new name."""
    outside = Complement(kind)
    yield Axiom("ObjectPropertyAssertion", (relation, one, other))
    yield Axiom(
        "ClassAssertion", (Junction("or", (outside, Restriction(relation, "only", outside), OneOf((other,)))), one)
    )
