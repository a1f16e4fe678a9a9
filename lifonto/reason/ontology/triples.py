"""RDF of any syntax as RDF/XML that says the logic alone and declares every entity in it.

Labels and definitions are most of the bytes of a large ontology and none of its inferences, so they are left out. What
a file forgot to declare is declared after what is said of it (OWL 2 Mapping to RDF Graphs §3.1.2): reasoners refuse
such a file, or drop what it says. An inverse that has no name and of which something is stated gets one, because
rustdl 0.4.42 drops what is said of it.

The engine's parsers read, as rdflib takes minutes and gigabytes for the half million triples of the Gene Ontology.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from lifonto.errors import ReasoningError
from lifonto.reason.ontology.declarations import Kinds
from lifonto.reason.ontology.documents import NAMESPACES, OWL, RDF, RDFS, XSD, declaration, import_comment
from lifonto.reason.ontology.rdfxml import INVERSE

SWRL = "http://www.w3.org/2003/11/swrl#"
PREFIX = {RDF: "rdf", RDFS: "rdfs", OWL: "owl"}
LOGICAL = (RDF, RDFS, OWL, XSD, SWRL)
SAYS_NO_LOGIC = {
    *(OWL + each for each in ("deprecated", "versionInfo", "versionIRI", "priorVersion", "imports")),
    *(OWL + each for each in ("backwardCompatibleWith", "incompatibleWith")),
    *(OWL + each for each in ("annotatedSource", "annotatedProperty", "annotatedTarget")),
    *(RDFS + each for each in ("label", "comment", "seeAlso", "isDefinedBy")),
}
NO_LOGIC = {OWL + each for each in ("Axiom", "Annotation", "Ontology", "AnnotationProperty")}
RELATION = {OWL + each for each in ("ObjectProperty", "DatatypeProperty")}
TYPE, LABEL = f"{RDF}type", f"{RDFS}label"
ANNOTATION, ONTOLOGY, IMPORT = f"{OWL}AnnotationProperty", f"{OWL}Ontology", f"{OWL}imports"
KINDS = {*RELATION, ANNOTATION, ONTOLOGY}
HERE = "urn:lifonto:here"  # what a document that does not say so is taken to be at
Node = ox.NamedNode | ox.BlankNode
Triple = tuple[Node, str, Node | ox.Literal]


@dataclass(frozen=True)
class Source:
    """RDF: what it is called in an error, its text, and its syntax."""

    name: str
    content: bytes
    syntax: ox.RdfFormat

    def triples(self) -> Iterator[Triple]:
        """Yield what it says, triples about triples left out; raises ReasoningError where its syntax is broken."""
        read = ox.parse(self.content, format=self.syntax, base_iri=HERE, rename_blank_nodes=True, lenient=True)
        try:
            for subject, predicate, value, _ in read:
                if not isinstance(subject, ox.Triple) and not isinstance(value, ox.Triple):
                    yield subject, predicate.value, value
        except (SyntaxError, ValueError) as error:
            raise ReasoningError(f"{self.name} cannot be read: {str(error).splitlines()[0][:300]}") from error

    def labels(self) -> dict[str, str]:
        """Return the labels it gives, by IRI."""
        return {subject.value: value.value for subject, predicate, value in self.triples() if predicate == LABEL}


def logic(sources: Iterable[Source]) -> bytes:
    """Return what *sources* say together as one RDF/XML document.

    Raises ReasoningError where one cannot be read, or has a relation that RDF/XML cannot write.
    """
    chosen = list(sources)
    said = {found for each in chosen for triple in each.triples() if (found := _header(*triple))}
    relations = {iri for iri, kind in said if kind in RELATION}
    annotations = {iri for iri, kind in said if kind == ANNOTATION} - relations
    missing = {iri for iri, kind in said if kind == IMPORT} - {iri for iri, kind in said if kind == ONTOLOGY}
    triples = [triple for each in chosen for triple in each.triples() if _logical(*triple, relations, annotations)]
    return _written(_with_inverses_named(triples), sorted(missing))


def _header(subject: Node, predicate: str, value: Node | ox.Literal) -> tuple[str, str] | None:
    """Return of what kind a triple says a property or an ontology is, or that one is imported."""
    if predicate == TYPE and value.value in KINDS:
        return subject.value, value.value
    if predicate == IMPORT:
        return value.value, IMPORT
    return (value.value, ONTOLOGY) if predicate == f"{OWL}versionIRI" else None


def _logical(
    subject: Node, predicate: str, value: Node | ox.Literal, relations: set[str], annotations: set[str]
) -> bool:
    """Tell whether a triple bears on what follows."""
    if predicate in SAYS_NO_LOGIC or not (predicate in relations or predicate.startswith(LOGICAL)):
        return False
    return not (predicate == TYPE and value.value in NO_LOGIC) and subject.value not in annotations


def _with_inverses_named(triples: list[Triple]) -> list[Triple]:
    """Give a name to each unnamed inverse of which more is said than what it is the inverse of."""
    inverses = {s: o for s, p, o in triples if p == f"{OWL}inverseOf" and isinstance(s, ox.BlankNode)}
    spoken_of = {s for s, p, _ in triples if p not in (f"{OWL}inverseOf", TYPE)}
    names: dict[object, Node] = {
        each: ox.NamedNode(INVERSE + inverses[each].value) for each in inverses if each in spoken_of
    }
    if not names:
        return triples
    return [(names.get(s, s), p, o if isinstance(o, ox.Literal) else names.get(o, o)) for s, p, o in triples]


def _written(triples: list[Triple], missing: list[str]) -> bytes:
    """Write *triples*, one description a subject, the declarations they want, and the imports that are *missing*."""
    names: dict[str, str] = {}
    said: defaultdict[str, list[str]] = defaultdict(list)
    kinds = Kinds()
    for subject, predicate, value in triples:
        kinds.see(subject, predicate, value)
        said[_reference(subject, "about", names)].append(_property(predicate, value, names))
    root = f'<?xml version="1.0"?>\n<rdf:RDF {NAMESPACES}>\n'
    described = (f"<rdf:Description {about}>{''.join(each)}</rdf:Description>\n" for about, each in said.items())
    declared = (f"{declaration(kind, iri)}\n" for kind, iri in kinds.undeclared())
    imports = (f"{import_comment(iri)}\n" for iri in missing)
    return f"{root}{''.join(imports)}{''.join(described)}{''.join(declared)}</rdf:RDF>\n".encode()


def _reference(node: Node, attribute: str, names: dict[str, str]) -> str:
    if isinstance(node, ox.NamedNode):
        return f"rdf:{attribute}={quoteattr(node.value)}"
    return f'rdf:nodeID="{names.setdefault(node.value, f"b{len(names)}")}"'


def _property(predicate: str, value: Node | ox.Literal, names: dict[str, str]) -> str:
    """Write one property element (RDF 1.1 XML Syntax §2.2 to §2.9)."""
    name, tag = _tag(predicate)
    if not isinstance(value, ox.Literal):
        return f"<{tag} {_reference(value, 'resource', names)}/>"
    kind = f'xml:lang="{value.language}"' if value.language else f"rdf:datatype={quoteattr(value.datatype.value)}"
    return f"<{tag} {kind}>{escape(value.value)}</{name}>"


@cache
def _tag(predicate: str) -> tuple[str, str]:
    """Return the name of an element for *predicate*, and the same with the namespace it wants."""
    found = re.search(r"[A-Za-z_][\w.-]*$", predicate)
    if found is None:
        raise ReasoningError(f"{predicate} ends in no XML name, so RDF/XML cannot use it as a relation")
    space, local = predicate[: found.start()], found[0]
    if space in PREFIX:
        return f"{PREFIX[space]}:{local}", f"{PREFIX[space]}:{local}"
    return f"x:{local}", f"x:{local} xmlns:x={quoteattr(space)}"
