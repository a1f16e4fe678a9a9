"""What a back end can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from lifonto.reason.reasoners.taxonomy import Taxonomy
from lifonto.reason.values.ontology import Ontology


@dataclass(frozen=True)
class Verdict:
    """An answer: yes, no, or None where it is not known; *notes* say why not."""

    holds: bool | None
    notes: tuple[str, ...] = ()


class Reasoner(Protocol):
    """A back end: what it finds is sound, and what it may miss it notes."""

    name: str

    def taxonomy(self, ontology: Ontology) -> Taxonomy:
        """Return the hierarchy of the named classes of *ontology*; raises Inconsistent and ReasoningError."""

    def consistent(self, ontology: Ontology) -> Verdict:
        """Tell whether the axioms of *ontology* can hold together; not known where a contradiction may be missed."""

    def instances(self, ontology: Ontology, iri: str) -> frozenset[str]:
        """Return the individuals that are known to be instances of the class *iri*."""

    def rules(self, ontology: Ontology) -> Reasoner | None:
        """Return a reasoner by the rules of OWL 2 EL alone that finds the same of *ontology*, where there is one."""

    def notes(self, ontology: Ontology) -> tuple[str, ...]:
        """Say what an answer about *ontology* may miss, and why."""
