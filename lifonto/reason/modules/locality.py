"""Syntactic locality: which axioms say nothing of the names in a signature.

An axiom is local, and may be left out, when it holds as soon as every name outside the signature means nothing (bottom
locality) or everything (top locality). What is left keeps every entailment about the names (Grau, Horrocks, Kazakov &
Sattler, "Modular Reuse of Ontologies: Theory and Practice", JAIR 31, 2008).
"""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from lifonto.reason.values.axioms import Axiom, Chain
from lifonto.reason.values.expressions import (
    Complement,
    DataRestriction,
    HasSelf,
    Inverse,
    Junction,
    Named,
    OneOf,
    Restriction,
)
from lifonto.reason.values.features import BEYOND_EL, constructs
from lifonto.reason.values.vocabulary import (
    BOTTOM_DATA,
    BOTTOM_OBJECT,
    BUILT_IN,
    LITERAL,
    NOTHING,
    THING,
    TOP_DATA,
    TOP_OBJECT,
)

FULL = frozenset((THING, TOP_OBJECT, TOP_DATA))
EMPTY = frozenset((NOTHING, BOTTOM_OBJECT, BOTTOM_DATA))
HOLDS_WHERE_ALL_IS = {"ReflexiveObjectProperty", "ClassAssertion", "ObjectPropertyAssertion", "DataPropertyAssertion"}
HOLDS_WHERE_NOTHING_IS = {
    *("FunctionalObjectProperty", "InverseFunctionalObjectProperty", "FunctionalDataProperty"),
    *("IrreflexiveObjectProperty", "AsymmetricObjectProperty", "HasKey"),
    *("NegativeObjectPropertyAssertion", "NegativeDataPropertyAssertion"),
}
NEVER_LOCAL = {"SameIndividual", "DifferentIndividuals"}
ALL_DATA = Named(LITERAL)
ALIKE = {
    *("EquivalentClasses", "EquivalentObjectProperties", "EquivalentDataProperties", "InverseObjectProperties"),
    *("SymmetricObjectProperty", "TransitiveObjectProperty"),
}


class Locality:
    """Tells whether axioms are local, with every name outside *signature* empty or, for *top* locality, full."""

    def __init__(self, signature: Set[str], *, top: bool = False) -> None:
        self.signature, self.top = signature, top

    def is_local(self, axiom: Axiom) -> bool:
        """Tell whether *axiom* holds whatever the names in the signature mean."""
        parts: Any = axiom.parts
        kind = axiom.kind
        if kind in NEVER_LOCAL:
            return False
        if kind == "DatatypeDefinition":
            return parts[0].name not in self.signature
        if kind in HOLDS_WHERE_ALL_IS:
            return self.is_full(parts[0])
        if kind in HOLDS_WHERE_NOTHING_IS:
            return self.is_empty(parts[0])
        if kind in ALIKE:
            return all(map(self.is_empty, parts)) or all(map(self.is_full, parts))
        if kind == "DisjointUnion":
            return self._is_union(*parts)
        if kind.startswith("Disjoint"):
            return sum(not self.is_empty(each) for each in parts) <= 1
        if kind == "DataPropertyRange":
            return self.is_empty(parts[0]) or parts[1] == ALL_DATA
        return self.is_empty(parts[0]) or self.is_full(parts[1])

    def _is_union(self, whole: object, *cases: object) -> bool:
        """Tell whether *whole* is what one of the *cases* is, and the others are empty."""
        filled = [each for each in cases if not self.is_empty(each)]
        if not filled:
            return self.is_empty(whole)
        return len(filled) == 1 and self.is_full(whole) and self.is_full(filled[0])

    def _is_outside(self, name: str) -> bool:
        return name not in self.signature and not name.startswith(BUILT_IN)

    def is_empty(self, term: object) -> bool:
        """Tell whether *term* has no instances, whatever the names in the signature mean."""
        match term:
            case Named(name):
                return name in EMPTY or (not self.top and self._is_outside(name))
            case Inverse(of):
                return self.is_empty(of)
            case Chain(links):
                return any(map(self.is_empty, links))
            case Complement(operand):
                return self.is_full(operand)
            case Junction(word, operands):
                return (any if word == "and" else all)(map(self.is_empty, operands))
            case Restriction() | DataRestriction():
                return self._holds_of_none(term)
            case HasSelf(relation):
                return self.is_empty(relation)
            case OneOf(individuals):
                return not individuals
        return False

    def is_full(self, term: object) -> bool:
        """Tell whether everything is an instance of *term*, whatever the names in the signature mean."""
        match term:
            case Named(name):
                return name in FULL or (self.top and self._is_outside(name))
            case Inverse(of):
                return self.is_full(of)
            case Chain(links):
                return all(map(self.is_full, links))
            case Complement(operand):
                return self.is_empty(operand)
            case Junction(word, operands):
                return (all if word == "and" else any)(map(self.is_full, operands))
            case Restriction() | DataRestriction():
                return self._holds_of_all(term)
            case HasSelf(relation):
                return self.is_full(relation)
        return False

    def _holds_of_none(self, term: Restriction | DataRestriction) -> bool:
        """Tell whether nothing meets the restriction *term*."""
        match term.quantifier, term.number:
            case ("some" | "value", _):
                return self._never(term)
            case "only", _:
                return self.is_full(term.relation) and self._is_empty_filler(term)
            case ("max" | "exactly", 0):
                return self._always(term)
            case ("min" | "exactly", number) if number:
                return self._never(term)
        return False

    def _holds_of_all(self, term: Restriction | DataRestriction) -> bool:
        """Tell whether everything meets the restriction *term*."""
        match term.quantifier, term.number:
            case ("some" | "value", _) | ("min", 1):
                return self._always(term)
            case "only", _:
                return self.is_empty(term.relation) or self._is_full_filler(term)
            case "min", 0:
                return True
            case ("max", _) | ("exactly", 0):
                return self._never(term)
        return False

    def _never(self, term: Restriction | DataRestriction) -> bool:
        """Tell whether nothing is related so to any filler."""
        return self.is_empty(term.relation) or self._is_empty_filler(term)

    def _always(self, term: Restriction | DataRestriction) -> bool:
        """Tell whether everything is related so to some filler."""
        return self.is_full(term.relation) and (term.quantifier == "value" or self._is_full_filler(term))

    def _is_empty_filler(self, term: Restriction | DataRestriction) -> bool:
        return isinstance(term, Restriction) and term.quantifier != "value" and self.is_empty(term.filler)

    def _is_full_filler(self, term: Restriction | DataRestriction) -> bool:
        return self.is_full(term.filler) if isinstance(term, Restriction) else term.filler == ALL_DATA


def is_el(axiom: Axiom) -> bool:
    """Tell whether *axiom* is within OWL 2 EL, or says what one there says, so that reasoning with it takes no search.

    ``A SubClassOf not B`` says what ``A DisjointWith B`` does, which is within OWL 2 EL.
    """
    parts: Any = axiom.parts
    if axiom.kind == "SubClassOf" and isinstance(parts[1], Complement):
        parts = (parts[0], parts[1].operand)
    return axiom.kind not in BEYOND_EL and BEYOND_EL.isdisjoint(each for part in parts for each in constructs(part))
