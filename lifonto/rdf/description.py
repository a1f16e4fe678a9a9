"""What a release says of itself: VoID with the SPARQL 1.1 service vocabulary's names for graphs."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import DCTERMS, RDF, VOID, XSD, Graph, Literal, URIRef

from lifonto.rdf.exporter import new_graph
from lifonto.rdf.graph_names import GRAPHS, graph_iri
from lifonto.tables.metadata import Metadata


def description_graph(metadata: Metadata, graphs: Mapping[str, Graph], prefixes: Mapping[str, str]) -> Graph:
    """Describe the dataset of *graphs*: title, version, licence, and each graph with its meaning and size (VoID)."""
    graph = new_graph(prefixes)
    dataset = URIRef(f"{metadata.iri}dataset")
    graph.add((dataset, RDF.type, VOID.Dataset))
    graph.add((dataset, DCTERMS.title, Literal(metadata.title)))
    graph.add((dataset, DCTERMS.description, Literal(metadata.description)))
    graph.add((dataset, DCTERMS.license, URIRef(metadata.license)))
    graph.add((dataset, DCTERMS.isVersionOf, URIRef(metadata.iri)))
    graph.add((dataset, DCTERMS.hasVersion, Literal(metadata.version)))
    for name, content in graphs.items():
        part = URIRef(graph_iri(name))
        graph.add((dataset, VOID.subset, part))
        graph.add((part, RDF.type, VOID.Dataset))
        graph.add((part, DCTERMS.title, Literal(name)))
        graph.add((part, DCTERMS.description, Literal(GRAPHS[name])))
        graph.add((part, VOID.triples, Literal(len(content), datatype=XSD.integer)))
    return graph
