"""The statements of a release as values, with the terms in them: what every format of statements is written from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lifonto.ask.store import Store, bare, open_store, release_sources, table
from lifonto.rdf.graph_names import graph_iri
from lifonto.tables.metadata import Metadata
from lifonto.tables.prefixes import Prefixes

BIOLINK, LIFO = "https://w3id.org/biolink/vocab/", "https://w3id.org/lifonto/LIFO_"
LABEL, TYPE = "http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SOURCE, THEME = "http://purl.org/dc/terms/source", "http://purl.org/dc/terms/subject"
KINDS = {  # of statements, by the class of their record
    f"{LIFO}0000101": "positive",
    f"{LIFO}0000102": "negative",
    f"{LIFO}0000103": "hypothetical",
    f"{LIFO}0000104": "contested",
    f"{LIFO}0000105": "undetermined",
}
RECORDS = f"""SELECT ?record ?p ?o {{ GRAPH <{graph_iri("statements")}> {{ ?record <{BIOLINK}predicate> [] ; ?p ?o }} }}
ORDER BY ?record ?p ?o"""
LABELS = f"SELECT ?term ?label {{ ?term <{LABEL}> ?label }} ORDER BY DESC(?label)"
ABOVE = "SELECT ?sub ?sup { ?sub <http://www.w3.org/2000/01/rdf-schema#subClassOf> ?sup FILTER(isIRI(?sup)) }"


@dataclass(frozen=True)
class Statement:
    """A statement record; every name in it is an IRI, save an object that is a text."""

    iri: str
    sentence: str
    kind: str
    standing: str
    relation: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    species: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    context_note: str = ""
    standing_note: str = ""
    theme: str = ""
    evidence: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    other_sources: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()

    @property
    def negated(self) -> bool:
        """Whether it says that its relation was found not to hold."""
        return self.kind == "negative"


@dataclass(frozen=True)
class Edge:
    """One subject, the relation and one object of a statement: of several of each, each goes with each."""

    statement: Statement
    subject: str
    object: str
    number: int  # among the edges of the statement, from 1


class Statements:
    """The statements of the release in *home*, with labels and the hierarchy above each term."""

    def __init__(self, home: Path, store: Store | None = None) -> None:
        self.home = home
        self.prefixes, self.metadata = Prefixes.read(home / "prefixes.tsv"), Metadata.read(home / "metadata.toml")
        self.store: Store = store or open_store(release_sources(home))

    def rows(self, query: str) -> Iterator[tuple[str, ...]]:
        """Yield the rows of *query*, each value as bare text."""
        for row in table(self.store, query).rows:
            yield tuple(bare(each or "") for each in row)

    @cached_property
    def all(self) -> list[Statement]:
        """Every statement, in the order of their numbers."""
        found: dict[str, dict[str, list[str]]] = {}
        for record, predicate, value in self.rows(RECORDS):
            found.setdefault(record, {}).setdefault(predicate, []).append(value)
        return [statement(iri, said) for iri, said in sorted(found.items())]

    @cached_property
    def by_curie(self) -> dict[str, Statement]:
        """Every statement by its compact identifier."""
        return {self.curie(each.iri): each for each in self.all}

    @cached_property
    def labels(self) -> dict[str, str]:
        """The labels of terms by IRI; of several the first in the alphabet."""
        return dict(self.rows(LABELS))  # type: ignore[arg-type]  # two columns

    @cached_property
    def above(self) -> dict[str, set[str]]:
        """Every named class above each, and the class itself."""
        found: dict[str, set[str]] = {}
        for sub, sup in self.rows(ABOVE):
            found.setdefault(sub, {sub}).add(sup)
        return found

    def is_a(self, term: str, curie: str) -> bool:
        """Tell whether *term* is the class *curie* or below it."""
        wanted = self.prefixes.expand(curie)
        return wanted == term or wanted in self.above.get(term, ())

    def curie(self, iri: str) -> str:
        """Return the compact identifier of *iri*, with the database's own prefix inside an MGI identifier."""
        return self.prefixes.contract(iri)

    def label(self, iri: str) -> str:
        """Return the label of *iri*, or its compact identifier."""
        return self.labels.get(iri) or self.curie(iri)

    def is_term(self, value: str) -> bool:
        """Tell whether *value*, the object of a statement, is a term and no text."""
        return "://" in value and " " not in value

    def edges(self) -> Iterator[Edge]:
        """Yield the edges of every statement whose object is a term."""
        for each in self.all:
            pairs = ((s, o) for s in each.subjects for o in each.objects if self.is_term(o))
            yield from (Edge(each, s, o, number) for number, (s, o) in enumerate(pairs, 1))


def statement(iri: str, said: Mapping[str, list[str]]) -> Statement:
    """Return the statement whose record *said* that."""

    def all_of(name: str) -> tuple[str, ...]:
        return tuple(said.get(name, ()))

    def one(name: str) -> str:
        return next(iter(said.get(name, ())), "")

    return Statement(
        iri,
        one(LABEL),
        next(KINDS[each] for each in said[TYPE] if each in KINDS),
        one(f"{LIFO}0000002"),
        one(f"{BIOLINK}predicate"),
        all_of(f"{BIOLINK}subject"),
        all_of(f"{BIOLINK}object"),
        all_of(f"{BIOLINK}species_context_qualifier"),
        all_of(f"{BIOLINK}anatomical_context_qualifier"),
        all_of(f"{LIFO}0000001"),
        one(f"{LIFO}0000007"),
        one(f"{LIFO}0000003"),
        one(THEME),
        all_of(f"{BIOLINK}has_evidence"),
        all_of(SOURCE),
        all_of(f"{LIFO}0000008"),
        all_of(f"{LIFO}0000005"),
    )
