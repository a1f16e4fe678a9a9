"""The names and identifiers of the terms of an ontology, each of a sort, as its annotations and axioms have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from lifonto.exchange.molecules import NAMED_GENE
from lifonto.reason.documents.obo.vocabulary import DEPRECATED, MERGED, PROPERTIES, REASON, REPLACED_BY
from lifonto.reason.values.axioms import DATATYPE
from lifonto.reason.values.expressions import Literal
from lifonto.reason.values.ontology import Annotation, Ontology
from lifonto.reason.values.vocabulary import LABEL as RDFS_LABEL
from lifonto.reason.values.vocabulary import OWL

SKOS, OBO_IN_OWL = "http://www.w3.org/2004/02/skos/core#", "http://www.geneontology.org/formats/oboInOwl#"
SHORT_NAME = "http://purl.obolibrary.org/obo/IAO_0000118"
CONSIDER = f"{OBO_IN_OWL}consider"


class Sort(Enum):
    """What a name is to its term: in words, how near it comes (0 is as good as any), and the predicate from it."""

    IDENTIFIER = ("identifier", 0, "skos:exactMatch")
    MERGED = ("identifier that was merged into it", 0, "skos:exactMatch")
    ELSEWHERE = ("identifier elsewhere", 0, "skos:exactMatch")
    SYMBOL = ("symbol", 0, "skos:exactMatch")
    LABEL = ("exact label", 0, "skos:exactMatch")
    EXACT = ("exact synonym", 1, "skos:exactMatch")
    CLOSE = ("identifier elsewhere, of something close", 2, "skos:closeMatch")
    NARROWER = ("identifier elsewhere, of something narrower", 2, "skos:broadMatch")
    BROADER = ("identifier elsewhere, of something broader", 2, "skos:narrowMatch")
    NARROW = ("narrow synonym", 2, "skos:broadMatch")
    BROAD = ("broad synonym", 2, "skos:narrowMatch")
    RELATED = ("related synonym", 2, "skos:relatedMatch")
    REFERENCE = ("cross-reference", 3, "skos:relatedMatch")

    def __init__(self, words: str, rank: int, predicate: str) -> None:
        self.words, self.rank, self.predicate = words, rank, predicate

    @property
    def is_exact(self) -> bool:
        """Tell whether what has such a name is the term, no more and no less."""
        return self.predicate == "skos:exactMatch"


NAMING = {
    RDFS_LABEL: Sort.LABEL,
    f"{SKOS}prefLabel": Sort.LABEL,
    PROPERTIES["EXACT"]: Sort.EXACT,
    f"{SKOS}altLabel": Sort.EXACT,
    SHORT_NAME: Sort.EXACT,
    PROPERTIES["NARROW"]: Sort.NARROW,
    PROPERTIES["BROAD"]: Sort.BROAD,
    PROPERTIES["RELATED"]: Sort.RELATED,
    f"{OBO_IN_OWL}hasSynonym": Sort.RELATED,
    f"{SKOS}hiddenLabel": Sort.RELATED,
}
IDENTIFYING = {
    PROPERTIES["alt_id"]: Sort.MERGED,
    f"{SKOS}exactMatch": Sort.ELSEWHERE,
    f"{OWL}sameAs": Sort.ELSEWHERE,
    f"{SKOS}closeMatch": Sort.CLOSE,
    f"{SKOS}narrowMatch": Sort.NARROWER,
    f"{SKOS}broadMatch": Sort.BROADER,
    f"{SKOS}relatedMatch": Sort.REFERENCE,
    PROPERTIES["xref"]: Sort.REFERENCE,
}
OBSOLETE = "obsolete "


@dataclass(frozen=True, slots=True)
class Name:
    """That *term* is called, or identified by, what is *written*."""

    term: str
    written: str
    sort: Sort


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an obsolete term: what replaces it, what to consider, and whether it was merged into that."""

    replaced_by: tuple[str, ...] = ()
    consider: tuple[str, ...] = ()
    merged: bool = False


def names_in(ontology: Ontology) -> Iterator[Name]:
    """Yield every name and identifier of every term of *ontology*."""
    for iri, said in ontology.annotations.items():
        if iri.startswith("_:"):
            continue
        for each in said:
            if sort := NAMING.get(each.property):
                yield from named(iri, text_of(each.value), sort)
            elif sort := IDENTIFYING.get(each.property):
                yield Name(iri, text_of(each.value), sort)
    for entity in ontology.entities:
        if entity.kind != DATATYPE and not entity.iri.startswith("_:"):
            yield Name(entity.iri, entity.iri, Sort.IDENTIFIER)


def named(iri: str, text: str, sort: Sort) -> Iterator[Name]:
    """Yield *text*, which *iri* is called; of a gene its symbol, and of what is obsolete its former name."""
    written = " ".join(text.split())
    if not written:
        return
    yield Name(iri, written, sort)
    if sort is Sort.LABEL and (gene := NAMED_GENE.fullmatch(written)):
        yield Name(iri, gene[1], Sort.SYMBOL)
    if sort is Sort.LABEL and written.startswith(OBSOLETE):
        yield Name(iri, written.removeprefix(OBSOLETE), Sort.LABEL)


def fates_in(ontology: Ontology) -> dict[str, Fate]:
    """Return the obsolete terms of *ontology*, each with what became of it."""
    return {iri: fate_of(said) for iri, said in ontology.annotations.items() if is_obsolete(said)}


def is_obsolete(said: tuple[Annotation, ...]) -> bool:
    """Tell whether a term of which this is *said* is obsolete."""
    return any(each.property == DEPRECATED and text_of(each.value).lower() in ("true", "1") for each in said)


def fate_of(said: tuple[Annotation, ...]) -> Fate:
    """Return what became of an obsolete term of which this is *said*."""
    instead, consider = (
        tuple(dict.fromkeys(text_of(each.value) for each in said if each.property == of))
        for of in (REPLACED_BY, CONSIDER)
    )
    return Fate(instead, consider, any(each.property == REASON and each.value == MERGED for each in said))


def text_of(value: str | Literal) -> str:
    """Return the text of a literal, or an IRI."""
    return value.text if isinstance(value, Literal) else value
