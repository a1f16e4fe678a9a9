"""OBO text, read as an ontology."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from lifonto.reason.documents import functional
from lifonto.reason.documents.gathering import Gathering
from lifonto.reason.documents.obo import header as headers
from lifonto.reason.documents.obo.annotations import Annotating
from lifonto.reason.documents.obo.clauses import Frame, frames
from lifonto.reason.documents.obo.context import Context
from lifonto.reason.documents.obo.identifiers import Identifiers, shorthands
from lifonto.reason.documents.obo.relations import Relations
from lifonto.reason.documents.obo.terms import Terms
from lifonto.reason.documents.obo.vocabulary import FOR_PEOPLE, TAGS
from lifonto.reason.documents.statements import Statements
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Named, Restriction
from lifonto.reason.values.ontology import Header, Ontology

NEEDED = {"id", "name", "is_obsolete", "alt_id", "xref", "property_value"}  # of what is for people


def relations_in(text: str) -> dict[str, str]:
    """Return the identifiers that OBO *text* has for relations of other ontologies, and theirs."""
    return shorthands(each for each in frames(text, FOR_PEOPLE - {"id", "xref"}) if each.kind == "Typedef")


def identifiers_in(text: str) -> Identifiers:
    """Return what turns the identifiers in OBO *text* into IRIs; raises SyntaxError where it is broken."""
    header, *others = frames(text, FOR_PEOPLE - {"id", "xref"})
    typedefs = [each for each in others if each.kind == "Typedef"]
    return Identifiers(headers.name(header)[0], headers.spaces(header), shorthands(typedefs))


def read(text: str, *, annotations: bool = False, relations: Mapping[str, str] | None = None) -> Ontology:
    """Read OBO *text*, with all *annotations*, or else with labels and deprecations alone.

    *relations* are those that other files read with it have (``relations_in``). Raises SyntaxError with the line where
    it is broken.
    """
    passed = frozenset() if annotations else FOR_PEOPLE - NEEDED
    return _Reader(list(frames(text, passed)), annotations, relations or {}).ontology()


class _Reader:
    def __init__(self, found: list[Frame], annotations: bool, relations: Mapping[str, str]) -> None:
        self.header, *self.frames = found
        self.gathered = Gathering(annotations)
        typedefs = [each for each in self.frames if each.kind == "Typedef"]
        self.space, self.iri, self.version = headers.name(self.header)
        ids = Identifiers(self.space, headers.spaces(self.header), {**relations, **shorthands(typedefs)})
        self.context = Context(ids, self.gathered, macros=headers.macros(self.header))
        namespace = next(iter(self.header.all("default-namespace")), "")
        self.annotating = Annotating(ids, self.gathered, namespace)
        for frame in typedefs:
            iri = self.context.about(frame).name
            where = self.context.metadata if frame.is_so("is_metadata_tag") else self.context.relations
            where.add(iri)
            if frame.is_so("is_class_level"):
                self.context.class_level.add(iri)

    def ontology(self) -> Ontology:
        said = frozenset(headers.said(self.header, self.annotating))
        terms, relations = Terms(self.context, self.annotating), Relations(self.context, self.annotating)
        take = {"Term": terms.term, "Typedef": relations.relation, "Instance": terms.instance}
        for frame in self.frames:
            if frame.kind not in take:
                self.gathered.leave_out("frames of an unknown kind", f"line {frame.line}: [{frame.kind}]")
                continue
            self.known(frame)
            take[frame.kind](frame)
        self.view()
        self.embedded()
        imports, prefixes = headers.imports(self.header), headers.spaces(self.header)
        return self.gathered.ontology(Header(self.iri, self.version, imports, (), said, prefixes))

    def known(self, frame: Frame) -> None:
        """Leave out the clauses of *frame* whose tags are none; see to it that it is in a namespace."""
        tags = TAGS[frame.kind]
        strange = [each for each in frame.clauses if each.tag not in tags]
        for clause in strange:
            self.gathered.leave_out(f"the tag {clause.tag}", str(clause))
        if strange:
            frame.clauses = [each for each in frame.clauses if each.tag in tags]
        if not any(each.tag == "namespace" for each in frame.clauses):
            self.annotating.belongs(self.context.about(frame).name)

    def view(self) -> None:
        """Take definitions as what the header says they are seen through (``logical-definition-view-relation``)."""
        relations = self.header.all("logical-definition-view-relation")
        if not relations:
            return
        through = Named(self.context.iri(relations[0]))
        axioms = {_seen(each, through): each for each in self.gathered.axioms}
        self.gathered.of_axioms = {
            seen: self.gathered.of_axioms[each] for seen, each in axioms.items() if each in self.gathered.of_axioms
        }
        self.gathered.axioms = dict.fromkeys(axioms)

    def embedded(self) -> None:
        """Take the axioms in functional syntax in the header."""
        for line, text in headers.owl_axioms(self.header):
            try:
                functional.read(text, Statements(self.gathered))
            except SyntaxError as error:
                raise SyntaxError(f"owl-axioms: {error.args[0]}", (None, line, None, None)) from error


def _seen(axiom: Axiom, through: Named) -> Axiom:
    names = [each for each in axiom.parts if isinstance(each, Named)]
    if axiom.kind != "EquivalentClasses" or len(names) != 1:
        return axiom
    seen: Iterable[object] = (
        each if isinstance(each, Named) else Restriction(through, "some", each)  # type: ignore[arg-type]
        for each in axiom.parts
    )
    return replace(axiom, parts=tuple(seen))  # type: ignore[arg-type]
