"""Justifications: the smallest sets of axioms from which something follows, and the smallest removals that mend it.

After Horridge, Parsia & Sattler, "Laconic and precise justifications in OWL" (ISWC 2008): a justification entails,
and loses the entailment with any one axiom taken away. rustdl finds them in process, whichever reasoner classifies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import rustdl

from lifonto.errors import NotFound
from lifonto.owl.expressions import Expression, Named
from lifonto.reason.axioms import AnyAxiom, Axiom, Name, read
from lifonto.reason.documents import plus
from lifonto.reason.rdfxml import subclass
from lifonto.reason.rust import native_errors, on_disk

WHY = "urn:lifonto:why:"
SUB, SUP = f"{WHY}sub", f"{WHY}sup"
Question = tuple[Literal["subclass", "unsat", "inconsistent"], *tuple[str, ...]]


@dataclass(frozen=True)
class Justification:
    """A smallest set of axioms from which something follows."""

    axioms: tuple[AnyAxiom, ...]

    def text(self, name: Name = str) -> str:
        """Write one axiom a line, asking *name* what to call each IRI."""
        return "\n".join(axiom.text(name) for axiom in self.axioms)


@dataclass(frozen=True)
class Explanations:
    """An ontology, as RDF/XML, that can say why."""

    document: bytes

    @cached_property
    def _prepared(self) -> rustdl.PreparedOntology:
        with native_errors():
            return rustdl.prepare_bytes(self.document, format="rdf-xml")

    def of_subclass(self, sub: Expression, sup: Expression, limit: int = 5) -> list[Justification]:
        """Return up to *limit* justifications of ``sub SubClassOf sup``, shortest first; none where it does not follow.

        Raises NotFound where a class is not in the ontology.
        """
        if isinstance(sub, Named) and isinstance(sup, Named):
            return self._ask(("subclass", sub.name, sup.name), limit)
        asked = Explanations(plus(self.document, [subclass(Named(SUB), sub), subclass(sup, Named(SUP))]))
        return asked._ask(("subclass", SUB, SUP), limit)

    def of_unsatisfiable(self, iri: str, limit: int = 5) -> list[Justification]:
        """Return up to *limit* justifications of the class *iri* having no possible instances."""
        return self._ask(("unsat", iri), limit)

    def of_inconsistency(self, limit: int = 5) -> list[Justification]:
        """Return up to *limit* smallest sets of axioms that contradict each other."""
        return self._ask(("inconsistent",), limit)

    def repairs(self, question: Question, limit: int = 5) -> list[Justification]:
        """Return up to *limit* smallest sets of axioms whose removal makes *question* false, fewest first."""
        with on_disk(self.document) as file, native_errors(), known():
            return ordered(rustdl.repair(str(file), list(question), limit))

    def _ask(self, question: Question, limit: int) -> list[Justification]:
        with native_errors(), known():
            return ordered(self._prepared.justify_all(list(question), limit))


@contextmanager
def known() -> Iterator[None]:
    """Say in our words that a class asked about is not in the ontology."""
    try:
        yield
    except rustdl.UnknownClassError as error:
        raise NotFound(f"{error} is not a class of this ontology") from error


def ordered(found: Iterable[Iterable[str]]) -> list[Justification]:
    """Read the justifications *found*, the shortest first, without the axioms that only named what was asked."""
    read_in = [
        tuple(sorted((axiom for axiom in map(read, each) if not asked(axiom)), key=lambda axiom: axiom.text()))
        for each in found
    ]
    return [Justification(axioms) for axioms in sorted(read_in, key=lambda axioms: (len(axioms), str(axioms)))]


def asked(axiom: AnyAxiom) -> bool:
    """Tell whether *axiom* was added to ask the question."""
    return isinstance(axiom, Axiom) and (axiom.left == Named(SUB) or axiom.right == (Named(SUP),))
