"""What is to be put in the place of what, from the findings that leave no choice."""

from __future__ import annotations

from dataclasses import dataclass, field

from lifonto.health.checkup import Report
from lifonto.health.copies import stated_parents
from lifonto.health.findings import Finding
from lifonto.health.terms import Links
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.ontology import Ontology


@dataclass(frozen=True)
class Edits:
    """``replaced``: term by term; ``renamed``: the new label of a term; ``moved``: (term, old parent) → new parent."""

    links: Links
    replaced: dict[str, str] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    moved: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, report: Report) -> Edits:
        """Return the edits that mend what in *report* can be mended."""
        edits = cls(report.links)
        for each in report.findings:
            edits.add(each)
        return edits

    def add(self, finding: Finding) -> None:
        """Take what mends *finding*, where there is just one thing."""
        if finding.replacement:
            self.replaced[finding.iri] = finding.replacement
        elif finding.renamed:
            self.renamed[finding.iri] = finding.renamed
        elif parents := finding.new_parent:
            self.moved[finding.iri, parents[0]] = parents[1]

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.replaced or self.renamed or self.moved)

    def concern(self, value: Ontology) -> bool:
        """Tell whether something in *value* is to be changed."""
        known = {each.iri for each in value.entities} | value.annotations.keys()
        return not known.isdisjoint({*self.replaced, *self.renamed, *(iri for iri, _ in self.moved)})

    def instead_of(self, iri: str) -> str:
        """Return what stands in the place of *iri*, or itself."""
        return self.replaced.get(iri, iri)

    def label(self, iri: str) -> str:
        """Return the label that *iri* has from now on."""
        return self.renamed.get(iri) or self.links.label(iri)

    @property
    def fresh(self) -> list[str]:
        """The terms that are put in the place of others and are not in the ontology yet."""
        known = {each.iri for each in self.links.value.entities}
        return sorted({each for each in self.replaced.values() if each not in known})

    def parents(self, iri: str) -> list[str]:
        """Return the parents that the copy of *iri* states and the ontology has."""
        copy = self.links.copy_for(iri)
        known = {each.iri for each in self.links.value.entities} - self.replaced.keys()
        axioms = copy.parents.get(iri, ()) if copy else ()
        found = {
            each.name
            for axiom in axioms
            for sub, each in stated_parents(axiom)
            if sub == iri and isinstance(each, Named)
        }
        return sorted((found & known) - {iri})
