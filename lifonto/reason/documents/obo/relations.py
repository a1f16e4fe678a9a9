"""What the frames of relations say, as axioms (OBO Flat File Format 1.4 §5.5)."""

from __future__ import annotations

from functools import partial

from lifonto.reason.documents.obo.annotations import Annotating, string
from lifonto.reason.documents.obo.clauses import Clause, Frame
from lifonto.reason.documents.obo.context import Context, NotUnderstoodError, only_qualifiers, words
from lifonto.reason.documents.obo.identifiers import OBO_IN_OWL
from lifonto.reason.documents.obo.vocabulary import LOGICAL, REVERSIBLE
from lifonto.reason.values.axioms import Axiom, Chain
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.ontology import Annotation
from lifonto.reason.values.vocabulary import RDFS

PAIRS = {
    "is_a": "SubObjectPropertyOf",
    "inverse_of": "InverseObjectProperties",
    "equivalent_to": "EquivalentObjectProperties",
    "disjoint_from": "DisjointObjectProperties",
    "domain": "ObjectPropertyDomain",
    "range": "ObjectPropertyRange",
}
CHARACTERISTICS = {
    "is_transitive": "TransitiveObjectProperty",
    "is_symmetric": "SymmetricObjectProperty",
    "is_asymmetric": "AsymmetricObjectProperty",
    "is_reflexive": "ReflexiveObjectProperty",
    "is_functional": "FunctionalObjectProperty",
    "is_inverse_functional": "InverseFunctionalObjectProperty",
}
NO_AXIOM = {
    "intersection_of": "intersections of relations, which OWL has no axiom for",
    "union_of": "unions of relations, which OWL has no axiom for",
    "disjoint_over": "disjoint_over, which OWL has no axiom for",
    "relationship": "relationships of relations",
}
HALF = "equivalent_to_chain, of which OWL can say that the chain leads to the relation, and not the other way round,"


class Relations:
    """Reads the frames of relations."""

    def __init__(self, context: Context, annotating: Annotating) -> None:
        self.context, self.annotating = context, annotating
        self.found, self.iri = context.found, context.iri

    def relation(self, frame: Frame) -> None:
        """Take the *frame* of a relation."""
        identifier, about = frame.identifier, self.context.about(frame)
        metadata, obsolete = about.name in self.context.metadata, frame.is_so("is_obsolete")
        kind = "AnnotationProperty" if metadata else "ObjectProperty"
        self.found.declare(kind, about.name)
        if identifier in self.iri.relations:
            self.found.say(about.name, Annotation(self.annotating.property("shorthand"), string(identifier)))
        for clause in frame.clauses:
            if obsolete and clause.tag in LOGICAL:
                self.found.leave_out("statements about obsolete relations", str(clause))
            elif clause.tag == "alt_id":
                self.context.trying([clause], partial(self.annotating.merged, about.name, clause, kind))
            else:
                self.context.trying([clause], partial(self.of_metadata if metadata else self.clause, about, clause))

    def of_metadata(self, about: Named, clause: Clause) -> None:
        """Take one clause of the annotation property *about*."""
        if clause.tag == "is_a":
            said = Annotation(f"{RDFS}subPropertyOf", self.context.named(clause).name, self.annotating.of(clause))
            self.found.say(about.name, said)
        elif clause.tag in LOGICAL and clause.value != "false":
            raise NotUnderstoodError("logic of relations that are metadata tags")
        else:
            self.annotating.annotate(about.name, clause)

    def clause(self, about: Named, clause: Clause) -> None:
        """Take one clause of the object property *about*."""
        only_qualifiers(clause, ())
        tag, said = clause.tag, self.annotating.of(clause)
        if tag in PAIRS:
            self.found.state(Axiom(PAIRS[tag], (about, self.context.named(clause))), said)
        elif tag in CHARACTERISTICS:
            self.characteristic(about, clause)
        elif tag == "transitive_over":
            self.found.state(Axiom("SubObjectPropertyOf", (Chain((about, self.context.named(clause))), about)), said)
        elif tag in ("holds_over_chain", "equivalent_to_chain"):
            self.chain(about, clause)
        elif tag == "relationship" and self.iri(clause.value.split()[0]) in self.context.metadata:
            relation, value = words(clause, 2)
            self.found.say(about.name, Annotation(self.iri(relation), self.iri(value), said))
        elif tag in NO_AXIOM:
            if tag == "disjoint_over":
                self.found.say(about.name, Annotation(f"{OBO_IN_OWL}{tag}", string(clause.value), said))
            raise NotUnderstoodError(NO_AXIOM[tag])
        else:
            self.annotating.annotate(about.name, clause)

    def characteristic(self, about: Named, clause: Clause) -> None:
        if clause.value == "true":
            self.found.state(Axiom(CHARACTERISTICS[clause.tag], (about,)), self.annotating.of(clause))
        elif clause.value == "false":
            self.annotating.annotate(about.name, clause)
        else:
            raise NotUnderstoodError(f"{clause.tag} that is neither true nor false")

    def chain(self, about: Named, clause: Clause) -> None:
        links = tuple(Named(self.iri(each)) for each in clause.value.split())
        if len(links) < 2:
            raise NotUnderstoodError(f"{clause.tag} of fewer than two relations")
        said = self.annotating.of(clause)
        if clause.tag == "equivalent_to_chain":
            said |= {Annotation(REVERSIBLE, string("true"))}
        self.found.state(Axiom("SubObjectPropertyOf", (Chain(links), about)), said)
        if clause.tag == "equivalent_to_chain":
            raise NotUnderstoodError(HALF)
