"""What the frames of terms and of instances say, as axioms (OBO Flat File Format 1.4 §5.2 and §5.3)."""

from __future__ import annotations

from functools import partial
from typing import Literal

from lifonto.reason.documents.obo.annotations import VALUE, Annotating
from lifonto.reason.documents.obo.clauses import Clause, Frame
from lifonto.reason.documents.obo.context import GCI, Context, NotUnderstoodError, only_qualifiers, words
from lifonto.reason.documents.obo.vocabulary import LOGICAL
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Junction, Named, Restriction
from lifonto.reason.values.ontology import Annotation

KINDS = {"is_a": "SubClassOf", "equivalent_to": "EquivalentClasses", "disjoint_from": "DisjointClasses"}
DEFINING: dict[str, Literal["and", "or"]] = {"intersection_of": "and", "union_of": "or"}


class Terms:
    """Reads the frames of classes and individuals."""

    def __init__(self, context: Context, annotating: Annotating) -> None:
        self.context, self.annotating = context, annotating
        self.found, self.iri = context.found, context.iri

    def term(self, frame: Frame) -> None:
        """Take the *frame* of a class."""
        about = self.context.about(frame)
        self.found.declare("Class", about.name)
        obsolete = frame.is_so("is_obsolete")
        for clause in frame.clauses:
            if obsolete and clause.tag in LOGICAL:
                self.found.leave_out("statements about obsolete terms", str(clause))
            elif clause.tag not in DEFINING:
                self.context.trying([clause], partial(self.clause, about, clause))
        if not obsolete:
            for tag in DEFINING:
                clauses = [each for each in frame.clauses if each.tag == tag]
                if clauses:
                    self.context.trying(clauses, partial(self.definition, about, clauses))

    def clause(self, about: Named, clause: Clause) -> None:
        """Take one clause of the class *about*."""
        tag = clause.tag
        if tag in KINDS:
            only_qualifiers(clause, GCI)
            parts = (self.context.subject(about, clause), self.context.named(clause))
            self.found.state(Axiom(KINDS[tag], parts), self.annotating.of(clause))
        elif tag == "relationship":
            self.relationship(about, clause)
        elif tag == "alt_id":
            self.annotating.merged(about.name, clause, "Class")
        else:
            self.annotating.annotate(about.name, clause)
            if tag == "xref" and self.context.macros:
                self.macro(about, clause)

    def relationship(self, about: Named, clause: Clause) -> None:
        relation, filler = words(clause, 2)
        if self.iri(relation) in self.context.metadata:
            only_qualifiers(clause, ())
            said = Annotation(self.iri(relation), self.iri(filler), self.annotating.of(clause))
            self.found.say(about.name, said)
        else:
            parts = (self.context.subject(about, clause), self.context.expression(clause))
            self.found.state(Axiom("SubClassOf", parts), self.annotating.of(clause))

    def definition(self, about: Named, clauses: list[Clause]) -> None:
        """Take *clauses*, which together define *about*."""
        tag = clauses[0].tag
        if len(clauses) < 2:
            raise NotUnderstoodError(f"{tag} that stands alone")
        for each in clauses:
            only_qualifiers(each, {"cardinality", "minCardinality", "maxCardinality", "all_some", "all_only"})
        operands = tuple(self.context.expression(each) for each in clauses)
        said = frozenset(annotation for each in clauses for annotation in self.annotating.of(each))
        self.found.state(Axiom("EquivalentClasses", (about, Junction(DEFINING[tag], operands))), said)

    def macro(self, about: Named, clause: Clause) -> None:
        """Take what the header has xrefs say, ``treat-xrefs-as-…`` (§4.4.2)."""
        written = clause.value.split()[0]
        other = Named(self.iri(written))
        for how, *rest in self.context.macros.get(written.partition(":")[0], ()):
            names = [Named(self.iri(each)) for each in rest]
            some = Restriction(names[0], "some", names[1] if len(names) > 1 else other) if names else other
            match how:
                case "equivalent":
                    axiom = Axiom("EquivalentClasses", (about, other))
                case "has-subclass":
                    axiom = Axiom("SubClassOf", (other, about))
                case "genus-differentia":
                    axiom = Axiom("EquivalentClasses", (about, Junction("and", (other, some))))
                case "reverse-genus-differentia":
                    axiom = Axiom("EquivalentClasses", (other, Junction("and", (about, some))))
                case _:  # is_a and relationship
                    axiom = Axiom("SubClassOf", (about, some))
            self.found.state(axiom)

    def instance(self, frame: Frame) -> None:
        """Take the *frame* of an individual."""
        about = self.context.about(frame)
        self.found.declare("NamedIndividual", about.name)
        for clause in frame.clauses:
            if frame.is_so("is_obsolete") and clause.tag in LOGICAL:
                self.found.leave_out("statements about obsolete instances", str(clause))
            else:
                self.context.trying([clause], partial(self.fact, about, clause))

    def fact(self, about: Named, clause: Clause) -> None:
        """Take one clause of the individual *about*."""
        only_qualifiers(clause, ())
        said = self.annotating.of(clause)
        if clause.tag == "instance_of":
            self.found.state(Axiom("ClassAssertion", (self.context.named(clause), about)), said)
            return
        if clause.tag in ("relationship", "property_value"):
            found = VALUE.match(clause.value)
            relation = self.iri(found["property"]) if found else ""
            related = clause.tag == "relationship" or relation in self.context.relations
            if found and found["word"] and not found["type"] and related and relation not in self.context.metadata:
                parts = (Named(relation), about, Named(self.iri(found["word"])))
                self.found.state(Axiom("ObjectPropertyAssertion", parts), said)
                return
        self.annotating.annotate(about.name, clause)
