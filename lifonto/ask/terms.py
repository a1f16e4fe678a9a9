"""Finding a term by label, synonym, short name, CURIE or IRI in a store, as a person would ask for it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lifonto.ask.store import Store, bare, table
from lifonto.errors import NotFound
from lifonto.tables.mistakes import meant
from lifonto.tables.prefixes import Prefixes

NAMED = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX oboInOwl: <http://www.geneontology.org/formats/oboInOwl#>
PREFIX IAO: <http://purl.obolibrary.org/obo/IAO_>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT ?term ?name ?rank WHERE {
  VALUES (?by ?rank) { (rdfs:label 0) (oboInOwl:hasExactSynonym 1) (IAO:0000118 2) (oboInOwl:hasRelatedSynonym 3) }
  ?term ?by ?name .
  FILTER (isIRI(?term))
}
"""

MAPPED = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?term ?other WHERE { ?term skos:exactMatch ?other . FILTER (isIRI(?term) && isIRI(?other)) }
"""

DECLARED = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT DISTINCT ?term WHERE {
  VALUES ?kind { owl:Class owl:ObjectProperty owl:NamedIndividual } ?term a ?kind .
  FILTER (isIRI(?term) && ! STRSTARTS(STR(?term), STR(owl:)))
}
"""

LABEL, IDENTIFIER = "0", "8"
LAST_PART = re.compile(r"[^/#:]*$")
CURIE = re.compile(r"((?:[A-Za-z][\w.-]*)?):([^/\s]\S*)")
OBO = "http://purl.obolibrary.org/obo/"
Names = dict[str, dict[str, list[tuple[str, str]]]]


@dataclass(frozen=True)
class TermIndex:
    """What the terms of an ontology are called; labels win over synonyms, and what is exact over what is not.

    ``labels`` has every term: what has no label is there by its CURIE. ``names``: in lower case, rank → (term, as it is
    written) pairs.
    """

    prefixes: Prefixes
    labels: dict[str, str]
    names: Names

    @classmethod
    def of(cls, store: Store, prefixes: Prefixes) -> TermIndex:
        """Read the labels and synonyms of everything in *store*, and the terms that have none."""
        named = [(bare(t or ""), bare(n or ""), bare(r or "")) for t, n, r in table(store, NAMED).rows]
        declared = [bare(term or "") for (term,) in table(store, DECLARED).rows]
        mapped = [(bare(term or ""), bare(other or "")) for term, other in table(store, MAPPED).rows]
        named += [(term, name, IDENTIFIER) for term, other in mapped for name in identifiers(other, prefixes)]
        return cls.of_names(named, declared, prefixes)

    @classmethod
    def of_labels(
        cls,
        labels: Mapping[str, str],
        terms: Iterable[str],
        prefixes: Prefixes,
        others: Mapping[str, str] = MappingProxyType({}),
    ) -> TermIndex:
        """Index *terms* by their *labels* and their *others* names, those without one by the last part of their IRI."""
        named = [(iri, label, LABEL) for iri, label in labels.items()]
        named += ((iri, name, IDENTIFIER) for iri, name in others.items())
        return cls.of_names(named, terms, prefixes)

    @classmethod
    def of_names(cls, named: Iterable[tuple[str, str, str]], declared: Iterable[str], prefixes: Prefixes) -> TermIndex:
        """Index (term, name, rank) triples, and the terms *declared* by the last part of their IRIs."""
        labels: dict[str, str] = {}
        names: defaultdict[str, defaultdict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
        last = ((iri, LAST_PART.search(iri)[0], "9") for iri in declared)  # type: ignore[index]
        for term, name, rank in (*named, *last):
            if rank == LABEL:
                labels.setdefault(term, name)
            if (term, name) not in names[name.casefold()][rank]:
                names[name.casefold()][rank].append((term, name))
            labels.setdefault(term, prefixes.contract(term))
        return cls(prefixes, labels, {name: dict(ranks) for name, ranks in names.items()})

    def find(self, name: str) -> str:
        """Return the IRI of what *name* means: a label, a synonym, a CURIE, an IRI, or the last part of one.

        Raises NotFound with the nearest names, or with the terms that share the name.
        """
        if one := self.the(name):
            return one
        if found := next(filter(None, self.named(name)), None):
            which = ", ".join(sorted(f"{self.prefixes.contract(iri)} '{self.labels[iri]}'" for iri in found))
            raise NotFound(f"{name!r} names several terms: {which}")
        if self.looks_identified(name):
            raise NotFound(f"{name} is not a term of this ontology")
        raise NotFound(f"no term is called {name!r}{meant(name, self.names)}")

    def the(self, name: str) -> str | None:
        """Return the IRI of the one term that *name* means; None where it means none, or several."""
        if identified := next((iri for iri in self.identified(name) if iri in self.labels), None):
            return identified
        found = next(filter(None, self.named(name)), set[str]())
        return min(found) if len(found) == 1 else None

    def identified(self, name: str) -> Iterator[str]:
        """Yield the IRIs that *name* may be, or be short for: by the prefixes that are known, or as OBO writes them."""
        yield name
        if short := CURIE.fullmatch(name):
            if short[1] in self.prefixes:
                yield self.prefixes.expand(name)
            yield f"{OBO}{short[1]}_{short[2]}"

    def named(self, name: str) -> Iterator[set[str]]:
        """Yield the terms that are called *name*: rank by rank as it is written, then in whatever case."""
        ranks = [pairs for _, pairs in sorted(self.names.get(name.casefold(), {}).items())]
        yield from ({iri for iri, written in pairs if written == name} for pairs in ranks)
        yield from ({iri for iri, _ in pairs} for pairs in ranks)

    def looks_identified(self, name: str) -> bool:
        """Tell whether *name* is an IRI or a CURIE rather than a label."""
        return name.startswith(("http://", "https://", "urn:")) or name.partition(":")[0] in self.prefixes

    def knows(self, name: str) -> bool:
        """Tell whether *name* is, or looks like, what a term is called."""
        return name.casefold() in self.names or self.looks_identified(name) or bool(CURIE.fullmatch(name))

    def call(self, iri: str) -> str:
        """Return what to call *iri*: its label, or else its CURIE."""
        return self.labels.get(iri) or self.prefixes.contract(iri)


def identifiers(iri: str, prefixes: Prefixes) -> Iterator[str]:
    """Yield what a term mapped to *iri* is called by it: the CURIE, and its last part where that is no bare number."""
    yield (curie := prefixes.contract(iri))
    last = curie.rpartition(":")[2]
    if not last.isdecimal():
        yield last
