"""Axioms read from sentences in Manchester syntax: ``A SubClassOf r some B``, where ``A`` is the class ``urn:A``."""

from __future__ import annotations

import re

from lifonto.reason.values.axioms import Axiom, Chain, Part
from lifonto.reason.values.expressions import Inverse, Named
from lifonto.reason.values.manchester import parse, parse_chain
from lifonto.reason.values.ontology import Ontology

KINDS = {
    "SubClassOf": "SubClassOf",
    "EquivalentTo": "EquivalentClasses",
    "DisjointWith": "DisjointClasses",
    "SubPropertyOf": "SubObjectPropertyOf",
    "InverseOf": "InverseObjectProperties",
    "Domain": "ObjectPropertyDomain",
    "Range": "ObjectPropertyRange",
    "Type": "ClassAssertion",
}
SENTENCE = re.compile(rf"(.+) ({'|'.join(KINDS)}|Characteristics:) (.+)")


def ontology(*sentences: str) -> Ontology:
    """Return the ontology that states *sentences*."""
    return Ontology(tuple(map(read, sentences)))


def read(sentence: str) -> Axiom:
    """Return the axiom that *sentence* is."""
    found = SENTENCE.fullmatch(sentence.strip())
    assert found, sentence
    left, word, right = found.groups()
    if word == "Characteristics:":
        return Axiom(f"{right}ObjectProperty", (term(left),))
    parts = [term(left), *map(term, right.split(", "))]
    return Axiom(KINDS[word], tuple(parts[::-1] if word == "Type" else parts))


def term(text: str) -> Part:
    """Return the class, class expression, relation or chain that *text* is."""
    if inverse := re.fullmatch(r"inverse (\S+)", text):
        return Inverse(Named(named(inverse[1])))
    if " o " in text:
        return Chain(tuple(map(Named, parse_chain(text, named))))
    return parse(text, named)


def named(name: str) -> str:
    """Return the IRI of *name*."""
    return name if ":" in name else f"urn:{name}"
