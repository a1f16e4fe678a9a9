"""Everything that follows between named classes: subclasses, equivalences, and links along relations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lifonto.errors import Incoherent
from lifonto.reason.links.canonical import links_of
from lifonto.reason.links.existentials import Link
from lifonto.reason.links.growth import model_of
from lifonto.reason.links.relation_graph import relation_graph
from lifonto.reason.reasoners.classification import reasoner_named
from lifonto.reason.reasoners.reasoner import Reasoner
from lifonto.reason.reasoners.taxonomy import Taxonomy
from lifonto.reason.values.axioms import OBJECT
from lifonto.reason.values.fresh import is_fresh
from lifonto.reason.values.ontology import Ontology


@dataclass(frozen=True)
class Inferences:
    """Everything that follows between named classes.

    ``subclasses``: (sub, super), direct or not, without owl:Thing and without a class itself; ``equivalents``: the
    pairs of them that are also the other way round, each pair once, in order; ``existentials``: (sub, relation,
    filler), all that follow for the relations asked about; ``notes``: what may be missing, and why.
    """

    subclasses: frozenset[tuple[str, str]]
    equivalents: frozenset[tuple[str, str]]
    existentials: frozenset[tuple[str, str, str]]
    unsatisfiable: frozenset[str]
    notes: tuple[str, ...]
    taxonomy: Taxonomy

    @property
    def complete(self) -> bool:
        """Tell whether nothing is known that may be missing."""
        return not self.notes


def infer(
    ontology: Ontology,
    relations: Iterable[str],
    reasoner: Reasoner,
    *,
    tell: Callable[[str], None] = lambda step: None,
) -> Inferences:
    """Find all that follows from *ontology*; unsatisfiable classes are reported in the answer, not raised.

    The links are read off the canonical model where there is one, and else searched for; *tell* is told each step.
    Raises Inconsistent and ReasoningError.
    """
    wanted = frozenset(relations)
    notes: tuple[str, ...] = ()
    model = model_of(ontology, reasoner) if wanted else None
    taxonomy = model.taxonomy if model else reasoner.taxonomy(ontology)
    links: Iterable[Link] = ()
    if model and not taxonomy.unsatisfiable:
        tell("reading links off the canonical model")
        links = links_of(model, wanted)
    elif wanted:
        links, notes = relation_graph(ontology, wanted, taxonomy, reasoner.taxonomy, tell)
    return inferences(taxonomy, links, (*ontology.notes, *taxonomy.notes, *notes))


def classify(ontology: Ontology, reasoner: str = "rustdl") -> Inferences:
    """Find all that follows from *ontology*, with the links along every relation.

    Raises Inconsistent, ReasoningError, and Incoherent where some class can have no instances.
    """
    found = infer(ontology, ontology.of_kind(OBJECT), reasoner_named(reasoner))
    if found.unsatisfiable:
        raise Incoherent(found.unsatisfiable)
    return found


def inferences(taxonomy: Taxonomy, links: Iterable[Link], notes: Iterable[str]) -> Inferences:
    """Put together what was found, without the names that were invented on the way."""
    above, ours = taxonomy.above, frozenset(filter(is_fresh, taxonomy.above))
    theirs = {each: over - ours if ours else over for each, over in above.items() if each not in ours}
    return Inferences(
        frozenset((sub, sup) for sub, over in theirs.items() for sup in over),
        frozenset((sub, sup) for sub, over in theirs.items() for sup in over if sub < sup and sub in above[sup]),
        frozenset(filter(ours.isdisjoint, links) if ours else links),
        taxonomy.unsatisfiable,
        tuple(dict.fromkeys(notes)),
        taxonomy,
    )
