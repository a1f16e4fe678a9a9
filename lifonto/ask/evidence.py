"""Evidence: the statement records, and their citations, that each row of an answer rests on.

A row rests on the records in it; on those that name two of its terms, or one of them and a class that the question
names; on those that bear axioms, and net effects, between such terms (hypothetical ones, where the question names
their graph); and, where a row shows a citation, on what has that citation. Where there is none of these, the row was
inferred: then on the rules for the classes that the question names, and on the axioms about its terms, or what is
above them, that use the same relations; or else on what has its citation and names a class that the question names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field

from lifonto.ask.store import Store, Table, bare, table
from lifonto.ask.taken_as import MARKS, words_of
from lifonto.rdf.graph_names import graph_iri
from lifonto.tables.prefixes import Prefixes

PREFIXES = """
PREFIX LIFO: <https://w3id.org/lifonto/LIFO_>
PREFIX biolink: <https://w3id.org/biolink/vocab/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
RECORDS = """SELECT ?record ?sentence ?source ?name WHERE {
  ?record a/rdfs:subClassOf? LIFO:0000100 ; rdfs:label ?sentence . OPTIONAL { ?record dcterms:source ?source }
  ?record biolink:subject|biolink:object|biolink:anatomical_context_qualifier|LIFO:0000001 ?name }"""
INSIDE = "owl:someValuesFrom|owl:allValuesFrom|owl:complementOf|owl:intersectionOf|owl:unionOf|rdf:first|rdf:rest"
AXIOMS = f"""SELECT ?axiom ?about ?how ?record ?name WHERE {{
  ?axiom a owl:Axiom ; owl:annotatedSource ?about ; owl:annotatedProperty ?how ; LIFO:0000006 ?record ;
         owl:annotatedTarget ?said . ?said ({INSIDE})*/owl:onProperty? ?name . FILTER (isIRI(?name)) }}"""
DEFINITIONS = f"""SELECT ?about ?name WHERE {{
  ?about owl:equivalentClass ?said . ?said ({INSIDE})*/owl:onProperty? ?name .
  FILTER (isBlank(?said) && isIRI(?name)) }}"""
EFFECT = "?effect LIFO:0000014 ?record ; biolink:subject ?subject ; biolink:object ?object"
EFFECTS = f"SELECT ?record ?subject ?object WHERE {{ {EFFECT} }}"
HYPOTHESES = f"SELECT ?record ?subject ?object WHERE {{ GRAPH <{graph_iri('hypotheses')}> {{ {EFFECT} }} }}"
RELATIONS = "SELECT ?relation WHERE { ?relation a owl:ObjectProperty }"
ABOVE = "SELECT ?sub ?sup WHERE { ?sub rdfs:subClassOf ?sup FILTER (isIRI(?sup)) }"
PREFIX = re.compile(r"PREFIX\s+([\w-]*):\s*<([^<>]*)>", re.IGNORECASE)
COMMENT = re.compile(r"(^|\s)#[^\n]*")
NAME = re.compile(r"<([^<>\s]*)>|(?<![\w?$<])([A-Za-z][\w-]*):([\w-]+)")


@dataclass(frozen=True)
class Statement:
    """A statement record: its IRI, its sentence, the IRIs of its citations, and the words that say how to take it."""

    record: str
    sentence: str
    sources: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass
class Record:
    """What is known of a record: its sentence, citations, and the terms it names."""

    sentence: str = ""
    sources: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


