"""The named graphs of a release and what goes into each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef
from rdflib.term import Node

from lifonto.rdf.exporter import new_graph

BASE = "https://w3id.org/lifonto/graph/"
GRAPHS = {
    "asserted": "what the tables state: terms, relations, axioms with their evidence",
    "statements": "statement records with context, polarity, evidence and citations, and the references they cite",
    "inferred": "every subclass and type relation of named classes that follows, direct or not, and is not stated",
    "relations": "every existential link between named classes that follows, as one triple: LIF has receptor LIFR",
    "effects": "net effects along routes of signed steps, each with the statements that bear it",
    "mappings": "which terms of other resources mean the same, more or less, as terms used here (SSSOM)",
    "description": "what this dataset is, its version, licence and graphs",
}


def graph_iri(name: str) -> str:
    """Return the IRI of the named graph *name*."""
    return BASE + name


def split(ontology: Graph, prefixes: Mapping[str, str]) -> tuple[Graph, Graph]:
    """Divide *ontology* into statements about classes and relations, and statements about individuals."""
    individuals = set(ontology.subjects(RDF.type, OWL.NamedIndividual))
    asserted, statements = new_graph(prefixes), new_graph(prefixes)
    for s, p, o in ontology:
        (statements if s in individuals else asserted).add((s, p, o))
    return asserted, statements


def inferred_graph(
    ontology: Graph,
    subclasses: Iterable[tuple[str, str]],
    equivalents: Iterable[tuple[str, str]],
    prefixes: Mapping[str, str],
) -> Graph:
    """Return the inferred hierarchy: every (sub, super) pair, and the types that follow for individuals.

    What *ontology* states already is left out, so that no triple is twice in the union of the graphs.
    """
    graph = new_graph(prefixes)
    above: dict[Node, set[Node]] = {}
    for sub, sup in subclasses:
        above.setdefault(URIRef(sub), set()).add(URIRef(sup))
    for sub_node, supers in above.items():
        for sup_node in supers:
            graph.add((sub_node, RDFS.subClassOf, sup_node))
    for left, right in equivalents:
        graph.add((URIRef(left), OWL.equivalentClass, URIRef(right)))
    for individual, kind in ontology.subject_objects(RDF.type):
        if not isinstance(individual, BNode):
            for sup_node in above.get(kind, ()):
                graph.add((individual, RDF.type, sup_node))
    return graph - ontology


def relation_graph(existentials: Iterable[tuple[str, str, str]], prefixes: Mapping[str, str]) -> Graph:
    """Return the existential links as plain triples between classes."""
    graph = new_graph(prefixes)
    for sub, relation, filler in existentials:
        graph.add((URIRef(sub), URIRef(relation), URIRef(filler)))
    return graph
