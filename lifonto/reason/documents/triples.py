"""An ontology as RDF, whole: axioms, declarations, its header and everything that is said for people.

OWL 2 Mapping to RDF Graphs §2. It is written as N-Triples, whose terms are plain text; the engine reads those fast.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

import pyoxigraph as ox

from lifonto.errors import ReasoningError
from lifonto.reason.documents.gathering import in_order
from lifonto.reason.documents.mistakes import explained
from lifonto.reason.documents.nodes import Nodes, iri_of, value_of
from lifonto.reason.values.axioms import Axiom, Chain, Keys, Part
from lifonto.reason.values.expressions import Inverse
from lifonto.reason.values.ontology import Annotation, Ontology
from lifonto.reason.values.vocabulary import OWL, RDF, RDFS

TYPE = f"<{RDF}type>"
PREDICATES = {  # of axioms that are one triple, from the first part to the second (Table 1)
    "SubClassOf": f"{RDFS}subClassOf",
    "SubObjectPropertyOf": f"{RDFS}subPropertyOf",
    "SubDataPropertyOf": f"{RDFS}subPropertyOf",
    "ObjectPropertyDomain": f"{RDFS}domain",
    "DataPropertyDomain": f"{RDFS}domain",
    "ObjectPropertyRange": f"{RDFS}range",
    "DataPropertyRange": f"{RDFS}range",
    "InverseObjectProperties": f"{OWL}inverseOf",
    "DatatypeDefinition": f"{OWL}equivalentClass",
}
ALIKE = {  # of axioms that are a triple from each part to the next
    "EquivalentClasses": f"{OWL}equivalentClass",
    "EquivalentObjectProperties": f"{OWL}equivalentProperty",
    "EquivalentDataProperties": f"{OWL}equivalentProperty",
    "SameIndividual": f"{OWL}sameAs",
}
APART = {  # of axioms that are a triple if they have two parts, and else a node with its members
    "DisjointClasses": (f"{OWL}disjointWith", f"{OWL}AllDisjointClasses"),
    "DisjointObjectProperties": (f"{OWL}propertyDisjointWith", f"{OWL}AllDisjointProperties"),
    "DisjointDataProperties": (f"{OWL}propertyDisjointWith", f"{OWL}AllDisjointProperties"),
    "DifferentIndividuals": (f"{OWL}differentFrom", f"{OWL}AllDifferent"),
}
TYPES = {"Datatype": f"{RDFS}Datatype", "DataProperty": f"{OWL}DatatypeProperty"}  # the others are as in OWL
Triple = tuple[str, str, str]


def triples(ontology: Ontology) -> Iterator[ox.Triple]:
    """Yield the triples of *ontology*; raises ReasoningError where an IRI in it is none (RFC 3987)."""
    written = ntriples(ontology)
    try:
        for quad in ox.parse(written, format=ox.RdfFormat.N_TRIPLES):
            yield quad.triple
    except SyntaxError as error:
        found = explained(error)
        said = written.splitlines()[found.line - 1].decode() if found.line else "a statement"
        raise ReasoningError(f"{said[:200]} cannot be written as RDF: {found.said}") from error


def ntriples(ontology: Ontology) -> bytes:
    """Write *ontology* as N-Triples."""
    return "".join(f"{s} {p} {o} .\n" for s, p, o in _Writer(ontology).written()).encode()


def named_first(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return two properties that are inverse to each other with a name first: in RDF a node there would have two."""
    first, second = parts
    if isinstance(first, Inverse):
        return (first.of, second.of) if isinstance(second, Inverse) else (second, first)
    return parts


