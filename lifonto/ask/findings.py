"""The statements about a term, the most telling first, in the words people are told them with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from lifonto.ask.store import Store, bare, table
from lifonto.ask.terms import TermIndex
from lifonto.words import UNSETTLED, with_words

FOUND = """PREFIX biolink: <https://w3id.org/biolink/vocab/> PREFIX LIFO: <https://w3id.org/lifonto/LIFO_>
PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?record ?text ?relation ?other ?theme ?pathway ?source WHERE {{
  GRAPH <https://w3id.org/lifonto/graph/statements> {{
    ?record ?end <{iri}> ; rdfs:label ?text .
    VALUES (?end ?far) {{ {ends} }}
    OPTIONAL {{ ?record ?far ?other }} OPTIONAL {{ ?record biolink:predicate ?relation }}
    OPTIONAL {{ ?record dcterms:subject ?theme }} OPTIONAL {{ ?record LIFO:0000020 ?pathway }}
    OPTIONAL {{ ?record dcterms:source ?source }} }} }}"""
ABOUT = "(biolink:subject biolink:object) (biolink:object biolink:subject)"
WITHIN = """(biolink:anatomical_context_qualifier biolink:object) (biolink:species_context_qualifier biolink:object)
  (LIFO:0000001 biolink:object)"""  # the cell, the species, the condition
TELLING = 10
Words = Mapping[str, tuple[str, ...]]


@dataclass
class Finding:
    """A statement, the words for it, its theme, the pathway whose drawn edge it is, if any, and its sources."""

    curie: str
    sentence: str
    words: tuple[str, ...] = ()
    theme: str = ""
    pathway: str = ""
    sources: set[str] = field(default_factory=set)
    about: set[tuple[str, str]] = field(default_factory=set)

    @property
    def text(self) -> str:
        """The statement as a line, what is to be known of it first."""
        return line(self.curie, self.words, self.sentence, sorted(self.sources))

    @property
    def order(self) -> tuple[bool, str, int, str]:
        """Where it stands among others: the settled before the rest, edges of one pathway together, last."""
        return bool(UNSETTLED & {*self.words}), self.pathway, -len(self.sources), self.curie


def line(curie: str, words: Collection[str], sentence: str, sources: Iterable[str]) -> str:
    """Write a statement as a line, what is to be known of it first."""
    return f"{curie}  {with_words(words, sentence)}  [{', '.join(sources)}]"


def findings(store: Store, iri: str, index: TermIndex, words: Words, ends: str = ABOUT) -> list[Finding]:
    """Return the statements about a term, or found *WITHIN* it: the settled first, of those the best sourced.

    *words* are those for each record, by its IRI.
    """
    found: dict[str, Finding] = {}
    for row in table(store, FOUND.format(iri=iri, ends=ends)).rows:
        record, text, relation, other, theme, pathway, source = (bare(term or "") for term in row)
        told = (text, words.get(record, ()), theme, index.call(pathway) if pathway else "")
        each = found.setdefault(record, Finding(index.prefixes.contract(record), *told))
        each.about.add((relation, other))
        each.sources |= {index.prefixes.contract(source)} if source else set()
    return sorted(found.values(), key=lambda each: each.order)


def most_telling(found: Iterable[Finding], count: int = TELLING) -> list[Finding]:
    """Return the first *count* of what is *found*, leaving out what has relation and object of one before it."""
    told: list[Finding] = []
    seen: set[tuple[str, str]] = set()
    for each in found:
        if len(told) < count and not each.about <= seen:
            told.append(each)
            seen |= each.about
    return told
