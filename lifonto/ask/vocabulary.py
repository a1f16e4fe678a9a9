"""What the names of an ontology stand for, so that a class is not taken for a relation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from lifonto.ask.store import Store, bare, table
from lifonto.errors import NotFound
from lifonto.owl.manchester import Sort

DECLARED = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT ?name ?sort WHERE {
  VALUES (?kind ?sort) { (owl:Class "class") (owl:ObjectProperty "relation") (owl:NamedIndividual "individual") }
  ?name a ?kind .
  FILTER (isIRI(?name))
}
"""
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
    def of(cls, store: Store) -> Vocabulary:
        """Read the declarations in *store*."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for name, sort in table(store, DECLARED).rows:
            found[bare(name or "")].add(bare(sort or ""))
        return cls({iri: frozenset(sorts) for iri, sorts in found.items()})

    def check(self, iri: str, sort: Sort) -> None:
        """Raise NotFound where *iri* is not of the *sort* that its place in an expression asks for."""
        known = self.sorts.get(iri, frozenset())
        if sort not in known:
            is_what = " and ".join(WANTED[each] for each in WANTED if each in known) or "none of these"
            raise NotFound(f"{WANTED[sort]} is wanted here, and {iri} is {is_what}")
