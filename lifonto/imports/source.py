"""A copy of another ontology: its terms by CURIE, what became of them, and all that is above each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lifonto.errors import LifontoError, TableError
from lifonto.reason.documents.files import joined, read
from lifonto.reason.reasoners.classification import reasoner_named
from lifonto.reason.values.expressions import Literal
from lifonto.reason.values.ontology import Annotation, Ontology
from lifonto.reason.values.vocabulary import LABEL, OWL
from lifonto.tables.prefixes import Prefixes

DEPRECATED, VERSION = f"{OWL}deprecated", f"{OWL}versionInfo"
OBO = "http://purl.obolibrary.org/obo/"
REPLACED_BY, CONSIDER = f"{OBO}IAO_0100001", "http://www.geneontology.org/formats/oboInOwl#consider"


@dataclass(frozen=True)
class Source:
    """The labelled classes of a source by CURIE; those that are obsolete with what to use in their place.

    ``above`` has what the reasoner finds above each class, directly or not; what is the same stands in ``equivalents``.
    """

    labels: Mapping[str, str]
    above: Mapping[str, frozenset[str]]
    obsolete: Mapping[str, tuple[str, ...]]
    equivalents: Mapping[str, frozenset[str]]
    version: str = ""
    notes: tuple[str, ...] = ()

    def __contains__(self, curie: str) -> bool:
        """Tell whether the class is there, in use and not obsolete."""
        return curie in self.labels and curie not in self.obsolete and curie in self.above

    @classmethod
    def read(cls, files: Iterable[Path], prefixes: Prefixes) -> Source:
        """Read *files* as one ontology, and classify it.

        Raises NotFound, ReasoningError where a file cannot be read, and Inconsistent.
        """
        ontology = joined([read(file, annotations=True) for file in files])
        taxonomy = reasoner_named("rustdl").taxonomy(ontology)
        short = {iri: prefixes.contract(iri) for iri in ontology.of_kind("Class")}
        if taxonomy.unsatisfiable:
            some = ", ".join(sorted(short.get(iri, iri) for iri in taxonomy.unsatisfiable)[:10])
            raise LifontoError(f"the source contradicts itself: these classes can have no instances: {some}")
        said = {name: ontology.annotations.get(iri, ()) for iri, name in short.items()}
        return cls(
            {name: label for name, each in said.items() if (label := label_in(each))},
            {short[iri]: named(over - taxonomy.equivalents(iri), short) for iri, over in taxonomy.above.items()},
            {name: successors(each, prefixes) for name, each in said.items() if is_deprecated(each)},
            {short[iri]: named(same, short) for iri in taxonomy.above if (same := taxonomy.equivalents(iri))},
            version_of(ontology),
            (*ontology.notes, *taxonomy.notes),
        )

    def version_said(self, given: str) -> str:
        """Return the version to write down: the one *given*, or else the source's own; raises TableError."""
        if not (version := given or self.version):
            raise TableError("the source does not say which version it is: say so with --source-version")
        return version


def named(iris: Iterable[str], short: Mapping[str, str]) -> frozenset[str]:
    """Return the CURIEs of *iris*."""
    return frozenset(short[each] for each in iris)


def label_in(annotations: Iterable[Annotation]) -> str:
    """Return the first English label, or the first one there is, or nothing."""
    found = [each.value for each in annotations if each.property == LABEL and isinstance(each.value, Literal)]
    english = [each for each in found if each.language.partition("-")[0].lower() in ("", "en")]
    return next((" ".join(each.text.split()) for each in (*english, *found)), "")


def is_deprecated(annotations: Iterable[Annotation]) -> bool:
    """Tell whether the term is obsolete."""
    return any(each.property == DEPRECATED and text_of(each.value).lower() in ("true", "1") for each in annotations)


def successors(annotations: Iterable[Annotation], prefixes: Prefixes) -> tuple[str, ...]:
    """Return what replaces an obsolete term, or else what its source would have one consider."""
    for wanted in (REPLACED_BY, CONSIDER):
        if found := [prefixes.contract(text_of(each.value)) for each in annotations if each.property == wanted]:
            return tuple(found)
    return ()


def version_of(ontology: Ontology) -> str:
    """Return the version that the header of *ontology* states, or nothing."""
    header = ontology.header
    said = [text_of(each.value) for each in header.annotations if each.property == VERSION]
    return header.version or next(iter(sorted(said)), "")


def text_of(value: str | Literal) -> str:
    """Return the text of a literal, or an IRI."""
    return value.text if isinstance(value, Literal) else value
