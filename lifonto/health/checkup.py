"""The whole check of an ontology's links: every finding, what was looked at, and what could not be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lifonto.grounding.identifiers import curie_of
from lifonto.health.copies import Copy, space_of
from lifonto.health.findings import Finding, Kind
from lifonto.health.hierarchy import compared
from lifonto.health.places import Stated
from lifonto.health.terms import COMPARED, Links, fates
from lifonto.reason.reasoners.reasoner import Reasoner
from lifonto.reason.values.ontology import Ontology
from lifonto.tables.prefixes import Prefixes

ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Report:
    """The *findings* on *looked_at* terms of *links*, and *notes* on what the check may have missed."""

    links: Links
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]

    @property
    def looked_at(self) -> int:
        """How many terms were held against a copy."""
        return len(self.links.foreign)

    def curie(self, iri: str) -> str:
        """Return the CURIE of *iri*."""
        return curie_of(iri, self.links.prefixes)

    def called_here(self, finding: Finding) -> str:
        """Return CURIE and label of the term of *finding*, as the ontology has it."""
        return f"{self.curie(finding.iri)} {finding.label}".strip()

    def called(self, iri: str) -> str:
        """Return CURIE and label of *iri*."""
        return f"{self.curie(iri)} {self.links.label(iri)}".strip()


def check(
    value: Ontology,
    copies: Sequence[Copy],
    prefixes: Prefixes,
    reasoner: Reasoner,
    tell: Callable[[str], None] = lambda step: None,
) -> Report:
    """Hold every foreign term of *value* against *copies*."""
    links = Links(value, copies, prefixes)
    found = compared(Stated(links), reasoner, tell)
    findings = sorted((*fates(links), *found.findings), key=lambda each: (ORDER[each.kind], each.iri))
    notes = [f"of the ontology: {note}" for note in value.notes]
    notes += [f"of {copy.name}: {note}" for copy in copies for note in copy.value.notes]
    return Report(links, tuple(findings), (*notes, *found.notes, *unknown(links)))


def unknown(links: Links) -> list[str]:
    """Say of which spaces terms were not looked at, where a copy knows others of the same."""
    known = Counter(space_of(iri) for iri in links.foreign)
    terms = {each.iri for each in links.value.entities if each.kind in COMPARED and not each.iri.startswith("_:")}
    left = Counter(space_of(iri) for iri in terms - links.foreign.keys())
    return [
        f"of {space} no copy has {count} of the terms, and none speaks for them: give a copy of that ontology"
        for space, count in sorted(left.items())
        if space in known
    ]
