"""The one door from the OWL side to the RDF side: owlready2 in, rdflib out.

The graph that comes out is the same every time. RDF/XML is the way across because owlready2 writes it
deterministically and with every blank node in its place; its ``as_rdflib_graph()`` invents inverse triples and an
anonymous ontology, so it is not used.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

import owlready2 as owl
from rdflib import DCTERMS, OWL, RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from lifonto.rdf.blank_nodes import name_blank_nodes
from lifonto.tables.metadata import Metadata

SAYS_NOTHING = {
    (RDFS.subClassOf, OWL.Thing),  # true of every class
    (RDF.type, RDF.List),  # true of everything that has a first and a rest
    (RDF.type, OWL.Ontology),  # owlready2 leaves off the final slash; the header says it right
}


def to_rdfxml(ontology: owl.Ontology) -> bytes:
    """Return what *ontology* says as RDF/XML, without header or steady names."""
    buffer = io.BytesIO()
    ontology.save(buffer, format="rdfxml")
    return buffer.getvalue()


def to_graph(rdfxml: bytes, metadata: Metadata, prefixes: Mapping[str, str]) -> Graph:
    """Read *rdfxml* into a graph with the ontology's header, steady blank nodes, plain strings and known prefixes."""
    graph = Graph().parse(data=rdfxml, format="xml")
    plain_graph = new_graph(prefixes)
    for s, p, o in graph:
        if (p, o) not in SAYS_NOTHING:
            plain_graph.add((s, p, plain(o)))
    named = name_blank_nodes(plain_graph)
    tidy = new_graph(prefixes)
    for s, p, o in plain_graph:
        tidy.add((named.get(s, s), p, named.get(o, o)))
    for triple in header(metadata):
        tidy.add(triple)
    return tidy


def new_graph(prefixes: Mapping[str, str]) -> Graph:
    """Return an empty graph that knows *prefixes* and invents none: an unbound namespace would vary run by run."""
    graph = Graph(bind_namespaces="none")
    for prefix, iri in prefixes.items():
        graph.bind(prefix, iri)
    return graph


def header(metadata: Metadata) -> list[tuple[Node, Node, Node]]:
    """Return the triples at the top of a release (OWL 2 Structural Specification §3)."""
    ontology = URIRef(metadata.iri)
    said: list[tuple[Node, Node]] = [
        (RDF.type, OWL.Ontology),
        (OWL.versionIRI, URIRef(metadata.version_iri)),
        (OWL.versionInfo, Literal(metadata.version)),
        (DCTERMS.title, Literal(metadata.title)),
        (DCTERMS.description, Literal(metadata.description)),
        (DCTERMS.license, URIRef(metadata.license)),
        *((DCTERMS.creator, Literal(creator)) for creator in metadata.creators),
    ]
    return [(ontology, predicate, value) for predicate, value in said]


def plain(node: Node) -> Node:
    """Drop an explicit ``xsd:string``, which rdflib tells apart from none (RDF 1.1 Concepts §3.3 does not)."""
    return Literal(str(node)) if isinstance(node, Literal) and node.datatype == XSD.string else node