class _Writer:
    def __init__(self, ontology: Ontology) -> None:
        self.ontology, self.nodes = ontology, Nodes()

    def written(self) -> Iterator[Triple]:
        yield from self.header()
        for kind, iri in sorted(self.ontology.entities):
            if not iri.startswith("_:"):
                yield iri_of(iri), TYPE, iri_of(TYPES.get(kind, f"{OWL}{kind}"))
        for axiom in self.ontology.axioms:
            yield from self.axiom(axiom, self.ontology.of_axioms.get(axiom, ()))
        for about, said in self.ontology.annotations.items():
            for each in said:
                yield from self.said(self.nodes.name(about), each)

    def header(self) -> Iterator[Triple]:
        header = self.ontology.header
        this = iri_of(header.iri) if header.iri else self.nodes.fresh()
        yield this, TYPE, iri_of(f"{OWL}Ontology")
        if header.version:
            yield this, iri_of(f"{OWL}versionIRI"), iri_of(header.version)
        for each in sorted(header.imports):
            yield this, iri_of(f"{OWL}imports"), iri_of(each)
        for said in in_order(header.annotations):
            yield from self.said(this, said)

    def axiom(self, axiom: Axiom, annotations: Collection[Annotation]) -> Iterator[Triple]:
        """Yield the triples of *axiom*, those of the expressions in it before."""
        if node := self.of_node(axiom):
            yield from self.nodes.taken()
            for each in in_order(annotations):
                yield from self.said(node, each, "Annotation")
            return
        main = list(self.main(axiom))
        yield from self.nodes.taken()
        for triple in main:
            yield triple
            yield from self.reified(triple, annotations)

    def main(self, axiom: Axiom) -> Iterator[Triple]:
        """Yield the triples that say what *axiom* says, without those of the expressions in it (Table 1)."""
        kind, parts, node = axiom.kind, axiom.parts, self.nodes.node
        if kind == "InverseObjectProperties":
            parts = named_first(parts)
        if kind in ALIKE or kind in APART:
            predicate = ALIKE.get(kind) or APART[kind][0]
            found = [node(each) for each in parts]
            yield from ((first, iri_of(predicate), second) for first, second in pairwise(found))
        elif isinstance(parts[0], Chain):
            yield node(parts[1]), iri_of(f"{OWL}propertyChainAxiom"), self.nodes.listed(parts[0].links)
        elif kind in PREDICATES:
            yield node(parts[0]), iri_of(PREDICATES[kind]), node(parts[1])
        elif kind == "DisjointUnion":
            yield node(parts[0]), iri_of(f"{OWL}disjointUnionOf"), self.nodes.listed(parts[1:])
        elif kind == "HasKey" and isinstance(parts[1], Keys):
            keys = (*parts[1].objects, *parts[1].data)
            yield node(parts[0]), iri_of(f"{OWL}hasKey"), self.nodes.listed(keys)
        elif kind == "ClassAssertion":
            yield node(parts[1]), TYPE, node(parts[0])
        elif kind.endswith("PropertyAssertion"):
            yield self.fact(axiom)
        else:  # Functional, Transitive, …
            yield node(parts[0]), TYPE, iri_of(f"{OWL}{kind.replace('Object', '').replace('Data', '')}")

    def fact(self, axiom: Axiom) -> Triple:
        relation, subject, value = axiom.parts
        if isinstance(relation, Inverse):
            return self.nodes.node(value), self.nodes.node(relation.of), self.nodes.node(subject)
        return self.nodes.node(subject), self.nodes.node(relation), self.nodes.node(value)

    def of_node(self, axiom: Axiom) -> str:
        """Return the node that *axiom* is, where it is one; its triples are then with those of the expressions."""
        kind, parts = axiom.kind, axiom.parts
        if kind.startswith("Negative"):
            relation, subject, value = map(self.nodes.node, parts)
            target = "targetValue" if kind == "NegativeDataPropertyAssertion" else "targetIndividual"
            of = {"sourceIndividual": subject, "assertionProperty": relation, target: value}
            return self.nodes.described(f"{OWL}NegativePropertyAssertion", of)
        if kind in APART and len(parts) > 2:
            return self.nodes.described(APART[kind][1], {"members": self.nodes.listed(parts)})
        return ""

    def said(self, about: str, annotation: Annotation, sort: str = "Axiom") -> Iterator[Triple]:
        """Yield the triples of *annotation* and of its own annotations."""
        triple = (about, iri_of(annotation.property), value_of(self.nodes, annotation.value))
        yield triple
        yield from self.reified(triple, annotation.annotations, sort)

    def reified(self, triple: Triple, annotations: Collection[Annotation], sort: str = "Axiom") -> Iterator[Triple]:
        """Yield the triples of the annotations of *triple* (§2.2)."""
        if not annotations:
            return
        node = self.nodes.fresh("axiom")
        yield node, TYPE, iri_of(f"{OWL}{sort}")
        for name, term in zip(("annotatedSource", "annotatedProperty", "annotatedTarget"), triple, strict=True):
            yield node, iri_of(f"{OWL}{name}"), term
        for each in in_order(annotations):
            yield from self.said(node, each, "Annotation")
