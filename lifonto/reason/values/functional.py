"""OWL 2 functional syntax: what rustdl and HermiT are given, one axiom a line (OWL 2 Structural Specification §3.7).

It says every axiom there is, which RDF/XML through other libraries does not. An individual without a name gets one,
as reasoners lose, or refuse, part of the axioms about those.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from lifonto.reason.values.axioms import Axiom, Chain, Entity, Keys, Part
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
from lifonto.reason.values.fresh import PREFIX
from lifonto.reason.values.vocabulary import RDF

ANONYMOUS = f"{PREFIX}individual:"
QUANTIFIERS = {
    "some": "SomeValuesFrom",
    "only": "AllValuesFrom",
    "value": "HasValue",
    "min": "MinCardinality",
    "max": "MaxCardinality",
    "exactly": "ExactCardinality",
}
JUNCTIONS = {"and": "IntersectionOf", "or": "UnionOf"}
PLAIN = {f"{RDF}PlainLiteral", f"{RDF}langString"}


def write(axiom: Axiom) -> str:
    """Write *axiom* on one line."""
    return f"{axiom.kind}({spaced(axiom.parts)})"


def declaration(entity: Entity) -> str:
    """Declare *entity*."""
    return f"Declaration({entity.kind}({name(entity.iri)}))"


def document(body: bytes, iri: str = "") -> bytes:
    """Return the whole document whose declarations and axioms *body* holds, a line each."""
    return b"Ontology(" + (f"<{iri}>" if iri else "").encode() + b"\n" + body + b")\n"


@cache
def name(iri: str) -> str:
    """Write the name *iri*."""
    return f"<{ANONYMOUS}{iri[2:]}>" if iri.startswith("_:") else f"<{iri}>"


def spaced(parts: Iterable[Part]) -> str:
    """Write *parts* one after the other."""
    return " ".join(map(term, parts))


def term(part: Part) -> str:
    """Write one part of an axiom."""
    match part:
        case Named(iri):
            return name(iri)
        case Restriction(relation, quantifier, filler, number):
            count = "" if number is None else f"{number} "
            return f"Object{QUANTIFIERS[quantifier]}({count}{term(relation)} {term(filler)})"
        case Junction(word, operands):
            return f"Object{JUNCTIONS[word]}({spaced(operands)})"
        case Inverse(of):
            return f"ObjectInverseOf({term(of)})"
        case Chain(links):
            return f"ObjectPropertyChain({spaced(links)})"
        case Complement(operand):
            return f"ObjectComplementOf({term(operand)})"
        case OneOf(individuals):
            return f"ObjectOneOf({spaced(individuals)})"
        case HasSelf(relation):
            return f"ObjectHasSelf({term(relation)})"
        case Keys(objects, data):
            return f"({spaced(objects)}) ({spaced(data)})"
    return data_term(part)


def data_term(part: Part) -> str:
    """Write a part that has to do with data values."""
    match part:
        case Literal():
            return literal(part)
        case DataRestriction(relation, quantifier, filler, number):
            count = "" if number is None else f"{number} "
            return f"Data{QUANTIFIERS[quantifier]}({count}{term(relation)} {term(filler)})"
        case Facets(datatype, limits):
            return f"DatatypeRestriction({term(datatype)} {' '.join(f'<{f}> {literal(v)}' for f, v in limits)})"
        case Values(literals):
            return f"DataOneOf({spaced(literals)})"
        case DataJunction(word, operands):
            return f"Data{JUNCTIONS[word]}({spaced(operands)})"
        case DataComplement(operand):
            return f"DataComplementOf({term(operand)})"
    raise TypeError(part)


def literal(value: Literal) -> str:
    """Write a data value."""
    text = '"' + value.text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if value.language:
        return f"{text}@{value.language}"
    return text if value.datatype in PLAIN else f"{text}^^{name(value.datatype)}"
