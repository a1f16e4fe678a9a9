"""Current copies of ontologies: what each knows of its terms, and for which terms it speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeGuard

from lifonto.errors import LifontoError, NotFound
from lifonto.grounding.identifiers import iri_of
from lifonto.grounding.names import NAMING, Fate, Sort, fates_in, text_of
from lifonto.imports.source import label_in
from lifonto.reason.documents.files import read
from lifonto.reason.documents.obo.vocabulary import PROPERTIES
from lifonto.reason.values.ancestry import ancestors
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Literal, Named, conjuncts
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import LABEL
from lifonto.tables.prefixes import Prefixes

NUMBERED = re.compile(r"(.*[/#:][A-Za-z][A-Za-z.]*_)\w*\d\w*$")
PLAIN = re.compile(r"(.*[/#])[^/#]*$")
NAME = re.compile(r"([A-Za-z][\w-]*?)(?:-(?:base|edit|basic|simple|full|plus))?(?:\.\w+)*$")
ALTERNATIVE = PROPERTIES["alt_id"]
OWN = "the release of lifonto"


def space_of(iri: str) -> str:
    """Return what the identifiers of one ontology begin with: ``…/obo/GO_`` of a term of GO."""
    found = NUMBERED.match(iri) or PLAIN.match(iri)
    return found[1] if found else iri


@dataclass(frozen=True, eq=False)
class Copy:
    """A copy of an ontology by its *name*, and the *spaces* for which it speaks: it has all terms that are in them.

    *is_whole* tells that its hierarchy may be compared, of which that of imported terms is a digest.
    """

    name: str
    value: Ontology
    spaces: frozenset[str]
    prefixes: Prefixes
    is_whole: bool = True

    @classmethod
    def read(cls, file: Path, prefixes: Collection[str], known: Prefixes) -> Copy:
        """Read the copy in *file*; raises NotFound, ReasoningError, and LifontoError where it has no terms.

        It speaks for the terms of *prefixes*, or else for those of its own name, or those that it has most of.
        """
        value = read(file, annotations=True)
        said = frozenset(known.get(each, f"http://purl.obolibrary.org/obo/{each}_") for each in prefixes)
        copy = cls(file.name, value, said or spaces_of(value), known)
        if not copy.terms:
            raise LifontoError(f"{file}: it has no terms, so nothing can be held against it")
        return copy

    @classmethod
    def of_release(cls, home: Path) -> Copy:
        """Read the release in *home*, which speaks for its own terms alone; raises NotFound where there is none."""
        file = home / "release" / "asserted.nt"
        if not file.is_file():
            raise NotFound(
                f"no release in {home / 'release'}: run `lifonto build` first, or give copies with --against"
            )
        value = read(file, annotations=True)
        prefixes = Prefixes.read(home / "prefixes.tsv")
        return cls(OWN, value, frozenset((prefixes.get("LIFO", ""),)), prefixes, is_whole=False)

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of which it says something: that they are called something, or are below something."""
        said = {iri for iri, notes in self.value.annotations.items() if notes}
        stated = {
            axiom.parts[0].name for axiom in self.value.axioms if axiom.parts and isinstance(axiom.parts[0], Named)
        }
        return frozenset(said | stated) & self.names

    @cached_property
    def names(self) -> frozenset[str]:
        """Everything that it names, though it may say nothing of it."""
        return frozenset(each.iri for each in self.value.entities)

    @cached_property
    def fates(self) -> dict[str, Fate]:
        """Its obsolete terms, and those that it has as alternative identifiers of others alone."""
        merged = {
            iri_of(text_of(each.value), self.prefixes): Fate((iri,), (), merged=True)
            for iri, notes in self.value.annotations.items()
            for each in notes
            if each.property == ALTERNATIVE
        }
        return {iri: fate for iri, fate in merged.items() if iri not in self.terms} | fates_in(self.value)

    def speaks_for(self, iri: str) -> bool:
        """Tell whether it would have *iri*, were that still in use."""
        return space_of(iri) in self.spaces

    def label(self, iri: str) -> str:
        """Return the label of *iri*, or nothing."""
        return label_in(self.value.annotations.get(iri, ()))

    def has_label(self, iri: str, label: str) -> bool:
        """Tell whether *label* is one of the labels of *iri*."""
        said = self.value.annotations.get(iri, ())
        return any(each.property == LABEL and " ".join(text_of(each.value).split()) == label for each in said)

    def synonym(self, iri: str, label: str) -> str:
        """Return what sort of synonym of *iri* the name *label* is here, or nothing."""
        for each in self.value.annotations.get(iri, ()):
            sort = NAMING.get(each.property)
            if sort and sort is not Sort.LABEL and isinstance(each.value, Literal) and each.value.text == label:
                return sort.words
        return ""

    @cached_property
    def parents(self) -> dict[str, tuple[Axiom, ...]]:
        """The axioms that say what is above each class."""
        found: dict[str, list[Axiom]] = {}
        for axiom in self.value.axioms:
            for sub, _ in stated_parents(axiom):
                if axiom not in found.setdefault(sub, []):
                    found[sub].append(axiom)
        return {sub: tuple(axioms) for sub, axioms in found.items()}

    def stated_above(self, iri: str) -> frozenset[str]:
        """Return the names that are stated to be above *iri*, step by step."""
        return ancestors(iri, self._names_above)

    @cached_property
    def _names_above(self) -> dict[str, set[str]]:
        return {
            sub: {each.name for axiom in axioms for one, each in stated_parents(axiom) if one == sub and is_named(each)}
            for sub, axioms in self.parents.items()
        }


def is_named(part: object) -> TypeGuard[Named]:
    """Tell whether *part* is a name."""
    return isinstance(part, Named)


def stated_parents(axiom: Axiom) -> Iterable[tuple[str, object]]:
    """Yield each class that *axiom* puts below something, with what it says is above it, conjunct by conjunct."""
    if axiom.kind == "SubClassOf" and isinstance(axiom.parts[0], Named):
        yield from ((axiom.parts[0].name, each) for each in conjuncts(axiom.parts[1]))  # type: ignore[arg-type]
    elif axiom.kind == "EquivalentClasses":
        for part in axiom.parts:
            if isinstance(part, Named):
                others = [each for each in axiom.parts if each != part]
                yield from ((part.name, each) for each in conjuncts(*others))  # type: ignore[arg-type]


def spaces_of(value: Ontology) -> frozenset[str]:
    """Return the space that an ontology speaks for: that of its own name, or else that of most of its terms."""
    counts = Counter(space_of(each.iri) for each in value.entities if each.kind in ("Class", "ObjectProperty"))
    most = {space for space, _ in counts.most_common(1)}
    local = NAME.search(value.header.iri.rpartition("/")[2])
    mine = {each for each in counts if local and each.rpartition("/")[2].casefold() == f"{local[1]}_".casefold()}
    return frozenset(mine or most)
