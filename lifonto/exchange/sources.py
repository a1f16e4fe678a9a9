"""What is to be exported: any ontology in a file, or the release with what follows from it and its mappings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from lifonto.errors import NotFound
from lifonto.reason.documents.files import read
from lifonto.reason.documents.obo.vocabulary import PROPERTIES
from lifonto.reason.values.expressions import Literal, Named
from lifonto.reason.values.ontology import Annotation, Ontology
from lifonto.reason.values.vocabulary import RDFS, XSD
from lifonto.tables.prefixes import Prefixes

SUBCLASS, EXACT = f"{RDFS}subClassOf", "http://www.w3.org/2004/02/skos/core#exactMatch"
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Source:
    """An ontology, the prefixes to write it with, and the nearest superclasses that follow and are not stated."""

    ontology: Ontology
    prefixes: Mapping[str, str]
    inferred: Pairs = ()


def of_file(file: Path) -> Source:
    """Read the ontology in *file*, of any syntax, with the prefixes that it declares."""
    ontology = read(file, annotations=True)
    return Source(ontology, ontology.header.prefixes)


def of_release(home: Path) -> Source:
    """Read the release in *home*; raises NotFound where there is none."""
    folder = home / "release"
    file = folder / "lifonto.owl"
    if not file.is_file():
        raise NotFound(f"no release at {file}: run `lifonto build` first")
    graphs = {name: (folder / f"{name}.nt").read_bytes() for name in ("direct", "mappings")}
    return with_links(read(file, annotations=True), graphs["direct"], graphs["mappings"], home)


def with_links(ontology: Ontology, direct: bytes, mappings: bytes, home: Path) -> Source:
    """Return *ontology* with cross-references for its exact matches, and with the nearest superclasses that follow."""
    prefixes = Prefixes.read(home / "prefixes.tsv")
    stated = {
        (axiom.parts[0].name, axiom.parts[1].name)
        for axiom in ontology.axioms
        if axiom.kind == "SubClassOf" and isinstance(axiom.parts[0], Named) and isinstance(axiom.parts[1], Named)
    }
    nearest = {pair for pair in pairs(direct, SUBCLASS) if pair not in stated}
    said = dict(ontology.annotations)
    for about, other in sorted(pairs(mappings, EXACT)):
        reference = Literal(prefixes.contract(other), f"{XSD}string")
        if about in said:
            said[about] = (*said[about], Annotation(PROPERTIES["xref"], reference))
    return Source(replace(ontology, annotations=said), prefixes, tuple(sorted(nearest)))


def pairs(ntriples: bytes, predicate: str) -> set[tuple[str, str]]:
    """Return what *predicate* relates in *ntriples*, both ends being names."""
    found = set()
    for line in ntriples.decode().splitlines():
        subject, named, value = line.split(" ", 2)
        value = value.removesuffix(" .")
        if named == f"<{predicate}>" and value.startswith("<"):
            found.add((subject[1:-1], value[1:-1]))
    return found
