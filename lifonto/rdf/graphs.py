"""What goes into the graphs of a release that state, and into those that say what follows."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef
from rdflib.term import Node

from lifonto.rdf.exporter import new_graph


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
    records: Container[Node],
    prefixes: Mapping[str, str],
) -> Graph:
    """Return the inferred hierarchy: every (sub, super) pair, and the types that follow for individuals.

    What *ontology* states already is left out, so that no triple is twice in the union of the graphs. Of *records*,
    statement records, the stated type is enough: with more, ``?record a ?kind`` would give a row for each.
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
        if not isinstance(individual, BNode) and individual not in records:
            for sup_node in above.get(kind, ()):
                graph.add((individual, RDF.type, sup_node))
    return graph - ontology


def relation_graph(existentials: Iterable[tuple[str, str, str]], prefixes: Mapping[str, str]) -> Graph:
    """Return the existential links as plain triples between classes."""
    graph = new_graph(prefixes)
    for sub, relation, filler in existentials:
        graph.add((URIRef(sub), URIRef(relation), URIRef(filler)))
    return graph
