"""Locality modules: the part of an ontology that can bear on a set of names.

A module of a signature keeps every entailment about the names in it (Grau, Horrocks, Kazakov & Sattler, "Modular
Reuse of Ontologies: Theory and Practice", JAIR 31, 2008; bottom-locality). An axiom is local, and may be left out,
when it holds as soon as every name outside the signature means nothing at all. The module of one class is what its
superclasses depend on: mostly a few dozen axioms, whatever the size of the ontology.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass, field
from typing import Any

from lifonto.reason.values.axioms import Axiom, Chain
from lifonto.reason.values.expressions import (
    Complement,
    DataRestriction,
    HasSelf,
    Inverse,
    Junction,
    Named,
    Restriction,
)
from lifonto.reason.values.features import BEYOND_EL, constructs
from lifonto.reason.values.vocabulary import BOTTOM_DATA, BOTTOM_OBJECT, NOTHING, THING, TOP_DATA, TOP_OBJECT

FIXED = frozenset((THING, TOP_OBJECT, TOP_DATA))  # names that mean something in every interpretation
EMPTY = frozenset((NOTHING, BOTTOM_OBJECT, BOTTOM_DATA))


@dataclass
class Modules:
    """The axioms of an ontology, indexed by the names in them, so that modules can be taken from it."""

    axioms: Collection[Axiom]
    mentions: defaultdict[str, list[Axiom]] = field(default_factory=lambda: defaultdict(list))
    always: list[Axiom] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Index the axioms; those that are never local belong to every module."""
        for axiom in self.axioms:
            if not is_local(axiom, frozenset()):
                self.always.append(axiom)
            for name in axiom.names():
                self.mentions[name].append(axiom)

    def of(self, signature: Iterable[str]) -> set[Axiom]:
        """Return the module of *signature*."""
        known: set[str] = set()
        module: set[Axiom] = set()
        waiting = list(signature)
        for axiom in self.always:
            module.add(axiom)
            waiting += axiom.names()
        while waiting:
            name = waiting.pop()
            if name in known:
                continue
            known.add(name)
            for axiom in self.mentions[name]:
                if axiom not in module and not is_local(axiom, known):
                    module.add(axiom)
                    waiting += axiom.names() - known
        return module


def is_local(axiom: Axiom, signature: Set[str]) -> bool:
    """Tell whether *axiom* holds whenever every name outside *signature* means nothing."""
    parts: Any = axiom.parts
    empty = [_empty(each, signature) for each in parts]
    match axiom.kind:
        case "SubClassOf" | "ObjectPropertyDomain" | "ObjectPropertyRange" | "DataPropertyDomain":
            return empty[0] or _full(parts[1], signature)
        case "EquivalentClasses":
            return all(empty) or all(_full(each, signature) for each in parts)
        case "DisjointClasses" | "DisjointObjectProperties" | "DisjointDataProperties":
            return empty.count(False) <= 1
        case "DisjointUnion" | "EquivalentObjectProperties" | "EquivalentDataProperties" | "InverseObjectProperties":
            return all(empty)
        case "ReflexiveObjectProperty":
            return False
        case "ClassAssertion":
            return _full(parts[0], signature)
    return empty[0] and not axiom.kind.endswith(("Assertion", "Individual", "Individuals"))


def _empty(term: object, signature: Set[str]) -> bool:
    """Tell whether *term* has no instances whenever every name outside *signature* means nothing."""
    match term:
        case Named(name):
            return name in EMPTY or (name not in signature and name not in FIXED)
        case Inverse(of):
            return _empty(of, signature)
        case Chain(links):
            return any(_empty(link, signature) for link in links)
        case Complement(operand):
            return _full(operand, signature)
        case Junction(word, operands):
            return (any if word == "and" else all)(_empty(each, signature) for each in operands)
        case Restriction(relation, "some" | "min" | "exactly", filler, number):
            return number != 0 and (_empty(relation, signature) or _empty(filler, signature))
        case (
            Restriction(relation, "value", _, _) | HasSelf(relation) | DataRestriction(relation, "some" | "value", _, _)
        ):
            return _empty(relation, signature)
        case DataRestriction(relation, "min" | "exactly", _, number):
            return number != 0 and _empty(relation, signature)
    return False


def _full(term: object, signature: Set[str]) -> bool:
    """Tell whether everything is an instance of *term* whenever every name outside *signature* means nothing."""
    match term:
        case Named(name):
            return name == THING
        case Complement(operand):
            return _empty(operand, signature)
        case Junction(word, operands):
            return (all if word == "and" else any)(_full(each, signature) for each in operands)
        case Restriction(relation, "only", filler, _):
            return _empty(relation, signature) or _full(filler, signature)
        case Restriction(relation, "max", filler, _):
            return _empty(relation, signature) or _empty(filler, signature)
        case Restriction(_, "min", _, 0) | DataRestriction(_, "min", _, 0):
            return True
        case DataRestriction(relation, "only" | "max", _, _):
            return _empty(relation, signature)
    return False


def is_el(axiom: Axiom) -> bool:
    """Tell whether *axiom* is within OWL 2 EL, or says what one there says, so that reasoning with it takes no search.

    ``A SubClassOf not B`` says what ``A DisjointWith B`` does, which is within OWL 2 EL.
    """
    parts: Any = axiom.parts
    if axiom.kind == "SubClassOf" and isinstance(parts[1], Complement):
        parts = (parts[0], parts[1].operand)
    return axiom.kind not in BEYOND_EL and BEYOND_EL.isdisjoint(each for part in parts for each in constructs(part))
