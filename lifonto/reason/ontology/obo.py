"""OBO files: their logic as OWL (OBO Flat File Format 1.4, §5 "Translation to OWL").

Identifiers become the IRIs of the OBO library; a relation is known by the RO or BFO identifier it gives as its xref.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from lifonto.owl.expressions import Expression, Junction, Named, Restriction
from lifonto.reason.ontology.axioms import Axiom, Chain
from lifonto.reason.ontology.documents import NAMESPACES, declaration, empty, import_comment, plus
from lifonto.reason.ontology.rdfxml import write

OBO = "http://purl.obolibrary.org/obo/"
LINE = re.compile(r"([a-z_]+): *((?:[^!{\\]|\\.)*)")
STABLE = re.compile(r"(?:RO|BFO):\d+$")
CHARACTERISTICS = {
    "is_transitive": "Transitive",
    "is_symmetric": "Symmetric",
    "is_asymmetric": "Asymmetric",
    "is_reflexive": "Reflexive",
    "is_functional": "Functional",
    "is_inverse_functional": "InverseFunctional",
}
Frame = dict[str, list[str]]


def from_obo(text: str) -> bytes:
    """Return the logic of the OBO document *text* as RDF/XML; obsolete terms are left out."""
    terms: list[Frame] = []
    relations: list[Frame] = []
    for kind, frame in frames(text):
        if frame.get("is_obsolete") != ["true"] and "id" in frame:
            (terms if kind == "Term" else relations).append(frame)
    iris = {frame["id"][0]: relation_iri(frame) for frame in relations}
    axioms = [axiom for frame in relations for axiom in relation_axioms(frame, iris)]
    axioms += [axiom for frame in terms for axiom in term_axioms(frame, iris)]
    named = set().union(*(axiom.names() for axiom in axioms))
    known = set(iris.values())
    classes = sorted((named | {iri(frame["id"][0]) for frame in terms}) - known)
    declared = [declaration("ObjectProperty", each) for each in sorted(known)]
    declared += [declaration("Class", each) for each in classes]
    imports = map(import_comment, re.findall(r"^import: *(\S+)", text, re.MULTILINE))
    return plus(empty(), [*imports, *declared, *(write(axiom, known) for axiom in axioms)])


def frames(text: str) -> Iterator[tuple[str, Frame]]:
    """Yield each Term and Typedef frame: tag → values."""
    for block in re.split(r"^\[", text, flags=re.MULTILINE)[1:]:
        kind, _, body = block.partition("]")
        if kind in ("Term", "Typedef"):
            frame: Frame = defaultdict(list)
            for line in body.splitlines():
                if found := LINE.match(line):
                    frame[found[1]].append(found[2].strip())
            yield kind, frame


def labels(text: str) -> dict[str, str]:
    """Return the names that the OBO document *text* gives, by IRI."""
    named = (each for each in frames(text) if "id" in each[1] and "name" in each[1])
    return {
        relation_iri(frame) if kind == "Typedef" else iri(frame["id"][0]): frame["name"][0] for kind, frame in named
    }


def labelled(text: str) -> bytes:
    """Return the logic of the OBO document *text* and its labels as RDF/XML."""
    lines = (
        f"<rdf:Description {NAMESPACES} rdf:about={quoteattr(name)}><rdfs:label>{escape(label)}</rdfs:label>"
        "</rdf:Description>"
        for name, label in labels(text).items()
    )
    return plus(from_obo(text), lines)


def iri(identifier: str) -> str:
    """Return the IRI of an OBO *identifier*."""
    if identifier.startswith(("http://", "https://")):
        return identifier
    prefix, colon, local = identifier.partition(":")
    return f"{OBO}{prefix}_{local}" if colon else f"{OBO}{identifier}"


def relation_iri(frame: Frame) -> str:
    """Return the IRI of the relation that *frame* is about."""
    stable = next((xref for xref in frame.get("xref", ()) if STABLE.match(xref)), frame["id"][0])
    return iri(stable)


def term_axioms(frame: Frame, iris: dict[str, str]) -> Iterator[Axiom]:
    """Yield what *frame* says of a class; *iris* are the relations by their identifier in the file."""
    term = Named(iri(frame["id"][0]))
    for parent in frame.get("is_a", ()):
        yield Axiom(term, "SubClassOf", (Named(iri(parent)),))
    for said in frame.get("relationship", ()):
        yield Axiom(term, "SubClassOf", (_expression(said, iris),))
    for tag, word in (("intersection_of", "and"), ("union_of", "or")):
        operands = tuple(_expression(said, iris) for said in frame.get(tag, ()))
        if len(operands) > 1:
            yield Axiom(term, "EquivalentTo", (Junction("and" if word == "and" else "or", operands),))
    for other in frame.get("equivalent_to", ()):
        yield Axiom(term, "EquivalentTo", (Named(iri(other)),))
    for other in frame.get("disjoint_from", ()):
        yield Axiom(term, "DisjointWith", (Named(iri(other)),))


def relation_axioms(frame: Frame, iris: dict[str, str]) -> Iterator[Axiom]:
    """Yield what *frame* says of a relation."""
    relation = Named(iris[frame["id"][0]])

    def other(identifier: str) -> Named:
        return Named(iris.get(identifier) or iri(identifier))

    for sup in frame.get("is_a", ()):
        yield Axiom(relation, "SubPropertyOf", (other(sup),))
    for inverse in frame.get("inverse_of", ()):
        yield Axiom(relation, "InverseOf", (other(inverse),))
    for over in frame.get("transitive_over", ()):
        yield Axiom(Chain((relation, other(over))), "SubPropertyOf", (relation,))
    for chain in (*frame.get("holds_over_chain", ()), *frame.get("equivalent_to_chain", ())):
        yield Axiom(Chain(tuple(map(other, chain.split()))), "SubPropertyOf", (relation,))
    for tag, word in (("domain", "Domain"), ("range", "Range")):
        for said in frame.get(tag, ()):
            yield Axiom(relation, word, (Named(iri(said)),))
    for tag, word in CHARACTERISTICS.items():
        if frame.get(tag) == ["true"]:
            yield Axiom(relation, "Characteristics:", (word,))


def _expression(said: str, iris: dict[str, str]) -> Expression:
    """Return ``GO:1`` as a name, and ``part_of GO:1`` as ``part_of some GO:1``."""
    parts = said.split()
    if len(parts) == 1:
        return Named(iri(parts[0]))
    relation, filler = parts[:2]
    return Restriction(Named(iris.get(relation) or iri(relation)), "some", Named(iri(filler)))
