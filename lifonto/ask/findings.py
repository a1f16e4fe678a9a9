"""The statements about a term, the most telling first, in the words people are told them with."""

from __future__ import annotations

from dataclasses import dataclass, field

from lifonto.ask.store import Store, bare, table
from lifonto.ask.terms import TermIndex

FOUND = """PREFIX biolink: <https://w3id.org/biolink/vocab/> PREFIX LIFO: <https://w3id.org/lifonto/LIFO_>
PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?record ?text ?kind ?standing ?relation ?other ?source WHERE {{
  GRAPH <https://w3id.org/lifonto/graph/statements> {{
    ?record ?end <{iri}> ; rdfs:label ?text ; a ?kind .
    VALUES (?end ?far) {{ (biolink:subject biolink:object) (biolink:object biolink:subject) }}
    OPTIONAL {{ ?record ?far ?other }} OPTIONAL {{ ?record biolink:predicate ?relation }}
    OPTIONAL {{ ?record LIFO:0000002 ?standing }} OPTIONAL {{ ?record dcterms:source ?source }} }} }}"""
WORDS = {  # labels of kinds and standings, and what a reader is told
    "negative statement": "negative",
    "contested statement": "contested",
    "hypothetical statement": "only suggested",
    "undetermined statement": "asked and not answered",
    "net effect": "worked out",
    "partial": "partly checked",
    "unverified": "not checked",
}
UNSETTLED = {"only suggested", "asked and not answered", "partly checked", "not checked"}
TELLING = 10


@dataclass
class Finding:
    """A statement, what is to be known of it in a word or two, and its sources."""

    curie: str
    sentence: str
    words: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    about: set[tuple[str, str]] = field(default_factory=set)

    @property
    def text(self) -> str:
        """The statement as a line, what is to be known of it first."""
        words = f"({', '.join(sorted(self.words))}) " if self.words else ""
        return f"{self.curie}  {words}{self.sentence}  [{', '.join(sorted(self.sources))}]"


def findings(store: Store, iri: str, index: TermIndex) -> list[Finding]:
    """Return the statements about a term: the settled ones first, of those the ones with most sources."""
    found: dict[str, Finding] = {}
    for row in table(store, FOUND.format(iri=iri)).rows:
        record, text, kind, standing, relation, other, source = (bare(term or "") for term in row)
        each = found.setdefault(record, Finding(index.prefixes.contract(record), text))
        each.words |= {WORDS[word] for word in (index.call(kind), standing) if word in WORDS}
        each.about.add((relation, other))
        each.sources |= {index.prefixes.contract(source)} if source else set()
    return sorted(found.values(), key=lambda each: (bool(each.words & UNSETTLED), -len(each.sources), each.curie))


def most_telling(found: list[Finding], count: int = TELLING) -> list[Finding]:
    """Return the first *count* of what is *found*, leaving out what has relation and object of one before it."""
    told: list[Finding] = []
    seen: set[tuple[str, str]] = set()
    for each in found:
        if len(told) < count and not each.about <= seen:
            told.append(each)
            seen |= each.about
    return told
