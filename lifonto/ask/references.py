"""The references of a release: what is recorded of each paper, page and record that statements and rules cite."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lifonto.ask.store import bare, open_store, release_sources, table
from lifonto.home import released
from lifonto.rdf.graph_names import graph_iri
from lifonto.tables.prefixes import Prefixes

RECORDED = f"""PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX LIFO: <https://w3id.org/lifonto/LIFO_> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?reference ?part ?value {{ GRAPH <{graph_iri("statements")}> {{
  VALUES (?by ?part) {{ (rdfs:label "title") (dcterms:creator "author") (dcterms:date "year")
    (dcterms:bibliographicCitation "journal") (LIFO:0000002 "standing") (rdf:type "kind") }}
  ?reference ?by ?value . FILTER (isIRI(?reference))
  FILTER NOT EXISTS {{ ?reference <https://w3id.org/biolink/vocab/predicate> ?any }} }} }}"""
PUBLICATION = "http://purl.obolibrary.org/obo/IAO_0000311"


@dataclass(frozen=True)
class Reference:
    """A paper, page or record: of a paper's authors the first alone is recorded, ``year`` is None where none is.

    ``standing`` says how much of it was seen: *verified* that identifier and title were seen together.
    """

    id: str
    iri: str
    title: str = ""
    author: str = ""
    year: int | None = None
    journal: str = ""
    standing: str = ""
    published: bool = False

    def __str__(self) -> str:
        year = str(self.year) if self.year else ""
        parts = (self.author, year, self.title, self.journal, self.id)
        return ". ".join(each.rstrip(".") for each in parts if each)


def references(home: Path) -> Mapping[str, Reference]:
    """Return the references of the release in *home*, by CURIE."""
    return read(home, released(home))


@lru_cache(4)
def read(home: Path, _released: int) -> Mapping[str, Reference]:
    """Read the references of a release."""
    prefixes = Prefixes.read(home / "prefixes.tsv")
    store = open_store(each for each in release_sources(home) if each[0].stem == "statements")
    found: defaultdict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in table(store, RECORDED).rows:
        iri, part, value = (bare(term or "") for term in row)
        found[iri][part].add(value)
    return {(known := reference(iri, said, prefixes)).id: known for iri, said in sorted(found.items())}


def reference(iri: str, said: Mapping[str, set[str]], prefixes: Prefixes) -> Reference:
    """Return the reference *iri*, of which that is *said*."""
    one = {part: min(said.get(part, {""})) for part in ("title", "author", "journal", "standing")}
    year = min(said.get("year", {""}))[:4]
    is_paper = PUBLICATION in said["kind"]
    return Reference(
        prefixes.contract(iri), iri, year=int(year) if year.isdecimal() else None, published=is_paper, **one
    )


def cited(curies: Iterable[str], home: Path) -> tuple[Reference, ...]:
    """Return the references with those *curies*, each once, in order; of one not recorded no more than that."""
    known, prefixes = references(home), Prefixes.read(home / "prefixes.tsv")
    each_once = sorted(set(curies))
    return tuple(known.get(each) or Reference(each, prefixes.expand(each)) for each in each_once)
