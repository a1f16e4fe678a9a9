"""Answers in JSON and in RDF.

In RDF an answer is a small ontology that says what was found: ``rdfs:subClassOf``, ``owl:equivalentClass`` and
``rdf:type`` between the names and the expression asked about, which is written out (OWL 2 Mapping to RDF Graphs §2.1),
with the labels of the names, and the reasoner's notes as comments of the ontology's header.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from lifonto.reason.documents.triples import triples
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Expression, Named
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import NOTHING, OWL, RDF, RDFS
from sparql_server.protocol.formats import GRAPHS

ASKED = Named("urn:lifonto:asked")
SYNTAXES = {each.name: ox.RdfFormat.from_media_type(each.media_type) for each in GRAPHS}
PREFIXES = {"rdf": RDF, "rdfs": RDFS, "owl": OWL}
SAYS = {  # the property between the names found and the expression, and whether the expression is its subject
    "subclasses": (RDFS + "subClassOf", False),
    "superclasses": (RDFS + "subClassOf", True),
    "equivalents": (OWL + "equivalentClass", True),
    "instances": (RDF + "type", False),
}


@dataclass(frozen=True)
class Answer:
    """An answer as JSON's values, and what it says as RDF: about *expression*, what is *found*, or *axioms*."""

    members: dict[str, Any]
    expression: Expression | None = None
    found: Mapping[str, Sequence[str]] = field(default_factory=dict)
    assumed: Mapping[str, Expression] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    axioms: Sequence[Axiom] = ()

    def written(self, format: str) -> bytes:
        """Write the answer as JSON or in the RDF format with this short name."""
        if format == "json":
            return json.dumps(self.members, ensure_ascii=False).encode()
        prefixes = None if format in ("nt", "nq") else PREFIXES
        return ox.serialize(dict.fromkeys(self.triples()), format=SYNTAXES[format], prefixes=prefixes) or b""

    def triples(self) -> Iterable[ox.Triple]:
        """Yield what the answer says."""
        header = ox.BlankNode()
        yield ox.Triple(header, ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "Ontology"))
        for note in self.members.get("notes", ()):
            yield ox.Triple(header, ox.NamedNode(RDFS + "comment"), ox.Literal(note))
        meanings = (Axiom("EquivalentClasses", (Named(iri), meaning)) for iri, meaning in self.assumed.items())
        yield from triples(Ontology((*self.axioms, *meanings)))
        if self.expression is not None:
            yield from self._found(self.expression)
        for iri, label in self.labels.items():
            yield ox.Triple(ox.NamedNode(iri), ox.NamedNode(RDFS + "label"), ox.Literal(label))

    def _found(self, expression: Expression) -> Iterable[ox.Triple]:
        said = list(triples(Ontology((Axiom("EquivalentClasses", (ASKED, expression)),))))
        asked = ox.NamedNode(ASKED.name)
        (node,) = (each.object for each in said if each.subject == asked and "equivalentClass" in each.predicate.value)
        assert isinstance(node, ox.NamedNode | ox.BlankNode)
        yield from (each for each in said if each.subject != asked)
        for part, iris in self.found.items():
            predicate, forwards = ox.NamedNode(SAYS[part][0]), SAYS[part][1]
            for other in map(ox.NamedNode, iris):
                yield ox.Triple(node, predicate, other) if forwards else ox.Triple(other, predicate, node)
        if self.members.get("satisfiable") is False:
            yield ox.Triple(node, ox.NamedNode(RDFS + "subClassOf"), ox.NamedNode(NOTHING))
