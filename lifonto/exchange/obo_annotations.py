"""What is said for people, as clauses of OBO (OBO Flat File Format 1.4 §3.3 and §5.8)."""

from __future__ import annotations

from collections.abc import Iterable

from lifonto.exchange.losses import Losses
from lifonto.exchange.obo_text import CURIE, Identifiers, in_brackets, quoted, unquoted
from lifonto.reason.documents.gathering import in_order
from lifonto.reason.documents.obo.identifiers import OBO, OBO_IN_OWL
from lifonto.reason.documents.obo.vocabulary import COMMENT, DEFINITION, DEPRECATED, PROPERTIES, REPLACED_BY
from lifonto.reason.values.expressions import Literal
from lifonto.reason.values.ontology import Annotation
from lifonto.reason.values.vocabulary import LABEL, RDF, XSD

XREF, SYNONYM_TYPE = PROPERTIES["xref"], PROPERTIES["synonym type"]
SOURCES = {XREF, f"{OBO}IAO_0000119", "http://purl.org/dc/terms/source", f"{OBO_IN_OWL}source"}
SCOPES = {PROPERTIES[each]: each for each in ("EXACT", "BROAD", "NARROW", "RELATED")}
ONCE = {LABEL: "name", COMMENT: "comment", PROPERTIES["namespace"]: "namespace"}
ONCE |= {f"{OBO_IN_OWL}{each}": each for each in ("created_by", "creation_date")}
NAMES = {PROPERTIES["alt_id"]: "alt_id", PROPERTIES["subset"]: "subset", REPLACED_BY: "replaced_by"}
NAMES |= {f"{OBO_IN_OWL}consider": "consider"}
SILENT = {f"{OBO_IN_OWL}id", f"{OBO_IN_OWL}shorthand", f"{RDF}type"}  # said by the frame itself
LANGUAGES = "languages of texts, for which OBO has no place"
NOTES = "annotations of annotations, which OBO has one level of"
Clause = tuple[str, str]


class Annotations:
    """Writes annotations as clauses; what a tag cannot take becomes a ``property_value``."""

    def __init__(self, name: Identifiers, losses: Losses) -> None:
        self.name, self.losses = name, losses

    def clauses(self, about: str, said: Iterable[Annotation]) -> list[Clause]:
        """Return the clauses of what is *said* of one thing."""
        found, taken = list[Clause](), set[str]()
        every = in_order(said)
        sources = [each for each in every if each.property == f"{OBO}IAO_0000119"]
        has_definition = any(each.property == DEFINITION and isinstance(each.value, Literal) for each in every)
        cited = [text for each in sources if has_definition and (text := self.reference(each.value))]
        for each in every:
            if each.property in SILENT or (each in sources and has_definition and self.reference(each.value)):
                continue
            tag, value = self.clause(each, taken, cited)
            if tag in ONCE.values() or tag in ("def", "is_obsolete"):
                taken.add(tag)
            if isinstance(each.value, Literal) and each.value.language:
                self.losses.lose(LANGUAGES, f"{about} {each.value.text}@{each.value.language}")
            found.append((tag, value))
        return found

    def clause(self, said: Annotation, taken: set[str], cited: list[str]) -> Clause:
        """Return the clause of one annotation; tags in *taken* may not stand again."""
        value, prop = said.value, said.property
        if isinstance(value, Literal):
            tag = ONCE.get(prop)
            if tag and tag not in taken and value.text.strip():
                return tag, unquoted(value.text) + self.qualifiers(said.annotations)
            if prop == DEFINITION and "def" not in taken:
                return "def", self.with_sources(quoted(value.text), said, cited)
            if prop in SCOPES:
                return "synonym", self.with_sources(f"{quoted(value.text)} {self.scope(said)}", said, [])
            if prop == XREF and CURIE.fullmatch(value.text):
                return "xref", self.xref(value.text, said)
            if prop == DEPRECATED and value.text == "true" and "is_obsolete" not in taken:
                return "is_obsolete", "true" + self.qualifiers(said.annotations)
        elif prop in NAMES:
            return NAMES[prop], self.name(value) + self.qualifiers(said.annotations)
        return "property_value", self.property_value(said) + self.qualifiers(said.annotations)

    def scope(self, said: Annotation) -> str:
        kinds = [each.value for each in said.annotations if each.property == SYNONYM_TYPE]
        named = [self.name(each) for each in kinds if isinstance(each, str)]
        return " ".join([SCOPES[said.property], *named[:1]])

    def with_sources(self, text: str, said: Annotation, cited: list[str]) -> str:
        """Write a definition or synonym with its sources in brackets, and the rest of its notes behind."""
        sources, rest = list(cited), []
        for each in in_order(said.annotations):
            reference = self.reference(each.value) if each.property in SOURCES else ""
            if reference and not each.annotations:
                sources.append(reference)
            elif each.property != SYNONYM_TYPE:
                rest.append(each)
        return f"{text} {in_brackets(list(dict.fromkeys(sources)))}{self.qualifiers(rest)}"

    def xref(self, text: str, said: Annotation) -> str:
        labels = [
            each.value.text for each in said.annotations if each.property == LABEL and isinstance(each.value, Literal)
        ]
        rest = [each for each in said.annotations if each.property != LABEL]
        described = f" {quoted(labels[0])}" if labels else ""
        return f"{text}{described}{self.qualifiers(rest)}"

    def reference(self, value: str | Literal) -> str:
        """Return *value* as a cross-reference, or nothing where it is a text."""
        if not isinstance(value, Literal):
            return self.name(value)
        return value.text if CURIE.fullmatch(value.text) else ""

    def property_value(self, said: Annotation) -> str:
        name, value = self.name(said.property), said.value
        if not isinstance(value, Literal):
            return f"{name} {self.name(value)}"
        datatype = value.datatype if value.datatype.startswith(XSD) else f"{XSD}string"
        return f"{name} {quoted(value.text)} {self.name(datatype)}"

    def qualifiers(self, said: Iterable[Annotation]) -> str:
        """Write the annotations of a clause behind it."""
        written = []
        for each in in_order(said):
            text = each.value.text if isinstance(each.value, Literal) else self.name(each.value)
            written.append(f"{self.name.property(each.property)}={quoted(text)}")
            if each.annotations:
                self.losses.lose(NOTES, text)
        return f" {{{', '.join(written)}}}" if written else ""
