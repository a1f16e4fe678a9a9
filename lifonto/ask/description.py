"""Everything the release says about one term, put together for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import OWL, RDFS, BNode, Graph, URIRef
from rdflib.term import Node

from lifonto.ask.citations import Cited
from lifonto.ask.findings import WITHIN, Finding, findings, most_telling
from lifonto.ask.frames import Framed
from lifonto.ask.store import Store, bare, table
from lifonto.ask.taken_as import words_of_records
from lifonto.ask.terms import TermIndex
from lifonto.rdf.expressions import from_graph
from lifonto.reason.values.rendering import render

SOURCE = URIRef("http://purl.org/dc/terms/source")
STATED_IN = URIRef("https://w3id.org/lifonto/LIFO_0000006")
DEFINITION = URIRef("http://purl.obolibrary.org/obo/IAO_0000115")
GLOSS = URIRef("http://www.w3.org/2004/02/skos/core#scopeNote")  # what an imported term is, in words of ours
SYMBOL = URIRef("http://purl.obolibrary.org/obo/IAO_0000118")  # the short name for lists and pictures
SYNONYM = URIRef("http://www.geneontology.org/formats/oboInOwl#hasExactSynonym")
MATCHES = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?other WHERE {{ <{iri}> skos:exactMatch|skos:narrowMatch ?other }}"""
SUPERS = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?above ?higher WHERE {{ <{iri}> rdfs:subClassOf ?above . FILTER (isIRI(?above))
  OPTIONAL {{ ?above rdfs:subClassOf ?higher . FILTER (isIRI(?higher)) }} }}"""
LINKS = """SELECT ?relation ?filler WHERE {{
  GRAPH <https://w3id.org/lifonto/graph/relations> {{ <{iri}> ?relation ?filler }} }}"""


@dataclass(frozen=True)
class Axiom:
    """An axiom in Manchester syntax, with the CURIEs of its citations and of the statement records that bear it."""

    text: str
    sources: tuple[str, ...]
    records: tuple[str, ...]


@dataclass(frozen=True)
class Description(Cited, Framed):
    """A term as a person asks about it; identifiers are CURIEs, names are labels.

    ``statements`` has the sentence and sources of each statement about it, and ``words`` how it is to be taken, where
    there is anything to say, with the ``themes`` and the ``pathways`` that have it; ``findings`` are those that no
    pathway draws, as lines, and ``drawn`` the edges of each pathway, as lines, by its title. ``within`` has, like
    ``statements``, those about other things that were found in this cell, species or condition.
    """

    curie: str
    label: str
    definition: str
    synonyms: tuple[str, ...]
    parents: tuple[str, ...]
    inferred_parents: tuple[str, ...]
    equivalents: tuple[Axiom, ...]
    axioms: tuple[Axiom, ...]
    inferred_links: tuple[str, ...]
    statements: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    gloss: str = ""
    identifiers: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    drawn: dict[str, tuple[str, ...]] = field(default_factory=dict)
    symbol: str = ""
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    themes: dict[str, str] = field(default_factory=dict)
    pathways: dict[str, str] = field(default_factory=dict)
    within: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def rows(self) -> list[dict[str, str]]:
        """Return a row for each statement; several words or sources are parted by ``|``."""
        return [
            {
                "statement": curie,
                "taken as": "|".join(self.words.get(curie, ())),
                "sentence": sentence,
                "theme": self.themes.get(curie, ""),
                "drawn in": self.pathways.get(curie, ""),
                "sources": "|".join(sources),
            }
            for curie, (sentence, sources) in self.statements.items()
        ]

    def sources(self) -> set[str]:
        """Return the CURIEs of what its statements and axioms cite."""
        told = (*self.statements.values(), *self.within.values())
        cited = {source for _, sources in told for source in sources}
        return cited.union(*(each.sources for each in (*self.axioms, *self.equivalents)))


def describe(store: Store, asserted: Graph, index: TermIndex, name: str) -> Description:
    """Describe the term called *name*; raises NotFound where nothing, or more than one thing, is called so."""
    iri = index.find(name)
    term = URIRef(iri)
    parents = sorted(index.call(str(o)) for o in asserted.objects(term, RDFS.subClassOf) if isinstance(o, URIRef))
    axioms = axioms_of(asserted, term, RDFS.subClassOf, index)
    words = words_of_records(store)
    found = findings(store, iri, index, words)
    about = {each.curie for each in found}
    inside = [each for each in findings(store, iri, index, words, WITHIN) if each.curie not in about]
    return Description(
        curie=index.prefixes.contract(iri),
        label=index.call(iri),
        definition=str(asserted.value(term, DEFINITION) or asserted.value(term, GLOSS) or ""),
        synonyms=tuple(sorted(str(o) for o in asserted.objects(term, SYNONYM))),
        parents=tuple(parents),
        inferred_parents=tuple(sorted(set(direct_parents(store, iri, index)) - set(parents))),
        equivalents=tuple(axioms_of(asserted, term, OWL.equivalentClass, index)),
        axioms=tuple(axiom for axiom in axioms if axiom.text not in parents),
        inferred_links=tuple(links(store, iri, index)),
        statements={each.curie: (each.sentence, tuple(sorted(each.sources))) for each in found},
        gloss=str(asserted.value(term, GLOSS) or ""),
        identifiers=tuple(identifiers(store, iri, index)),
        telling=tuple(each.text for each in most_telling(found)),
        findings=tuple(each.text for each in found if not each.pathway),
        drawn=by_pathway(found),
        symbol=str(asserted.value(term, SYMBOL) or ""),
        words={each.curie: each.words for each in (*found, *inside) if each.words},
        themes={each.curie: each.theme for each in found if each.theme},
        pathways={each.curie: each.pathway for each in found if each.pathway},
        within={each.curie: (each.sentence, tuple(sorted(each.sources))) for each in inside},
    )


def identifiers(store: Store, iri: str, index: TermIndex) -> list[str]:
    """Return what other resources call the term."""
    return sorted(index.prefixes.contract(bare(other or "")) for (other,) in table(store, MATCHES.format(iri=iri)).rows)


def by_pathway(found: Iterable[Finding]) -> dict[str, tuple[str, ...]]:
    """Return the edges among what is *found* as lines, by the title of the pathway that draws them."""
    drawn: dict[str, tuple[str, ...]] = {}
    for each in found:
        if each.pathway:
            drawn[each.pathway] = (*drawn.get(each.pathway, ()), each.text)
    return drawn


def direct_parents(store: Store, iri: str, index: TermIndex) -> Iterable[str]:
    """Yield the labels of the nearest superclasses, asserted or inferred: those above no other superclass."""
    above: dict[str, set[str]] = {}
    for sup, higher in table(store, SUPERS.format(iri=iri)).rows:
        above.setdefault(str(sup)[1:-1], set()).update([higher[1:-1]] if higher else [])
    equivalent = {sup for sup, highers in above.items() if iri in highers}
    farther = {higher for sup, highers in above.items() if sup not in equivalent for higher in highers - {sup}}
    return (index.call(sup) for sup in above if sup not in farther and sup not in equivalent | {iri})


def axioms_of(graph: Graph, term: URIRef, predicate: URIRef, index: TermIndex) -> list[Axiom]:
    """Return the axioms about *term* with *predicate*, each with its evidence, sorted by their text."""
    evidence: dict[str, tuple[set[str], set[str]]] = {}
    for node in graph.objects(term, predicate):
        evidence.setdefault(manchester(graph, node, index), (set(), set()))
    for annotated in graph.subjects(OWL.annotatedSource, term):
        if graph.value(annotated, OWL.annotatedProperty) == predicate:
            target = graph.value(annotated, OWL.annotatedTarget)
            sources, records = evidence.setdefault(manchester(graph, target, index), (set(), set()))
            sources.update(index.prefixes.contract(str(o)) for o in graph.objects(annotated, SOURCE))
            records.update(index.prefixes.contract(str(o)) for o in graph.objects(annotated, STATED_IN))
    return [Axiom(text, tuple(sorted(s)), tuple(sorted(r))) for text, (s, r) in sorted(evidence.items())]


def manchester(graph: Graph, node: Node | None, index: TermIndex) -> str:
    """Write the class or class expression *node* with labels."""
    if not isinstance(node, BNode):
        return index.call(str(node))
    return render(from_graph(graph, node, str), index.call)


def links(store: Store, iri: str, index: TermIndex) -> list[str]:
    """Return the existential links of a term from the relation graph, as readable lines."""
    rows = table(store, LINKS.format(iri=iri)).rows
    return sorted(f"{index.call(str(r)[1:-1])} some {index.call(str(f)[1:-1])}" for r, f in rows)


def asserted_graph(home: Path) -> Graph:
    """Load the asserted graph of the release for reading class expressions."""
    return Graph().parse(home / "release" / "asserted.nt", format="nt")
