"""What the header of an OBO document says (OBO Flat File Format 1.4 §4.3, §4.4 and §5.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lifonto.reason.documents.obo.annotations import QUOTED, Annotating, string
from lifonto.reason.documents.obo.clauses import Clause, Frame, broken, unescaped
from lifonto.reason.documents.obo.context import NotUnderstoodError
from lifonto.reason.documents.obo.identifiers import OBO
from lifonto.reason.documents.obo.vocabulary import COMMENT
from lifonto.reason.values.ontology import Annotation
from lifonto.reason.values.vocabulary import LABEL, OWL, RDFS

MACRO = "treat-xrefs-as-"
MACROS = {  # and how many words each has after the prefix of the xrefs
    "equivalent": 0,
    "is_a": 0,
    "has-subclass": 0,
    "relationship": 1,
    "genus-differentia": 2,
    "reverse-genus-differentia": 2,
}
SIMPLE = {
    *("format-version", "date", "saved-by", "auto-generated-by", "default-namespace", "namespace-id-rule", "remark"),
    *("logical-definition-view-relation", "property_value"),
}
ASIDE = {"ontology", "data-version", "import", "idspace", "owl-axioms"}  # which are read before
SUBSET = re.compile(r'(?P<id>\S+)\s+(?P<rest>".*)$')


def spaces(header: Frame) -> dict[str, str]:
    """Return the beginnings of IRIs by the prefixes that *header* gives them to."""
    found = (each.split() for each in header.all("idspace"))
    return {each[0]: each[1] for each in found if len(each) > 1}


def name(header: Frame) -> tuple[str, str, str]:
    """Return the id space of the ontology, its IRI and that of its version."""
    space, version = first(header, "ontology") or "TEMP", first(header, "data-version")
    version = "%20".join(version.split())
    for each in header.clauses:
        if each.tag == "ontology" and len(each.value.split()) > 1:
            raise broken(f"ontology: wants one word, and {each.value[:40]} stands there", each.line)
    iri = space if ":" in space else f"{OBO}{space}.owl" if header.all("ontology") else f"{OBO}TEMP"
    if "://" in version or not version:
        return space, iri, version
    if ":" in space or space == "TEMP":
        return space, iri, ""
    return space, iri, f"{OBO}{version}" if version.endswith(".owl") else f"{OBO}{space}/{version}/{space}.owl"


def first(header: Frame, tag: str) -> str:
    """Return the first value of *tag*, or nothing."""
    return next(iter(header.all(tag)), "")


def imports(header: Frame) -> frozenset[str]:
    """Return the IRIs of the ontologies that *header* imports; a file without one is in the OBO library."""
    found = (each.split()[0] for each in header.all("import") if each)
    return frozenset(each if ":" in each else f"{OBO}{each}" for each in found)


def is_macro(clause: Clause) -> bool:
    """Tell whether *clause* says what xrefs are to be treated as, and with the words that this wants."""
    wanted = MACROS.get(clause.tag.removeprefix(MACRO)) if clause.tag.startswith(MACRO) else None
    return wanted == len(clause.value.split()) - 1


def macros(header: Frame) -> dict[str, list[list[str]]]:
    """Return what xrefs of each prefix are to be treated as."""
    found: dict[str, list[list[str]]] = {}
    for clause in header.clauses:
        if is_macro(clause):
            prefix, *words = clause.value.split()
            found.setdefault(prefix, []).append([clause.tag.removeprefix(MACRO), *words])
    return found


def said(header: Frame, annotating: Annotating) -> Iterator[Annotation]:
    """Yield the annotations of the ontology in *header*; its subsets and kinds of synonyms are declared."""
    for clause in header.clauses:
        tag, found = clause.tag, annotating.found
        try:
            if tag in ("subsetdef", "synonymtypedef"):
                kind(clause, annotating)
            elif tag in SIMPLE or is_macro(clause):
                yield from annotating.annotations(clause)
            elif tag == "data-version" and not name(header)[2]:
                yield Annotation(f"{OWL}versionInfo", string(clause.value), annotating.of(clause))
            elif tag not in ASIDE:
                found.leave_out(f"the header tag {tag}", str(clause))
        except NotUnderstoodError as error:
            found.leave_out(str(error), str(clause))
        except ValueError:  # of an identifier
            found.leave_out(f"{tag} without the identifier that it wants", str(clause))


def kind(clause: Clause, annotating: Annotating) -> None:
    """Take the subset, or the kind of synonym, that *clause* defines."""
    found = SUBSET.match(clause.value)
    quoted = QUOTED.match(found["rest"]) if found else None
    if not found or not quoted:
        raise NotUnderstoodError(f"{clause.tag} without an identifier and a text in quotes")
    about = annotating.iri(found["id"])
    annotating.found.declare("AnnotationProperty", about)
    parent = Annotation(f"{RDFS}subPropertyOf", annotating.property(clause.tag), annotating.of(clause))
    annotating.found.say(about, parent)
    text = string(quoted["text"])
    annotating.found.say(about, Annotation(LABEL if clause.tag == "synonymtypedef" else COMMENT, text))
    if scope := quoted["words"].strip():
        annotating.found.say(about, Annotation(annotating.property("scope"), annotating.property(scope)))


def owl_axioms(header: Frame) -> Iterator[tuple[int, str]]:
    """Yield the documents in functional syntax that *header* holds, with their lines."""
    for clause in header.clauses:
        if clause.tag == "owl-axioms":
            yield clause.line, unescaped(clause.value)
