"""The catalogue as RDF: SHACL's prefix declarations and executables, VoID with SIB's datatype partitions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

import pyoxigraph as ox

from sparql_server.catalogue import vocabulary as v
from sparql_server.catalogue.partitions import Partitions, Property
from sparql_server.catalogue.questions import Question
from sparql_server.regimes import CATALOGUE

Node = ox.NamedNode | ox.BlankNode
Value = Node | ox.Literal
GRAPH, DATASET, PREFIXES = (ox.NamedNode(each) for each in (CATALOGUE, v.DATASET, v.PREFIXES))
EXECUTABLE = ox.NamedNode(v.SH + "SPARQLExecutable")
LEFT_OUT = "Classes with fewer things in them are not described here: "


def quad(subject: Node, predicate: str, value: Value | str) -> ox.Quad:
    """Return a statement of the catalogue; text is the IRI of a node."""
    return ox.Quad(subject, ox.NamedNode(predicate), ox.NamedNode(value) if isinstance(value, str) else value, GRAPH)


def number(value: int) -> ox.Literal:
    """Return a count."""
    return ox.Literal(value)


def of_prefixes(prefixes: Mapping[str, str]) -> Iterator[ox.Quad]:
    """Declare *prefixes* (SHACL §5.2.1)."""
    yield quad(PREFIXES, v.RDF + "type", v.OWL + "Ontology")
    for name, iri in sorted(prefixes.items()):
        node = ox.BlankNode()
        yield quad(PREFIXES, v.SH + "declare", node)
        yield quad(node, v.RDF + "type", v.SH + "PrefixDeclaration")
        yield quad(node, v.SH + "prefix", ox.Literal(name))
        yield quad(node, v.SH + "namespace", ox.Literal(iri, datatype=ox.NamedNode(v.XSD + "anyURI")))


def of_questions(questions: Iterable[Question]) -> Iterator[ox.Quad]:
    """Offer *questions* as SIB's SPARQL examples are; SHACL has no word for DESCRIBE, so those are left out."""
    for each in questions:
        if each.form not in v.FORMS:
            continue
        node, (kind, relation) = ox.NamedNode(v.QUESTION + each.name), v.FORMS[each.form]
        for name in ("SPARQLExecutable", f"SPARQL{kind}Executable"):
            yield quad(node, v.RDF + "type", v.SH + name)
        yield quad(node, v.RDFS + "comment", ox.Literal(each.words, language="en"))
        yield quad(node, v.SH + "prefixes", PREFIXES)
        yield quad(node, v.SH + relation, ox.Literal(each.text))


def of_partitions(found: Partitions, title: str) -> Iterator[ox.Quad]:
    """Describe the classes and properties *found* (VoID §4.2, §4.3), and the links between classes (§5)."""
    yield quad(DATASET, v.RDF + "type", v.VOID + "Dataset")
    yield quad(DATASET, v.DCTERMS + "title", ox.Literal(title))
    sizes = {"triples": found.triples, "distinctSubjects": found.subjects, "properties": found.properties}
    sizes["classes"] = len(found.entities) + found.left_out
    yield from (quad(DATASET, v.VOID + name, number(value)) for name, value in sizes.items())
    if found.left_out:
        yield quad(DATASET, v.RDFS + "comment", ox.Literal(f"{LEFT_OUT}{found.left_out}"))
    nodes = {each: ox.BlankNode() for each in found.entities}
    for iri, node in nodes.items():
        yield quad(DATASET, v.VOID + "classPartition", node)
        yield quad(node, v.VOID + "class", iri)
        yield quad(node, v.VOID + "entities", number(found.entities[iri]))
        for name, described in found.of_class[iri].items():
            yield from of_property(node, name, described)
            yield from of_links(node, name, described, nodes)
    yield from (quad(ox.NamedNode(iri), v.RDFS + "label", ox.Literal(label)) for iri, label in found.labels.items())


def of_property(node: Node, name: str, found: Property) -> Iterator[ox.Quad]:
    """Describe what the property *name* of the class of *node* leads to."""
    part = ox.BlankNode()
    yield quad(node, v.VOID + "propertyPartition", part)
    yield quad(part, v.VOID + "property", name)
    yield quad(part, v.VOID + "triples", number(found.triples))
    kinds = ((v.VOID + "class", found.classes), (v.VOID_EXT + "datatype", found.datatypes))
    for kind, counts in kinds:
        for iri, count in counts.items():
            inner = ox.BlankNode()
            yield quad(part, kind + "Partition", inner)
            yield quad(inner, kind, iri)
            yield quad(inner, v.VOID + "triples", number(count))


def of_links(node: Node, name: str, found: Property, nodes: Mapping[str, Node]) -> Iterator[ox.Quad]:
    """Describe the links by the property *name* from the class of *node* to other classes."""
    for iri, count in found.classes.items():
        if iri in nodes and nodes[iri] != node:
            links = ox.BlankNode()
            yield quad(links, v.RDF + "type", v.VOID + "Linkset")
            yield quad(DATASET, v.VOID + "subset", links)
            yield quad(links, v.VOID + "subjectsTarget", node)
            yield quad(links, v.VOID + "linkPredicate", name)
            yield quad(links, v.VOID + "objectsTarget", nodes[iri])
            yield quad(links, v.VOID + "triples", number(count))


def at(url: str, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield *quads* as they are told by the server at *url*: its dataset is its own, and its endpoint is there."""
    endpoint = f"{url}/sparql"
    own: dict[Any, ox.NamedNode] = {
        DATASET: ox.NamedNode(f"{url}/.well-known/void#dataset"),
        PREFIXES: ox.NamedNode(f"{endpoint}#prefixes"),
    }
    yield quad(own[DATASET], v.VOID + "sparqlEndpoint", endpoint)
    for each in quads:
        subject, value = own.get(each.subject, each.subject), own.get(each.object, each.object)
        yield ox.Quad(subject, each.predicate, value, GRAPH)
        if each.object == EXECUTABLE:
            yield quad(cast(Node, subject), v.SCHEMA + "target", endpoint)
