"""The features of an ontology: which constructs its axioms have, counted, and which of them are beyond OWL 2 EL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from lifonto.reason.values.axioms import Axiom, Chain, Part
from lifonto.reason.values.expressions import (
    Complement,
    DataComplement,
    DataJunction,
    DataRestriction,
    Facets,
    HasSelf,
    Inverse,
    Junction,
    OneOf,
    Restriction,
    Values,
)
from lifonto.reason.values.functional import JUNCTIONS, QUANTIFIERS

BEYOND_EL = frozenset(  # OWL 2 Profiles §2.2
    {
        *("ObjectUnionOf", "ObjectComplementOf", "ObjectOneOf", "ObjectAllValuesFrom", "ObjectInverseOf"),
        *("ObjectMinCardinality", "ObjectMaxCardinality", "ObjectExactCardinality"),
        *("DataUnionOf", "DataComplementOf", "DataOneOf", "DataAllValuesFrom", "DatatypeRestriction"),
        *("DataMinCardinality", "DataMaxCardinality", "DataExactCardinality"),
        *("DisjointUnion", "InverseObjectProperties", "DisjointObjectProperties", "DisjointDataProperties"),
        *("FunctionalObjectProperty", "InverseFunctionalObjectProperty", "IrreflexiveObjectProperty"),
        *("SymmetricObjectProperty", "AsymmetricObjectProperty"),
    }
)


def features_of(axioms: Iterable[Axiom]) -> Counter[str]:
    """Count how many of *axioms* have each construct."""
    each_once = ({axiom.kind, *(each for part in axiom.parts for each in constructs(part))} for axiom in axioms)
    return Counter(chain.from_iterable(each_once))


def constructs(part: Part) -> Iterator[str]:
    """Yield the constructs in *part*, by their words in functional syntax; names and literals have none."""
    match part:
        case Restriction(relation, quantifier, filler, _):
            yield f"Object{QUANTIFIERS[quantifier]}"
            yield from constructs(relation)
            yield from constructs(filler)
        case Junction(word, operands):
            yield f"Object{JUNCTIONS[word]}"
            for each in operands:
                yield from constructs(each)
        case Complement(operand):
            yield "ObjectComplementOf"
            yield from constructs(operand)
        case Inverse():
            yield "ObjectInverseOf"
        case Chain(links):
            yield "ObjectPropertyChain"
            for link in links:
                yield from constructs(link)
        case OneOf(individuals):
            yield "ObjectOneOf" if len(individuals) > 1 else "ObjectHasValue"
        case HasSelf(relation):
            yield "ObjectHasSelf"
            yield from constructs(relation)
        case _:
            yield from data_constructs(part)


def data_constructs(part: Part) -> Iterator[str]:
    """Yield the constructs in *part* that have to do with data values."""
    match part:
        case DataRestriction(_, quantifier, filler, _):
            yield f"Data{QUANTIFIERS[quantifier]}"
            yield from data_constructs(filler)
        case DataJunction(word, operands):
            yield f"Data{JUNCTIONS[word]}"
            for each in operands:
                yield from data_constructs(each)
        case DataComplement(operand):
            yield "DataComplementOf"
            yield from data_constructs(operand)
        case Values(literals):
            yield "DataOneOf" if len(literals) > 1 else "DataHasValue"
        case Facets():
            yield "DatatypeRestriction"
