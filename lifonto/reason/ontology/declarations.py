"""What kind of entity each IRI of an ontology must be, from the places it stands in, so that it can be declared.

OWL 2 Mapping to RDF Graphs §3 reads a triple by the declarations of the names in it. Most undeclared names are terms of
other ontologies that a file only points at; the place each stands in leaves no doubt as to its kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from lifonto.reason.ontology.documents import OWL, RDF, RDFS, XSD

OF_CLASSES = {  # what stands at either end, or at the object's alone, is a class
    **dict.fromkeys((f"{RDFS}subClassOf", f"{OWL}equivalentClass", f"{OWL}disjointWith"), (True, True)),
    f"{OWL}complementOf": (True, True),
    **dict.fromkeys((f"{OWL}{each}" for each in ("intersectionOf", "unionOf", "disjointUnionOf")), (True, False)),
    **dict.fromkeys((f"{OWL}someValuesFrom", f"{OWL}allValuesFrom", f"{OWL}onClass"), (False, True)),
    f"{RDFS}domain": (False, True),
}
OF_RELATIONS = {
    f"{OWL}inverseOf": (True, True),
    f"{OWL}propertyChainAxiom": (True, False),
    f"{OWL}onProperty": (False, True),
}
LISTS = {
    **dict.fromkeys((f"{OWL}intersectionOf", f"{OWL}unionOf", f"{OWL}disjointUnionOf"), "Class"),
    f"{OWL}propertyChainAxiom": "ObjectProperty",
}
ALIKE = {f"{RDFS}subPropertyOf", f"{OWL}equivalentProperty", f"{OWL}propertyDisjointWith"}
CHARACTERISTICS = {
    f"{OWL}{each}Property"
    for each in ("Transitive", "Symmetric", "Asymmetric", "Reflexive", "Irreflexive", "InverseFunctional")
}
DECLARATIONS = {
    f"{OWL}Class": "Class",
    f"{RDFS}Class": "Class",
    f"{RDFS}Datatype": "Datatype",
    f"{OWL}ObjectProperty": "ObjectProperty",
    f"{OWL}DatatypeProperty": "DatatypeProperty",
    f"{OWL}AnnotationProperty": "AnnotationProperty",
}
BUILT_IN = (OWL, RDF, RDFS, XSD)
Term = ox.NamedNode | ox.BlankNode | ox.Literal


@dataclass
class Kinds:
    """What is declared, and what the triples seen show to be a class or a relation."""

    declared: set[tuple[str, str]] = field(default_factory=set)
    shown: set[tuple[str, str]] = field(default_factory=set)
    alike: list[tuple[str, str]] = field(default_factory=list)
    lists: list[tuple[str, str]] = field(default_factory=list)
    ranges: list[tuple[str, str]] = field(default_factory=list)
    members: dict[str, str] = field(default_factory=dict)
    rests: dict[str, str] = field(default_factory=dict)

    def see(self, subject: Term, predicate: str, value: Term) -> None:
        """Take in one triple."""
        if predicate == f"{RDF}rest":
            self.rests[subject.value] = value.value
        elif isinstance(value, ox.NamedNode):
            self._see_named(subject, predicate, value.value)
        for places, kind in ((OF_CLASSES, "Class"), (OF_RELATIONS, "ObjectProperty")):
            at_subject, at_value = places.get(predicate, (False, False))
            self._show(kind, *([subject] if at_subject else []), *([value] if at_value else []))
        if predicate in LISTS:
            self.lists.append((LISTS[predicate], value.value))

    def _see_named(self, subject: Term, predicate: str, value: str) -> None:
        if predicate == f"{RDF}type":
            self._type(subject, value)
        elif predicate == f"{RDF}first":
            self.members[subject.value] = value
        elif predicate == f"{RDFS}range":
            self.ranges.append((subject.value, value))
        elif predicate in ALIKE and isinstance(subject, ox.NamedNode):
            self.alike.append((subject.value, value))

    def _type(self, subject: Term, kind: str) -> None:
        if kind in DECLARATIONS:
            self.declared.add((DECLARATIONS[kind], subject.value))
        elif kind in CHARACTERISTICS:
            self._show("ObjectProperty", subject)
        elif not kind.startswith(BUILT_IN):
            self.shown.add(("Class", kind))

    def _show(self, kind: str, *terms: Term) -> None:
        self.shown.update((kind, each.value) for each in terms if isinstance(each, ox.NamedNode))

    def undeclared(self) -> Iterator[tuple[str, str]]:
        """Yield the kind and IRI of each entity that wants a declaration, in order."""
        self._read_lists()
        relations = {iri for kind, iri in self.declared | self.shown if kind == "ObjectProperty"}
        for pair in self.alike:
            if relations.intersection(pair):
                self.shown.update(("ObjectProperty", each) for each in pair)
        self.shown.update(("Class", range_) for relation, range_ in self.ranges if relation in relations)
        otherwise = {
            "ObjectProperty": {
                iri for kind, iri in self.declared if kind in ("DatatypeProperty", "AnnotationProperty")
            },
            "Class": {iri for kind, iri in self.declared if kind == "Datatype"},
        }
        for kind, iri in sorted(self.shown - self.declared):
            if iri not in otherwise[kind] and not iri.startswith(BUILT_IN):
                yield kind, iri

    def _read_lists(self) -> None:
        for kind, head in self.lists:
            while head in self.rests:
                if head in self.members:
                    self.shown.add((kind, self.members[head]))
                head = self.rests[head]