@dataclass
class AxiomWithEvidence:
    """An axiom as far as evidence goes: what it is about, the names it uses, and its records."""

    about: str = ""
    is_rule: bool = False
    names: set[str] = field(default_factory=set)
    records: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Evidence:
    """The statement records of a release, and what bears them."""

    records: dict[str, Record]
    axioms: tuple[AxiomWithEvidence, ...]
    effects: tuple[tuple[str, ...], ...]
    hypotheses: tuple[tuple[str, ...], ...]
    relations: frozenset[str]
    above: dict[str, set[str]]
    definitions: dict[str, set[str]]
    words: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, store: Store) -> Evidence:
        """Read the evidence in *store*."""
        return cls.told_by(lambda text: rows(store, text))

    @classmethod
    def told_by(cls, ask: Callable[[str], Iterable[tuple[str, ...]]]) -> Evidence:
        """Read the evidence in what *ask* answers to a query, as rows of bare text."""
        records: defaultdict[str, Record] = defaultdict(Record)
        for record, sentence, source, name in ask(PREFIXES + RECORDS):
            records[record].sentence = sentence
            records[record].sources |= {source} - {""}
            records[record].names.add(name)
        axioms: defaultdict[str, AxiomWithEvidence] = defaultdict(AxiomWithEvidence)
        for axiom, about, how, record, name in ask(PREFIXES + AXIOMS):
            found = axioms[axiom]
            found.about, found.is_rule = about, how.endswith("#equivalentClass")
            found.names.add(name)
            found.records.add(record)
        effects, hypotheses = (tuple(ask(PREFIXES + text)) for text in (EFFECTS, HYPOTHESES))
        relations = frozenset(relation for (relation,) in ask(PREFIXES + RELATIONS))
        above, definitions = (pairs(ask(PREFIXES + text)) for text in (ABOVE, DEFINITIONS))
        words = words_of(ask(MARKS))
        return cls(dict(records), tuple(axioms.values()), effects, hypotheses, relations, above, definitions, words)

    def behind(self, row: Iterable[str], asked: Set[str]) -> list[Statement]:
        """Return the statements behind a *row* of IRIs and literals, given the IRIs in the question *asked*."""
        terms = set(row)
        found = self.direct(terms, asked) or self.inferred(terms, asked) or self.cited(terms, asked)
        cited = {each for each in found if self.records[each].sources & terms}
        return [
            Statement(
                each, self.records[each].sentence, tuple(sorted(self.records[each].sources)), self.words.get(each, ())
            )
            for each in sorted(cited or found)
        ]

    def direct(self, terms: Set[str], asked: Set[str]) -> set[str]:
        """Return the records that are among *terms*, name two of them, or lie between one and a class *asked* for."""
        near = terms | (asked - self.relations)
        found = terms & self.records.keys()
        for iri, record in self.records.items():
            mine = record.names & terms
            if mine and (len(record.names & near) > 1 or record.sources & terms):
                found.add(iri)
        for axiom in self.axioms:
            if axiom.about in terms and axiom.names & near - {axiom.about} and not axiom.is_rule:
                found |= axiom.records
        effects = self.effects + (self.hypotheses if graph_iri("hypotheses") in asked else ())
        found |= {record for record, left, right in effects if {left, right} <= near and {left, right} & terms}
        return found & self.records.keys()

    def inferred(self, terms: Set[str], asked: Set[str]) -> set[str]:
        """Return the records of the rules for classes *asked* for, and of the axioms about *terms* in their words."""
        classes = {sup for term in terms for sup in self.above.get(term, ())} & asked
        rules = [axiom for axiom in self.axioms if axiom.is_rule and axiom.about in classes | terms]
        words = (asked | self.defining(classes)) & self.relations
        said = [axiom for axiom in self.axioms if axiom.names & words and not axiom.is_rule]
        inherited = set().union(*(self.above.get(term, ()) for term in terms))
        told = [axiom for axiom in said if axiom.about in terms] or [a for a in said if a.about in inherited]
        return set().union(*(axiom.records for axiom in [*rules, *told])) & self.records.keys()

    def defining(self, classes: Iterable[str]) -> set[str]:
        """Return every name that the definitions of *classes* lead to, definition by definition."""
        found: set[str] = set()
        waiting = list(classes)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.definitions.get(name, ())
        return found

    def cited(self, terms: Set[str], asked: Set[str]) -> set[str]:
        """Return the records that have a citation among *terms* and name a class *asked* for."""
        return {iri for iri, record in self.records.items() if record.sources & terms and record.names & asked}


def rows(store: Store, text: str) -> Iterable[tuple[str, ...]]:
    """Answer *text* as rows of bare text."""
    return (tuple(bare(cell) if cell else "" for cell in row) for row in table(store, text).rows)


def pairs(rows: Iterable[tuple[str, ...]]) -> dict[str, set[str]]:
    """Return *rows* of two as sets of the second by the first."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for left, right in rows:
        found[left].add(right)
    return dict(found)


def evidence(store: Store, question: str, answer: Table) -> list[list[Statement]]:
    """Return the statements behind each row of the *answer* to the SPARQL *question*."""
    known, asked = Evidence.of(store), names_in(question)
    return [known.behind((bare(cell) for cell in row if cell), asked) for row in answer.rows]


def names_in(question: str) -> frozenset[str]:
    """Return the IRIs that the SPARQL *question* names."""
    prefixes = Prefixes(dict(PREFIX.findall(question)))
    body = COMMENT.sub(" ", PREFIX.sub(" ", question))
    return frozenset(
        iri or prefixes.expand(f"{prefix}:{local}")
        for iri, prefix, local in NAME.findall(body)
        if iri or prefix in prefixes
    )
