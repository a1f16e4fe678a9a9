"""Classes that are only supposed to be there, asked about without adding them to the ontology.

A definition of a new name changes nothing about the old ones, so the name may be replaced by what it means, and where
it stands among the others is a question about its meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import permutations

from lifonto.reason.links.canonical import is_plain
from lifonto.reason.queries.alternatives import count
from lifonto.reason.queries.knowledge import Answer, KnowledgeBase, laid_out
from lifonto.reason.queries.ready import ReadyBase
from lifonto.reason.queries.witness import Witnesses
from lifonto.reason.reasoners.taxonomy import Taxonomy
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Complement, Expression, Junction, Named, Restriction
from lifonto.reason.values.vocabulary import THING


@dataclass(frozen=True)
class SupposedBase:
    """A knowledge base kept ready, and classes supposed beside those in it: what each means, in older names."""

    base: ReadyBase
    meanings: Mapping[str, Expression]

    @property
    def taxonomy(self) -> Taxonomy:
        """The hierarchy of the classes that are there."""
        return self.base.taxonomy

    def assuming(self, iri: str, expression: Expression) -> SupposedBase | KnowledgeBase:
        """Return this base with one more supposed class."""
        meaning = unfolded(expression, self.meanings)
        if self._model_for(meaning):
            return SupposedBase(self.base, {**self.meanings, iri: meaning})
        return self._whole().assuming(iri, expression)

    def ask(self, expression: Expression, *, direct: bool = False) -> Answer:
        """Return the named classes, supposed ones among them, below, above and equal to *expression*."""
        meaning = unfolded(expression, self.meanings)
        if not (witnesses := self._model_for(meaning)):
            return self._whole().ask(expression, direct=direct)
        known = self.base.ask(meaning)
        possible = [iri for iri, each in self.meanings.items() if witnesses.superclasses(each) is not None]
        others = {iri: self.meanings[iri] for iri in possible if Named(iri) != expression}
        under = {iri for iri, each in others.items() if witnesses.entails(each, meaning)}
        over = {iri for iri, each in others.items() if known.satisfiable and witnesses.entails(meaning, each)}
        if isinstance(meaning, Named) and meaning != expression and meaning.name != THING:
            known = replace(known, equivalents=(*known.equivalents, meaning.name))
        equal = {*known.equivalents, *(under & over)}
        places = ({*known.subclasses, *under} | equal, {*known.superclasses, *over} | equal, equal)
        hierarchy = self._hierarchy(witnesses, possible) if direct else self.taxonomy
        found = laid_out(hierarchy, places, direct=direct, satisfiable=known.satisfiable)
        definitions = [Axiom("EquivalentClasses", (Named(iri), each)) for iri, each in self.meanings.items()]
        notes = self.base.notes_on(expression, definitions)
        return replace(found, notes=notes)

    def instances(self, expression: Expression) -> tuple[str, ...]:
        """Return the individuals that are known to be instances of *expression*."""
        return self.base.instances(unfolded(expression, self.meanings))

    def _model_for(self, meaning: Expression) -> Witnesses | None:
        """Return the model where it says where a class of this *meaning* stands: in OWL 2 EL, that is."""
        found = self.base.model_for(meaning) if is_plain(meaning) and count(meaning) == 1 else None
        pairs = permutations((meaning, *self.meanings.values()), 2)
        return found if found and all(self.base.is_sure_of(*pair) for pair in pairs) else None

    def _hierarchy(self, witnesses: Witnesses, possible: list[str]) -> Taxonomy:
        """Return the hierarchy with the supposed classes in it."""
        above = dict(self.taxonomy.above)
        for iri in possible:
            over = witnesses.superclasses(self.meanings[iri]) or frozenset()
            others = {each for each in possible if witnesses.entails(self.meanings[iri], self.meanings[each])}
            for sub in witnesses.subclasses(self.meanings[iri]):
                above[sub] |= {iri}
            above[iri] = (over | others) - {iri}
        return Taxonomy(above)

    def _whole(self) -> KnowledgeBase:
        """Return a base that has the supposed classes in it."""
        found = KnowledgeBase(self.base.ontology, self.base.reasoner)
        for iri, meaning in self.meanings.items():
            found = found.assuming(iri, meaning)
        return found


def assuming(base: KnowledgeBase | SupposedBase, iri: str, expression: Expression) -> KnowledgeBase | SupposedBase:
    """Return *base* with a class supposed beside those in it: *iri*, equivalent to *expression*."""
    return (SupposedBase(base, {}) if isinstance(base, ReadyBase) else base).assuming(iri, expression)


def unfolded(expression: Expression, meanings: Mapping[str, Expression]) -> Expression:
    """Return *expression* with what the names in it mean, where *meanings* says so."""
    match expression:
        case Named(name):
            return meanings.get(name, expression)
        case Complement(operand):
            return Complement(unfolded(operand, meanings))
        case Junction(word, operands):
            return Junction(word, tuple(unfolded(each, meanings) for each in operands))
        case Restriction(relation, quantifier, filler, number):
            filler = filler if quantifier == "value" else unfolded(filler, meanings)
            return Restriction(relation, quantifier, filler, number)
    return expression
