"""What the names of an ontology stand for, so that a class is not taken for a relation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from lifonto.errors import NotFound
from lifonto.reason.values.axioms import CLASS, INDIVIDUAL, OBJECT
from lifonto.reason.values.manchester import Sort
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import BOTTOM_OBJECT, NOTHING, THING, TOP_OBJECT

SORTS = {CLASS: "class", OBJECT: "relation", INDIVIDUAL: "individual"}
BUILT_IN = {"class": (THING, NOTHING), "relation": (TOP_OBJECT, BOTTOM_OBJECT)}
WANTED: Mapping[Sort, str] = {
    "class": "a class",
    "relation": "a relation between classes (an object property)",
    "individual": "an individual",
}


@dataclass(frozen=True)
class Vocabulary:
    """The sorts of things that each IRI is declared as."""

    sorts: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, ontology: Ontology) -> Vocabulary:
        """Read what *ontology* declares or uses."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for kind, iri in ontology.entities:
            if kind in SORTS:
                found[iri].add(SORTS[kind])
        for sort, iris in BUILT_IN.items():
            for iri in iris:
                found[iri].add(sort)
        return cls({iri: frozenset(sorts) for iri, sorts in found.items()})

    def check(self, iri: str, sort: Sort) -> None:
        """Raise NotFound where *iri* is not of the *sort* that its place in an expression asks for."""
        known = self.sorts.get(iri, frozenset())
        if sort not in known:
            is_what = " and ".join(WANTED[each] for each in WANTED if each in known) or "none of these"
            raise NotFound(f"{WANTED[sort]} is wanted here, and {iri} is {is_what}")
