"""What is to be exported: any ontology in a file, or the release with what follows from it and its mappings."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path

from lifonto.errors import NotFound
from lifonto.reason.documents.files import read
from lifonto.reason.documents.obo.vocabulary import PROPERTIES
from lifonto.reason.values.expressions import Literal, Named
from lifonto.reason.values.ontology import Annotation, Ontology
from lifonto.reason.values.vocabulary import OWL, RDFS, XSD
from lifonto.tables.prefixes import Prefixes

SUBCLASS, SAME = f"{RDFS}subClassOf", f"{OWL}equivalentClass"
EXACT = "http://www.w3.org/2004/02/skos/core#exactMatch"
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Source:
    """An ontology and the prefixes to write it with; for OBO, the nearest superclasses that follow, and references."""

    stated: Ontology
    prefixes: Mapping[str, str]
    inferred: Pairs = ()
    same: Pairs = ()  # equivalent classes, where that follows and is not stated
    references: Pairs = ()  # of terms to what means the same elsewhere, as CURIEs
    mappings: bytes = b""  # an SSSOM table, where there is one

    @property
    def ontology(self) -> Ontology:
        """The ontology with its references as annotations of terms, which OBO is to have."""
        said = dict(self.stated.annotations)
        for about, other in self.references:
            if about in said:
                said[about] = (*said[about], Annotation(PROPERTIES["xref"], Literal(other, f"{XSD}string")))
        return replace(self.stated, annotations=said)


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
    prefixes, table = Prefixes.read(home / "prefixes.tsv"), home / "mappings" / "lifonto.sssom.tsv"
    source = with_links(read(file, annotations=True), graphs["direct"], graphs["mappings"], prefixes)
    return replace(source, mappings=table.read_bytes() if table.is_file() else b"")


def with_links(ontology: Ontology, direct: bytes, mappings: bytes, prefixes: Prefixes) -> Source:
    """Return *ontology* with cross-references for its exact matches, and with the nearest superclasses that follow."""
    nearest = pairs(direct, SUBCLASS) - named_pairs(ontology, "SubClassOf")
    stated = named_pairs(ontology, "EquivalentClasses")
    same = {pair for pair in pairs(direct, SAME) if not {pair, pair[::-1]} & stated}
    references = tuple((about, prefixes.contract(other)) for about, other in sorted(pairs(mappings, EXACT)))
    return Source(ontology, prefixes, tuple(sorted(nearest)), tuple(sorted(same)), references)


def named_pairs(ontology: Ontology, kind: str) -> Set[tuple[str, str]]:
    """Return the two names in each axiom of *kind* that has just two."""
    found = (axiom.parts for axiom in ontology.axioms if axiom.kind == kind and len(axiom.parts) == 2)
    return {(one.name, other.name) for one, other in found if isinstance(one, Named) and isinstance(other, Named)}


def pairs(ntriples: bytes, predicate: str) -> set[tuple[str, str]]:
    """Return what *predicate* relates in *ntriples*, both ends being names."""
    found = set()
    for line in ntriples.decode().splitlines():
        subject, named, value = line.split(" ", 2)
        value = value.removesuffix(" .")
        if named == f"<{predicate}>" and value.startswith("<"):
            found.add((subject[1:-1], value[1:-1]))
    return found
