"""Finding a term by label, synonym, CURIE or IRI in a store, as a person would ask for it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from lifonto.ask.store import Store, bare, table
from lifonto.errors import NotFound
from lifonto.tables.mistakes import meant
from lifonto.tables.prefixes import Prefixes

NAMED = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX oboInOwl: <http://www.geneontology.org/formats/oboInOwl#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT ?term ?name ?rank WHERE {
  VALUES (?by ?rank) { (rdfs:label 0) (oboInOwl:hasExactSynonym 1) (oboInOwl:hasRelatedSynonym 2) }
  ?term ?by ?name .
  FILTER (isIRI(?term))
}
"""

LABEL = "0"
LAST_PART = re.compile(r"[^/#:]*$")


@dataclass(frozen=True)
class TermIndex:
    """Every label and synonym in a store, with the terms it names; labels win over synonyms."""

    prefixes: Prefixes
    labels: dict[str, str]
    names: dict[str, dict[str, list[str]]]

    @classmethod
    def of(cls, store: Store, prefixes: Prefixes) -> TermIndex:
        """Read the labels and synonyms of everything in *store*."""
        labels: dict[str, str] = {}
        names: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for term, name, rank in ((bare(cell or "") for cell in row) for row in table(store, NAMED).rows):
            if rank == LABEL:
                labels[term] = name
            if term not in names[name.casefold()][rank]:
                names[name.casefold()][rank].append(term)
        return cls(prefixes, labels, {name: dict(ranks) for name, ranks in names.items()})

    @classmethod
    def of_labels(cls, labels: Mapping[str, str], terms: Iterable[str]) -> TermIndex:
        """Index *terms* by their *labels*, by IRI, and by the last part of the IRI where nothing has it as a label."""
        called = {iri: labels.get(iri, iri) for iri in terms}
        names: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for iri, label in sorted(called.items()):
            for rank, name in enumerate((label, iri, LAST_PART.search(iri)[0])):  # type: ignore[index]
                if iri not in names[name.casefold()][str(rank)]:
                    names[name.casefold()][str(rank)].append(iri)
        return cls(Prefixes({}), called, {name: dict(ranks) for name, ranks in names.items()})

    def find(self, name: str) -> str:
        """Return the IRI of what *name* means.

        Raises NotFound with the nearest names, or with the terms that share the name.
        """
        if name.startswith(("http://", "https://")) or name.partition(":")[0] in self.prefixes:
            iri = name if name.startswith("http") else self.prefixes.expand(name)
            if iri in self.labels:
                return iri
            raise NotFound(f"{name} is not a term of this ontology")
        ranks = self.names.get(name.casefold(), {})
        for rank in sorted(ranks):
            if len(ranks[rank]) == 1:
                return ranks[rank][0]
            which = ", ".join(
                sorted(f"{self.prefixes.contract(iri)} '{self.labels.get(iri, '')}'" for iri in ranks[rank])
            )
            raise NotFound(f"{name!r} names several terms: {which}")
        raise NotFound(f"no term is called {name!r}{meant(name, self.names)}")

    def knows(self, name: str) -> bool:
        """Tell whether *name* is, or looks like, what a term is called."""
        return name.casefold() in self.names or name.startswith("http") or name.partition(":")[0] in self.prefixes

    def among(self, terms: Container[str]) -> TermIndex:
        """Return the names of *terms* alone."""
        labels = {iri: label for iri, label in self.labels.items() if iri in terms}
        names = {
            name: {rank: kept for rank, iris in ranks.items() if (kept := [iri for iri in iris if iri in terms])}
            for name, ranks in self.names.items()
        }
        return TermIndex(self.prefixes, labels, {name: ranks for name, ranks in names.items() if ranks})

    def call(self, iri: str) -> str:
        """Return what to call *iri*: its label, or else its CURIE."""
        return self.labels.get(iri) or self.prefixes.contract(iri)
