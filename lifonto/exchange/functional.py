"""OWL 2 functional syntax with all that is said for people (OWL 2 Structural Specification §3.7), one axiom a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from lifonto.reason.documents.gathering import in_order
from lifonto.reason.values.axioms import Axiom, Entity
from lifonto.reason.values.expressions import Literal
from lifonto.reason.values.functional import ANONYMOUS, literal, spaced
from lifonto.reason.values.ontology import Annotation, Ontology
from lifonto.reason.values.vocabulary import OWL, RDF, RDFS, XSD

STANDARD = {"owl": OWL, "rdf": RDF, "rdfs": RDFS, "xsd": XSD}
IRI = re.compile(r'(?<=[ (^])<([^<>\s"]*)>')
TEXT = re.compile(r'("(?:[^"\\]|\\.)*")')
LOCAL = re.compile(r"[A-Za-z0-9_](?:[\w.-]*[\w-])?")  # a part of PN_LOCAL that every reader takes
Write = Callable[[str], str]


def functional(ontology: Ontology, prefixes: Mapping[str, str]) -> bytes:
    """Write *ontology*, with its header, declarations, axioms and annotations, sorted."""
    spaces = {**{name: iri for name, iri in prefixes.items() if iri}, **STANDARD}
    short = shortening(spaces)
    header = ontology.header
    names = " ".join(f"<{iri}>" for iri in (header.iri, header.version) if iri)
    declared = {each for each in ontology.entities if not each.iri.startswith("_:")}
    notes = dict.fromkeys(declared, ()) | declarations(ontology, declared)
    lines = [
        *(f"Import(<{iri}>)" for iri in sorted(header.imports)),
        *(annotation(each) for each in in_order(header.annotations)),
        *sorted(f"Declaration({before(said)}{kind}(<{iri}>))" for (kind, iri), said in notes.items()),
        *sorted(axiom(each, ontology.of_axioms.get(each, ())) for each in ontology.axioms),
        *sorted(assertions(ontology)),
    ]
    head = "".join(f"Prefix({name}:=<{iri}>)\n" for name, iri in sorted(spaces.items()))
    body = "".join(f"{short(line)}\n" for line in lines)
    return f"{head}\nOntology({names}\n{body})\n".encode()


def axiom(value: Axiom, said: Iterable[Annotation]) -> str:
    """Write one axiom with its annotations."""
    return named(f"{value.kind}({before(said)}{spaced(value.parts)})")


def before(said: Iterable[Annotation]) -> str:
    """Write annotations where they stand: before what they are about."""
    return "".join(f"{annotation(each)} " for each in in_order(said))


def annotation(value: Annotation) -> str:
    """Write one annotation with its own annotations."""
    return f"Annotation({before(value.annotations)}<{value.property}> {target(value.value)})"


def target(value: str | Literal) -> str:
    """Write what an annotation says."""
    if isinstance(value, Literal):
        return literal(value)
    return value if value.startswith("_:") else f"<{value}>"


def declarations(ontology: Ontology, declared: Collection[Entity]) -> dict[Entity, tuple[Annotation, ...]]:
    """Return the annotations of declarations, which the value keeps with the type of the term."""
    found = {}
    for entity in declared:
        for each in ontology.annotations.get(entity.iri, ()):
            if each.property == f"{RDF}type" and each.value == f"{OWL}{entity.kind}":
                found[entity] = tuple(each.annotations)
    return found


BETWEEN = {  # statements about annotation properties that are axioms of their own (§10.2)
    f"{RDFS}subPropertyOf": "SubAnnotationPropertyOf",
    f"{RDFS}domain": "AnnotationPropertyDomain",
    f"{RDFS}range": "AnnotationPropertyRange",
}


def assertions(ontology: Ontology) -> Iterable[str]:
    """Yield the annotations of terms and individuals."""
    of_annotation = ontology.of_kind("AnnotationProperty")
    for about, said in ontology.annotations.items():
        for each in said:
            if each.property == f"{RDF}type":
                continue  # with the declaration
            subject = about if about.startswith("_:") else f"<{about}>"
            between = BETWEEN.get(each.property) if about in of_annotation else None
            if between and isinstance(each.value, str):
                yield f"{between}({before(each.annotations)}{subject} {target(each.value)})"
            else:
                notes = before(each.annotations)
                yield f"AnnotationAssertion({notes}<{each.property}> {subject} {target(each.value)})"


def named(line: str) -> str:
    """Give individuals without a name their own mark back, which reasoners would not have understood."""
    return re.sub(f"<{re.escape(ANONYMOUS)}([^>]*)>", r"_:\1", line)


def shortening(spaces: Mapping[str, str]) -> Write:
    """Return what writes the IRIs in a line with the prefixes of *spaces*, and leaves texts alone."""
    longest = sorted(spaces.items(), key=lambda each: -len(each[1]))

    def curie(found: re.Match[str]) -> str:
        iri = found[1]
        for name, start in longest:
            if iri.startswith(start) and LOCAL.fullmatch(iri[len(start) :]):
                return f"{name}:{iri[len(start) :]}"
        return found[0]

    def short(line: str) -> str:
        parts = TEXT.split(line)
        parts[::2] = [IRI.sub(curie, part) for part in parts[::2]]
        return "".join(parts)

    return short
