"""Axioms of every kind, at random, as OWL 2 allows them to be written."""

from __future__ import annotations

from hypothesis import strategies as st

from lifonto.reason.values.axioms import SORTS, Axiom, Chain, Keys, Part
from lifonto.reason.values.expressions import (
    Complement,
    DataComplement,
    DataJunction,
    DataRestriction,
    Facets,
    HasSelf,
    Inverse,
    Junction,
    Literal,
    Named,
    OneOf,
    Restriction,
    Values,
)
from lifonto.reason.values.vocabulary import RDF, XSD

LANGUAGE = f"{RDF}langString"
FACETS = [f"{XSD}{each}" for each in ("minInclusive", "maxExclusive", "pattern", "length")]


def names(*of: str) -> st.SearchStrategy[Named]:
    return st.sampled_from([Named(f"urn:x:{each}") for each in of])


def some(parts: st.SearchStrategy[Part], least: int = 2) -> st.SearchStrategy[tuple[Part, ...]]:
    return st.lists(parts, min_size=least, max_size=4).map(tuple)


classes, relations, properties = names(*"ABCDE"), names(*"rst"), names("d", "e")
individuals = names(*"ijk") | st.just(Named("_:u"))
objects = relations | st.builds(Inverse, relations)
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n"\\!{}'), max_size=8)
literals = st.builds(Literal, texts, st.sampled_from([f"{XSD}string", f"{XSD}integer", "urn:x:T"])) | st.builds(
    Literal, texts, st.just(LANGUAGE), st.sampled_from(["en", "de-at"])
)
facets = st.lists(st.tuples(st.sampled_from(FACETS), literals), min_size=1, max_size=2).map(tuple)
ranges: st.SearchStrategy[Part] = st.recursive(
    names("T", "U"),
    lambda inner: (
        st.builds(DataJunction, st.sampled_from(["and", "or"]), some(inner))
        | st.builds(DataComplement, inner)
        | st.builds(Values, some(literals, 1))
        | st.builds(Facets, names("T"), facets)
    ),
    max_leaves=3,
)
numbers = st.integers(0, 20)
counting, quantifying = st.sampled_from(["min", "max", "exactly"]), st.sampled_from(["some", "only"])
of_data = (
    st.builds(DataRestriction, properties, quantifying, ranges)
    | st.builds(DataRestriction, properties, st.just("value"), literals)
    | st.builds(DataRestriction, properties, counting, ranges, numbers)
)
expressions: st.SearchStrategy[Part] = st.recursive(
    classes | of_data,
    lambda inner: (
        st.builds(Restriction, objects, quantifying, inner)
        | st.builds(Restriction, objects, counting, inner, numbers)
        | st.builds(Restriction, objects, st.just("value"), individuals)
        | st.builds(Junction, st.sampled_from(["and", "or"]), some(inner))
        | st.builds(Complement, inner)
        | st.builds(OneOf, some(individuals, 1))
        | st.builds(HasSelf, objects)
    ),
    max_leaves=4,
)
OF_SORTS = {
    "Class": expressions,
    "ObjectProperty": objects,
    "DataProperty": properties,
    "Datatype": ranges,
    "NamedIndividual": individuals,
    "": literals,
}
MANY = {kind for kind, sorts in SORTS.items() if len(sorts) == 1 and not kind.endswith("Property")}


def of_kind(kind: str) -> st.SearchStrategy[Axiom]:
    """Axioms of *kind*."""
    sorts = [OF_SORTS[each] for each in SORTS[kind]]
    if kind == "HasKey":
        keys = st.builds(Keys, some(objects, 1), some(properties, 0))
        return st.builds(lambda of, key: Axiom(kind, (of, key)), expressions, keys)
    if kind == "DisjointUnion":
        return st.builds(lambda of, parts: Axiom(kind, (of, *parts)), classes, some(expressions))
    if kind == "DatatypeDefinition":
        return st.builds(lambda of, said: Axiom(kind, (of, said)), names("V"), ranges)
    if kind in MANY:
        return some(sorts[0]).map(lambda parts: Axiom(kind, parts))
    plain = st.tuples(*sorts).map(lambda parts: Axiom(kind, parts))
    if kind == "SubObjectPropertyOf":
        chains = st.builds(Chain, some(objects))
        return plain | st.builds(lambda chain, of: Axiom(kind, (chain, of)), chains, relations)
    return plain


axioms = st.sampled_from(sorted(SORTS)).flatmap(of_kind)
