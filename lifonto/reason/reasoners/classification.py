"""Classification: one interface over the reasoners.

A reasoner gives the hierarchy of the named classes of a document; everything else in this package is asked of it by
adding axioms and asking again, so that every back end answers every question.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from lifonto.errors import Incoherent, ReasoningError
from lifonto.reason.ontology.documents import not_read, plus
from lifonto.reason.reasoners.relation_graph import relation_graph
from lifonto.reason.reasoners.taxonomy import Taxonomy

REASONERS = ("rustdl", "hermit")
NAMED_FILLER = re.compile(rb'someValuesFrom(?:\s[^>]*?)?\s(?:\w+:)?resource="([^"]+)"')


class Reasoner(Protocol):
    """What a back end can do."""

    def prepared(self, document: bytes) -> bytes:
        """Return *document* with what the reasoner wants said in other words; all else here does so where needed."""

    def taxonomy(self, document: bytes) -> Taxonomy:
        """Return the hierarchy of the named classes of an RDF/XML *document*; raises Inconsistent."""

    def instances(self, document: bytes, iri: str) -> frozenset[str]:
        """Return the individuals that are known to be instances of the class *iri*."""

    def left_out(self, document: bytes) -> tuple[str, ...]:
        """Say which axioms of *document* the reasoner cannot take into account."""


@dataclass(frozen=True)
class Inferences:
    """Everything that follows between named classes.

    ``subclasses``: (sub, super), direct or not, without owl:Thing and without a class itself; ``equivalents``: the
    pairs of them that are also the other way round, each pair once, in order; ``existentials``: (sub, relation,
    filler), all that follow for the relations asked about; ``notes``: what the reasoner could not tell.
    """

    subclasses: frozenset[tuple[str, str]]
    equivalents: frozenset[tuple[str, str]]
    existentials: frozenset[tuple[str, str, str]]
    unsatisfiable: frozenset[str]
    notes: tuple[str, ...]
    taxonomy: Taxonomy


def reasoner_named(name: str, *, saturation_only: bool = False, seconds: float = 0) -> Reasoner:
    """Return the back end called *name*.

    *saturation_only* keeps it within OWL 2 EL, and *seconds* are what it may spend on the cases of a large ontology
    beyond that; HermiT goes through all of them however long it takes.

    Raises ReasoningError where there is none of that name.
    """
    if name == "rustdl":
        from lifonto.reason.reasoners.rust import Rustdl

        return Rustdl(saturation_only=saturation_only, seconds=seconds)
    if name == "hermit":
        from lifonto.reason.reasoners.hermit import Hermit

        return Hermit()
    raise ReasoningError(f"no reasoner is called {name!r}; there are {' and '.join(REASONERS)}")


def classify(rdfxml: bytes, relations: Iterable[str] = (), reasoner: str = "rustdl") -> Inferences:
    """Find all that follows from *rdfxml* between named classes, by subclass and along *relations*.

    Raises Inconsistent where the axioms contradict each other, Incoherent where some class can have no instances, and
    ReasoningError where the reasoner cannot be run.
    """
    found = infer(rdfxml, relations, reasoner_named(reasoner))
    if found.unsatisfiable:
        raise Incoherent(found.unsatisfiable)
    return found


def infer(
    document: bytes, relations: Iterable[str], reasoner: Reasoner, *, tell: Callable[[str], None] = lambda step: None
) -> Inferences:
    """Find all that follows from *document*; unsatisfiable classes are reported in the answer, not raised.

    *tell* is told each round of the search for links.
    """
    asked = reasoner.prepared(plus(document, []))
    taxonomy = reasoner.taxonomy(asked)
    hints = {html.unescape(each.decode()) for each in NAMED_FILLER.findall(document)}
    links, notes = relation_graph(asked, relations, taxonomy, reasoner.taxonomy, hints, tell)
    pairs = {(sub, sup) for sub, supers in taxonomy.above.items() for sup in supers}
    return Inferences(
        frozenset(pairs),
        frozenset((left, right) for left, right in pairs if left < right and (right, left) in pairs),
        links,
        taxonomy.unsatisfiable,
        tuple(dict.fromkeys([*not_read(document), *reasoner.left_out(document), *taxonomy.notes, *notes])),
        taxonomy,
    )
