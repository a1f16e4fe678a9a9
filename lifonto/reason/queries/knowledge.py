"""A knowledge base: an ontology that can be asked what follows from it about any class expression.

An expression E is asked about through new names. ``E SubClassOf U`` and no other axiom is about U, so the classes
below U are those below E; ``L SubClassOf E``, so those above L are those above E. Adding them changes nothing about
the other classes, and any reasoner that can classify can answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from lifonto.errors import NotFound
from lifonto.reason.queries.alternatives import alternatives
from lifonto.reason.reasoners.classification import reasoner_named
from lifonto.reason.reasoners.reasoner import Reasoner
from lifonto.reason.reasoners.taxonomy import Taxonomy
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Expression, Named
from lifonto.reason.values.fresh import PREFIX
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import NOTHING, THING

ASKED = f"{PREFIX}asked:"
OVER, UNDER = f"{ASKED}over", f"{ASKED}under"


def subclass(sub: Expression, sup: Expression) -> Axiom:
    """Return ``sub SubClassOf sup``."""
    return Axiom("SubClassOf", (sub, sup))


@dataclass(frozen=True)
class Answer:
    """What is known of a class expression, between named classes.

    ``subclasses`` and ``superclasses`` leave the equivalents out; an unsatisfiable expression has no superclasses
    listed, as every class is one. ``notes`` is what the reasoner could not tell.
    """

    satisfiable: bool
    equivalents: tuple[str, ...]
    subclasses: tuple[str, ...]
    superclasses: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class KnowledgeBase:
    """An ontology and the reasoner that answers for it."""

    ontology: Ontology
    reasoner: Reasoner

    @classmethod
    def of(cls, ontology: Ontology, reasoner: str = "rustdl") -> Self:
        """Return a knowledge base over *ontology* with the back end called *reasoner*."""
        return cls(ontology, reasoner_named(reasoner))

    @cached_property
    def taxonomy(self) -> Taxonomy:
        """The hierarchy of its named classes."""
        return self.reasoner.taxonomy(self.ontology)

    def assuming(self, iri: str, expression: Expression) -> KnowledgeBase:
        """Return this knowledge base with a hypothetical class *iri*, equivalent to *expression*."""
        return KnowledgeBase(self.ontology.plus([Axiom("EquivalentClasses", (Named(iri), expression))]), self.reasoner)

    def ask(self, expression: Expression, *, direct: bool = False) -> Answer:
        """Return the named classes below, above and equal to *expression*; *direct*: those with none between."""
        if isinstance(expression, Named):
            return self._named(expression.name, direct=direct)
        cases = {f"{UNDER}{number}": each for number, each in enumerate(alternatives(expression))}
        axioms = [subclass(each, Named(OVER)) for each in cases.values()]
        axioms += [subclass(Named(under), each) for under, each in cases.items()]
        found = self.reasoner.taxonomy(self.ontology.plus(axioms))
        asked = {OVER, *cases}
        below = found.below.get(OVER, set()) - asked
        possible = [found.above[under] for under in cases if under not in found.unsatisfiable]
        above = frozenset.intersection(*possible) - asked if possible else frozenset()
        return laid_out(found, (below, above, below & above), direct=direct, satisfiable=bool(possible))

    def _named(self, iri: str, *, direct: bool) -> Answer:
        """Answer about the class *iri* from the hierarchy, which is known."""
        found = self.taxonomy
        if iri == THING:
            return laid_out(found, (set(found.above), frozenset(), set()), direct=direct)
        if iri in found.unsatisfiable or iri == NOTHING:
            return Answer(False, tuple(sorted(found.unsatisfiable - {iri})), (), (), found.notes)
        if iri not in found.above:
            raise NotFound(f"{iri} is not a class of this ontology")
        return laid_out(found, (found.below[iri], found.above[iri], found.equivalents(iri)), direct=direct)

    def entails(self, sub: Expression, sup: Expression) -> bool:
        """Tell whether ``sub SubClassOf sup`` follows."""
        return self.entailed([(sub, sup)])[0]

    def entailed(self, pairs: Iterable[tuple[Expression, Expression]]) -> list[bool]:
        """Tell of each (sub, super) in *pairs* whether it follows; one classification answers them all."""
        axioms, names = [], []
        for number, (sub, sup) in enumerate(pairs):
            under, over = f"{ASKED}{number}-under", f"{ASKED}{number}-over"
            axioms += [subclass(Named(under), sub), subclass(sup, Named(over))]
            names.append((under, over))
        found = self.reasoner.taxonomy(self.ontology.plus(axioms))
        return [under in found.unsatisfiable or over in found.above[under] for under, over in names]

    def satisfiable(self, expression: Expression) -> bool:
        """Tell whether *expression* can have instances."""
        cases = {f"{UNDER}{number}": each for number, each in enumerate(alternatives(expression))}
        axioms = [subclass(Named(under), each) for under, each in cases.items()]
        return not cases.keys() <= self.reasoner.taxonomy(self.ontology.plus(axioms)).unsatisfiable

    def instances(self, expression: Expression) -> tuple[str, ...]:
        """Return the individuals that are known to be instances of *expression*."""
        asked = self.ontology.plus(subclass(each, Named(OVER)) for each in alternatives(expression))
        return tuple(sorted(self.reasoner.instances(asked, OVER)))


def laid_out(
    found: Taxonomy,
    places: tuple[Iterable[str], Iterable[str], Iterable[str]],
    *,
    direct: bool,
    satisfiable: bool = True,
) -> Answer:
    """Lay out what is below, above and equal, without repeating what is equal."""
    below, above, equal = (frozenset(each) for each in places)
    below, above = below - equal, above - equal
    if direct:
        below, above = found.highest(below), found.lowest(above)
    return Answer(satisfiable, tuple(sorted(equal)), tuple(sorted(below)), tuple(sorted(above)), found.notes)
