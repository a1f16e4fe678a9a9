"""What an OBO document says that is no logic, as annotations (OBO Flat File Format 1.4 §5.4 to §5.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lifonto.reason.documents.gathering import Gathering
from lifonto.reason.documents.obo.clauses import Clause, unescaped
from lifonto.reason.documents.obo.context import TRUTH, NotUnderstoodError
from lifonto.reason.documents.obo.identifiers import OBO_IN_OWL, Identifiers
from lifonto.reason.documents.obo.vocabulary import (
    BARE,
    DEPRECATED,
    LABELS,
    MERGED,
    NAMES,
    OF_CLAUSES,
    OLD_SYNONYMS,
    PROPERTIES,
    REASON,
    TRUTHS,
)
from lifonto.reason.values.expressions import Literal
from lifonto.reason.values.ontology import Annotation
from lifonto.reason.values.vocabulary import LABEL, XSD

QUOTED = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"\s*(?P<words>[^\[]*)(?:\[(?P<xrefs>.*)\])?$')
XREFS = re.compile(r'(?:[^,"\\]|\\.|"(?:[^"\\]|\\.)*")+')
XREF = re.compile(r'(?P<id>.*?)\s*(?:"(?P<said>(?:[^"\\]|\\.)*)")?$')
VALUE = re.compile(r'(?P<property>\S+)\s+(?:"(?P<text>(?:[^"\\]|\\.)*)"|(?P<word>\S+))(?:\s+(?P<type>\S+))?$')
TRUE = Literal("true", f"{XSD}boolean")
Annotations = frozenset[Annotation]
NOTHING: Annotations = frozenset()


def string(text: str) -> Literal:
    """Return *text*, whose escapes are resolved here, as a literal."""
    return Literal(unescaped(text), f"{XSD}string")


class Annotating:
    """Turns clauses into annotations; *namespace* is of frames that have none of their own."""

    def __init__(self, iri: Identifiers, found: Gathering, namespace: str) -> None:
        self.iri, self.found, self.namespace = iri, found, namespace

    def property(self, tag: str) -> str:
        """Return the annotation property of *tag*, or of a qualifier."""
        named = PROPERTIES.get(tag) or (self.iri(tag) if ":" in tag else f"{OBO_IN_OWL}{tag}")
        if self.found.wanted:
            self.found.declare("AnnotationProperty", named)
            if named in LABELS:
                self.found.say(named, Annotation(LABEL, string(LABELS[named])))
        return named

    def of(self, clause: Clause) -> Annotations:
        """Return what the qualifiers of *clause* say of it."""
        if not clause.qualifiers or not self.found.wanted:
            return NOTHING
        said = ((name, value) for name, value in clause.qualifiers if name not in OF_CLAUSES)
        return frozenset(Annotation(self.property(name), Literal(value, f"{XSD}string")) for name, value in said)

    def annotate(self, about: str, clause: Clause) -> None:
        """Take *clause* as an annotation of *about*."""
        tag = clause.tag
        if not clause.value:
            raise NotUnderstoodError(f"{tag} without a value")
        if tag in TRUTHS and clause.value not in TRUTH:
            raise NotUnderstoodError(f"{tag} that is neither true nor false")
        if tag == "name":
            self.found.say(about, Annotation(LABEL, string(clause.value), self.of(clause)))
        elif tag == "is_obsolete":
            self.found.say(about, Annotation(DEPRECATED, Literal(clause.value, f"{XSD}boolean"), self.of(clause)))
        elif self.found.wanted:
            for each in self.annotations(clause):
                self.found.say(about, each)

    def annotations(self, clause: Clause) -> Iterator[Annotation]:
        """Yield what *clause* says."""
        tag, value, said = clause.tag, clause.value, self.of(clause)
        if not value:
            raise NotUnderstoodError(f"{tag} without a value")
        if tag in ("def", "synonym") or tag in OLD_SYNONYMS or tag.startswith("expand_"):
            yield self.quoted(clause, said)
        elif tag == "xref":
            yield self.xref(value, said)
        elif tag == "property_value":
            yield self.value(clause, said)
        elif tag in NAMES:
            yield Annotation(self.property(tag), self.iri(value), said)
        elif tag in TRUTHS:
            yield Annotation(self.property(tag), Literal(value, f"{XSD}boolean"), said)
        else:
            yield Annotation(self.property(tag), string(value), said)

    def quoted(self, clause: Clause, said: Annotations) -> Annotation:
        """Return the definition or synonym in *clause*, with its sources."""
        found = QUOTED.match(clause.value)
        if not found:
            raise NotUnderstoodError(f"{clause.tag} that is not a text in quotes and its sources in brackets")
        words, named = found["words"].split(), self.property(clause.tag) if clause.tag == "def" else ""
        if clause.tag in OLD_SYNONYMS:
            named = self.property(OLD_SYNONYMS[clause.tag])
        elif clause.tag == "synonym":
            scope = words[0] if words else "RELATED"
            named = self.property(scope) if scope in PROPERTIES else self.iri(scope)
            if len(words) > 1:
                said |= {Annotation(self.property("synonym type"), self.iri(words[1]))}
        sources = XREFS.findall(found["xrefs"] or "")
        xrefs = {self.xref(each.strip(), NOTHING) for each in sources if each.strip()}
        return Annotation(named or self.property(clause.tag), string(found["text"]), said | xrefs)

    def xref(self, written: str, said: Annotations) -> Annotation:
        """Return a cross-reference; what is written behind it is its label."""
        found = XREF.match(written)
        if not found or not found["id"]:
            raise NotUnderstoodError("xref without an identifier")
        if found["said"]:
            said |= {Annotation(LABEL, string(found["said"]))}
        return Annotation(self.property("xref"), string(found["id"]), said)

    def value(self, clause: Clause, said: Annotations) -> Annotation:
        """Return what a ``property_value`` says."""
        found = VALUE.match(clause.value)
        if not found:
            raise NotUnderstoodError("property_value without a property and a value")
        relation = found["property"]
        bare = BARE.get(relation) if relation not in self.iri.relations else None
        named = bare or self.iri(relation)
        self.found.declare("AnnotationProperty", named)
        if found["text"] is None and found["type"] is None:
            return Annotation(named, self.iri(found["word"]), said)
        text = unescaped(found["word"] if found["text"] is None else found["text"])
        return Annotation(named, Literal(text, self.iri(found["type"] or "xsd:string")), said)

    def merged(self, about: str, clause: Clause, kind: str) -> None:
        """Take *clause*, an ``alt_id``: the entity is deprecated, and *about* is to be used in its place."""
        other = self.iri(clause.value)
        self.found.declare(kind, other)
        self.found.say(other, Annotation(DEPRECATED, TRUE))
        if self.found.wanted:
            self.found.say(other, Annotation(self.property("replaced_by"), about))
            self.found.declare("AnnotationProperty", REASON)
            self.found.say(other, Annotation(REASON, MERGED))
        self.annotate(about, clause)

    def belongs(self, about: str) -> None:
        """Take it that *about*, which is said to be in no namespace, is in that of the document."""
        if self.namespace and self.found.wanted:
            self.found.say(about, Annotation(self.property("namespace"), string(self.namespace)))
