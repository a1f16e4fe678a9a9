"""Expressions and axioms in Manchester syntax, written (OWL 2 Manchester Syntax §2.4 and §2.5).

An axiom is one sentence: ``A SubClassOf r some B``. The caller gives the name to write for each IRI;
``in_brackets`` writes IRIs as rustdl does, whose explanations are sentences too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from lifonto.reason.values.axioms import Axiom, Chain, Keys, Part
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
from lifonto.reason.values.manchester import RESERVED
from lifonto.reason.values.vocabulary import RDF, XSD

BARE = re.compile(r"[^\s()'<>\\]+")
Name = Callable[[str], str]
WORDS = {
    "SubClassOf": "SubClassOf",
    "EquivalentClasses": "EquivalentTo",
    "DisjointClasses": "DisjointWith",
    "DisjointUnion": "DisjointUnionOf",
    "SubObjectPropertyOf": "SubPropertyOf",
    "EquivalentObjectProperties": "EquivalentTo",
    "DisjointObjectProperties": "DisjointWith",
    "InverseObjectProperties": "InverseOf",
    "ObjectPropertyDomain": "Domain",
    "ObjectPropertyRange": "Range",
    "SubDataPropertyOf": "SubPropertyOf",
    "EquivalentDataProperties": "EquivalentTo",
    "DisjointDataProperties": "DisjointWith",
    "DataPropertyDomain": "Domain",
    "DataPropertyRange": "Range",
    "DatatypeDefinition": "EquivalentTo",
    "HasKey": "HasKey",
    "SameIndividual": "SameAs",
    "DifferentIndividuals": "DifferentFrom",
}
FACETS = {
    **dict(zip(("minInclusive", "minExclusive", "maxInclusive", "maxExclusive"), (">=", ">", "<=", "<"), strict=True)),
    **{each: each for each in ("length", "minLength", "maxLength", "pattern")},
}
PLAIN = {f"{XSD}string", f"{RDF}PlainLiteral", f"{RDF}langString"}


def render(part: Part, name: Name = str, *, nested: bool = False) -> str:
    """Write *part*, asking *name* what to call each name in it; undoes ``manchester.parse``."""
    return _written(part, lambda iri: quote(name(iri)), nested=nested)


def sentence(axiom: Axiom, name: Name = str) -> str:
    """Write *axiom*, asking *name* what to call each name in it."""
    return _sentence(axiom, lambda iri: quote(name(iri)))


def in_brackets(axiom: Axiom) -> str:
    """Write *axiom* with whole IRIs in angle brackets, as rustdl writes it."""
    return _sentence(axiom, lambda iri: iri if iri.startswith("_:") else f"<{iri}>")


def quote(name: str) -> str:
    """Write *name* so that it is read back as one name."""
    if BARE.fullmatch(name) and name not in RESERVED:
        return name
    return "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _sentence(axiom: Axiom, name: Name) -> str:
    said = [_written(each, name) for each in axiom.parts]
    match axiom.kind:
        case "ClassAssertion":
            return f"{said[1]} Type {said[0]}"
        case "ObjectPropertyAssertion" | "DataPropertyAssertion":
            return f"{said[1]} {said[0]} {said[2]}"
        case "NegativeObjectPropertyAssertion" | "NegativeDataPropertyAssertion":
            return f"{said[1]} not {said[0]} {said[2]}"
        case "EquivalentClasses" if len(said) > 2:
            return " EquivalentTo ".join(said)
    if word := WORDS.get(axiom.kind):
        return f"{said[0]} {word} {', '.join(said[1:])}"
    return f"{said[0]} Characteristics: {re.sub('(Object|Data)Property$', '', axiom.kind)}"


def _written(part: Part, name: Name, *, nested: bool = False) -> str:
    match part:
        case Named(iri):
            return name(iri)
        case Inverse(of):
            return f"inverse {_written(of, name)}"
        case OneOf(each) | Values(each):
            return f"{{{', '.join(_written(one, name) for one in each)}}}"
        case Literal():
            return _literal(part, name)
        case Facets(datatype, limits):
            told = (f"{FACETS.get(facet.partition('#')[2], facet)} {_literal(v, name)}" for facet, v in limits)
            return f"{name(datatype.name)}[{', '.join(told)}]"
        case Chain(links):
            return " o ".join(_written(link, name) for link in links)
        case Keys(objects, data):
            return ", ".join(_written(each, name) for each in (*objects, *data))
    text = _composed(part, name)
    return f"({text})" if nested else text


def _composed(part: Part, name: Name) -> str:
    """Write what wants brackets inside something else."""
    match part:
        case Junction(word, operands) | DataJunction(word, operands):
            return f" {word} ".join(_written(each, name, nested=True) for each in operands)
        case Complement(operand) | DataComplement(operand):
            return f"not {_written(operand, name, nested=True)}"
        case HasSelf(relation):
            return f"{_written(relation, name)} Self"
        case Restriction(relation, quantifier, filler, number) | DataRestriction(relation, quantifier, filler, number):
            words: Iterable[str] = (quantifier,) if number is None else (quantifier, str(number))
            return " ".join([_written(relation, name), *words, _written(filler, name, nested=True)])
    raise TypeError(part)


def _literal(value: Literal, name: Name) -> str:
    text = '"' + value.text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if value.language:
        return f"{text}@{value.language}"
    return text if value.datatype in PLAIN else f"{text}^^{name(value.datatype)}"
