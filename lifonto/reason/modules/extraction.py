"""Locality modules: the axioms of an ontology that bear on a set of names.

The bottom module holds what the names' superclasses depend on, mostly a few dozen axioms; the top module what their
subclasses do. STAR takes the one of the other until nothing more falls away (Sattler, Schneider & Zakharyaschev,
"Which Kind of Module Should I Extract?", DL 2009). Each keeps every entailment about the names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from lifonto.reason.modules.locality import Locality
from lifonto.reason.values.axioms import Axiom, entities
from lifonto.reason.values.functional import write
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import BUILT_IN

ANNOTATION = "AnnotationProperty"


@dataclass
class Modules:
    """The axioms of an ontology, indexed by the names in them, so that modules can be taken from it."""

    axioms: Collection[Axiom]
    top: bool = False
    mentions: defaultdict[str, list[Axiom]] = field(default_factory=lambda: defaultdict(list))
    always: list[Axiom] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Index the axioms; those that are never local belong to every module."""
        of_nothing = Locality(frozenset(), top=self.top)
        for axiom in self.axioms:
            if not of_nothing.is_local(axiom):
                self.always.append(axiom)
            for name in axiom.names():
                self.mentions[name].append(axiom)

    def of(self, signature: Iterable[str]) -> set[Axiom]:
        """Return the module of *signature*."""
        known: set[str] = set()
        locality = Locality(known, top=self.top)
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
                if axiom not in module and not locality.is_local(axiom):
                    module.add(axiom)
                    waiting += axiom.names() - known
        return module


def bottom(axioms: Collection[Axiom], signature: Collection[str]) -> set[Axiom]:
    """Return the bottom module of *signature*: the axioms about the names and what is above them."""
    return Modules(axioms).of(signature)


def top(axioms: Collection[Axiom], signature: Collection[str]) -> set[Axiom]:
    """Return the top module of *signature*: the axioms about the names and what is below them."""
    return Modules(axioms, top=True).of(signature)


def star(axioms: Collection[Axiom], signature: Collection[str]) -> set[Axiom]:
    """Return the STAR module of *signature*, which is the smallest of the three."""
    module = bottom(axioms, signature)
    while True:
        smaller = bottom(top(module, signature), signature)
        if len(smaller) == len(module):
            return module
        module = smaller


def part_of(ontology: Ontology, axioms: Collection[Axiom], terms: Iterable[str]) -> Ontology:
    """Return *axioms* of *ontology* with the entities in them, its *terms*, and their annotations."""
    named = {each for axiom in axioms for each in entities(axiom) if not each.iri.startswith(BUILT_IN)}
    wanted = set(terms)
    named |= {each for each in ontology.entities if each.iri in wanted}
    names = {each.iri for each in named}
    said = {iri: notes for iri, notes in ontology.annotations.items() if iri in names}
    used = {note.property for notes in said.values() for note in notes}
    named |= {each for each in ontology.declarations if each.kind == ANNOTATION and each.iri in used}
    fresh = set(axioms) - set(ontology.axioms)
    return replace(
        ontology,
        axioms=(*(each for each in ontology.axioms if each in axioms), *sorted(fresh, key=write)),
        declarations=frozenset(named),
        annotations=said,
        of_axioms={each: notes for each, notes in ontology.of_axioms.items() if each in axioms},
        header=replace(ontology.header, iri="", version="", imports=frozenset(), annotations=frozenset()),
        base=None,
    )
