"""The statements of a release as claims are held against them, and what is known of their terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lifonto.ask.store import Store, bare, open_store, release_sources, table
from lifonto.ask.terms import TermIndex
from lifonto.rdf.graph_names import BASE as GRAPH
from lifonto.reason.values.ancestry import ancestors
from lifonto.reason.values.vocabulary import RDFS
from lifonto.tables.prefixes import Prefixes

SAID = f"""PREFIX biolink: <https://w3id.org/biolink/vocab/> PREFIX LIFO: <https://w3id.org/lifonto/LIFO_>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?record ?part ?value WHERE {{ GRAPH <{GRAPH}statements> {{
  VALUES (?by ?part) {{
    (rdfs:label "text") (rdf:type "kind") (LIFO:0000002 "standing") (dcterms:source "sources")
    (biolink:subject "subjects") (biolink:predicate "relation") (biolink:object "objects")
    (biolink:species_context_qualifier "species") (biolink:anatomical_context_qualifier "cells")
    (LIFO:0000001 "conditions") (LIFO:0000005 "conflicts") (LIFO:0000007 "note") }}
  ?record biolink:subject ?any ; ?by ?value }} }}"""
PAIRS = "SELECT ?left ?right {{ GRAPH <{graph}> {{ ?left <{relation}> ?right }} }}"
LINKS = f"SELECT ?left ?by ?right {{ GRAPH <{GRAPH}relations> {{ ?left ?by ?right }} }}"
SIGN = "https://w3id.org/lifonto/LIFO_0000009"
TAXON_OF = "http://purl.obolibrary.org/obo/RO_0002162"


@dataclass(frozen=True)
class Record:
    """A statement: what it says, in which context, how it is held, and who says so; terms are IRIs."""

    iri: str
    text: str
    kind: str
    standing: str
    relation: str
    subjects: frozenset[str]
    objects: frozenset[str]
    species: frozenset[str] = frozenset()
    cells: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    conflicts: frozenset[str] = frozenset()
    note: str = ""


@dataclass(frozen=True)
class Library:
    """The release in *store*, as far as claims are concerned, and what its terms are called."""

    store: Store
    index: TermIndex

    @classmethod
    def of(cls, home: Path) -> Library:
        """Read the release in *home*; raises NotFound where there is none."""
        store = open_store(release_sources(home))
        return cls(store, TermIndex.of(store, Prefixes.read(home / "prefixes.tsv")))

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Every statement that has a subject, a relation and an object."""
        found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for record, part, value in (tuple(bare(term or "") for term in row) for row in table(self.store, SAID).rows):
            found[record][part].add(value)
        whole = {"subjects", "relation", "objects", "kind"}
        return tuple(self._record(iri, parts) for iri, parts in sorted(found.items()) if whole <= parts.keys())

    def _record(self, iri: str, parts: dict[str, set[str]]) -> Record:
        one = {part: min(parts.get(part, {""})) for part in ("text", "standing", "relation", "note")}
        kind = min(map(self.index.call, parts["kind"]))
        many = ("subjects", "objects", "species", "cells", "conditions", "sources", "conflicts")
        return Record(iri, kind=kind, **one, **{part: frozenset(parts.get(part, ())) for part in many})  # type: ignore[arg-type]

    @cached_property
    def relations(self) -> frozenset[str]:
        """The relations that statements have."""
        return frozenset(record.relation for record in self.records)

    @cached_property
    def of_iri(self) -> dict[str, Record]:
        """The statements by their IRIs."""
        return {record.iri: record for record in self.records}

    def above(self, iri: str) -> frozenset[str]:
        """Return *iri* and every class or relation above it."""
        return self._above.get(iri, frozenset({iri}))

    @cached_property
    def _above(self) -> dict[str, frozenset[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for graph, relation in (("asserted", "subClassOf"), ("inferred", "subClassOf"), ("asserted", "subPropertyOf")):
            for left, right in self.pairs(GRAPH + graph, RDFS + relation):
                found[left].add(right)
        return {each: ancestors(each, found) for each in found}  # relations are not closed in the graphs

    def pairs(self, graph: str, relation: str) -> Iterable[tuple[str, str]]:
        """Yield what *relation* relates in *graph*."""
        rows = table(self.store, PAIRS.format(graph=graph, relation=relation)).rows
        return ((bare(left or ""), bare(right or "")) for left, right in rows)

    @cached_property
    def signs(self) -> dict[str, str]:
        """The relations that raise or lower, with *positive* or *negative*."""
        return dict(self.pairs(f"{GRAPH}asserted", SIGN))

    @cached_property
    def links(self) -> dict[tuple[str, str], set[str]]:
        """What follows of every instance of a class: the relations that each (class, class) has."""
        found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for sub, by, other in table(self.store, LINKS).rows:
            found[bare(sub or ""), bare(other or "")].add(bare(by or ""))
        return dict(found)

    @cached_property
    def places(self) -> dict[str, frozenset[str]]:
        """What each class is linked to, by whatever relation: the cells, structures and species it belongs to."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for sub, other in self.links:
            found[sub].add(other)
        return {sub: frozenset(others) for sub, others in found.items()}

    def forms(self, iri: str) -> frozenset[str]:
        """Return *iri* and the forms of a molecule named for one species: ``leukemia inhibitory factor (human)``."""
        return self._forms.get(self.index.labels.get(iri, ""), frozenset()) | {iri}

    def about(self, iri: str) -> list[Record]:
        """Return the statements whose subject is *iri* or a form of it."""
        found = {record.iri: record for each in self.forms(iri) for record in self._of_subject.get(each, ())}
        return [found[name] for name in sorted(found)]

    @cached_property
    def _of_subject(self) -> dict[str, list[Record]]:
        found: defaultdict[str, list[Record]] = defaultdict(list)
        for record in self.records:
            for subject in record.subjects:
                found[subject].append(record)
        return found

    @cached_property
    def _forms(self) -> dict[str, frozenset[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for iri, label in self.index.labels.items():
            plain, bracket, _ = label.partition(" (")
            if bracket:
                found[plain].add(iri)
        return {label: frozenset(forms) for label, forms in found.items()}
