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

from lifonto.owl.expressions import Complement, Inverse, Junction, Named, Restriction
from lifonto.reason.ontology.axioms import AnyAxiom, Axiom, Chain
from lifonto.reason.ontology.documents import THING


@dataclass
class Modules:
    """The axioms of an ontology, indexed by the names in them, so that modules can be taken from it."""

    axioms: Collection[AnyAxiom]
    mentions: defaultdict[str, list[AnyAxiom]] = field(default_factory=lambda: defaultdict(list))
    always: list[AnyAxiom] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Index the axioms; those that are never local belong to every module."""
        for axiom in self.axioms:
            if not is_local(axiom, frozenset()):
                self.always.append(axiom)
            for name in axiom.names():
                self.mentions[name].append(axiom)

    def of(self, signature: Iterable[str]) -> set[AnyAxiom]:
        """Return the module of *signature*."""
        known: set[str] = set()
        module: set[AnyAxiom] = set()
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


def is_local(axiom: AnyAxiom, signature: Set[str]) -> bool:
    """Tell whether *axiom* holds whenever every name outside *signature* means nothing."""
    if not isinstance(axiom, Axiom):
        return False
    left, right = axiom.left, axiom.right
    match axiom.word:
        case "SubClassOf":
            return _empty(left, signature) or _full(right[0], signature)
        case "SubPropertyOf":
            links = left.links if isinstance(left, Chain) else (left,)
            return any(_empty(link, signature) for link in links)
        case "Domain" | "Range":
            return _empty(left, signature) or _full(right[0], signature)
        case "Characteristics:":
            return right[0] != "Reflexive" and _empty(left, signature)
        case "DisjointWith":
            return sum(not _empty(each, signature) for each in (left, *right)) <= 1
        case "EquivalentTo" | "InverseOf" | "DisjointUnionOf":
            every = (left, *right)
            return all(_empty(each, signature) for each in every) or (
                axiom.word == "EquivalentTo" and all(_full(each, signature) for each in every)
            )
    return False


def _empty(term: object, signature: Set[str]) -> bool:
    """Tell whether *term* has no instances whenever every name outside *signature* means nothing."""
    match term:
        case Named(name):
            return name not in signature and name != THING
        case Inverse(of):
            return of.name not in signature
        case Complement(operand):
            return _full(operand, signature)
        case Junction(word, operands):
            return (any if word == "and" else all)(_empty(each, signature) for each in operands)
        case Restriction(relation, "some" | "min" | "exactly", filler, number):
            return number != 0 and (_empty(relation, signature) or _empty(filler, signature))
        case Restriction(relation, "value", _, _):
            return _empty(relation, signature)
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
    return False


def is_el(axiom: AnyAxiom) -> bool:
    """Tell whether *axiom* is within OWL 2 EL, or says what one there says, so that reasoning with it takes no search.

    ``A SubClassOf not B`` says what ``A DisjointWith B`` does, which is within OWL 2 EL.
    """
    if not isinstance(axiom, Axiom) or axiom.word in ("DisjointUnionOf", "InverseOf"):
        return False
    if axiom.word == "Characteristics:":
        return axiom.right == ("Transitive",)
    right = [each.operand if isinstance(each, Complement) else each for each in axiom.right]
    return all(map(_is_el, (axiom.left, *(right if axiom.word == "SubClassOf" else axiom.right))))


def _is_el(term: object) -> bool:
    match term:
        case Complement() | Inverse():
            return False
        case Junction(word, operands):
            return word == "and" and all(map(_is_el, operands))
        case Restriction(_, quantifier, filler, _):
            return quantifier in ("some", "value") and _is_el(filler)
    return True
