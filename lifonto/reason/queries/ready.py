"""A knowledge base kept ready: what does not change from question to question is worked out once.

The answers are those of a whole classification; only the way to them is shorter. Expressions that the canonical model
has no say about, and ontologies that have no such model, are still given to the reasoner. Where EL rules pass over
something, they may miss in a classification what is found here, never the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

from lifonto.errors import Inconsistent, NotFound
from lifonto.reason.links.canonical import Model, denied, is_plain
from lifonto.reason.links.growth import model_of
from lifonto.reason.queries.alternatives import MOST, alternatives, count
from lifonto.reason.queries.bounds import Bounds, Undecided
from lifonto.reason.queries.knowledge import OVER, UNDER, Answer, KnowledgeBase, laid_out, subclass
from lifonto.reason.queries.witness import Found, Witnesses
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.reasoners.rustdl_limits import beyond_el
from lifonto.reason.reasoners.taxonomy import Taxonomy
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Expression, Junction, Named, Restriction, conjuncts
from lifonto.reason.values.vocabulary import NOTHING, THING


@dataclass(frozen=True)
class ReadyBase(KnowledgeBase):
    """A knowledge base that answers from its canonical model where it can."""

    @cached_property
    def witnesses(self) -> Witnesses | None:
        """The canonical model, where the reasoner goes by EL rules, of which it is the model."""
        return Witnesses(self._model) if self._model and not self._model.taxonomy.unsatisfiable else None

    @cached_property
    def taxonomy(self) -> Taxonomy:
        """The hierarchy of its named classes."""
        return self._model.taxonomy if self._model else self.reasoner.taxonomy(self.ontology)

    @cached_property
    def _model(self) -> Model | None:
        return model_of(self.ontology, self.reasoner)

    @cached_property
    def model(self) -> Witnesses | Bounds | None:
        """What answers where it can: the canonical model, with what at most can follow where that is more."""
        if self._by_el_rules or not self.witnesses or not beyond_el(self.ontology):
            return self.witnesses
        return Bounds.of(self.ontology, self.witnesses)

    @cached_property
    def types(self) -> Mapping[str, frozenset[str]]:
        """The individuals of each class that they are stated to be of."""
        found: dict[str, set[str]] = {}
        for axiom in self.ontology.axioms:
            match axiom:
                case Axiom("ClassAssertion", (Named(iri), Named(individual))):
                    found.setdefault(iri, set()).add(individual)
        return {iri: frozenset(individuals) for iri, individuals in found.items()}

    def prepare(self) -> None:
        """Work out now what the first question would have to wait for."""
        self.ask(Junction("and", (Named(THING), Restriction(Named(THING), "some", Named(THING)))), direct=True)
        self.types  # noqa: B018  kept from here on

    def ask(self, expression: Expression, *, direct: bool = False) -> Answer:
        """Return the named classes below, above and equal to *expression*; *direct*: those with none between."""
        if isinstance(expression, Named) or not (known := self.found(expression)):
            return super().ask(expression, direct=direct)
        above, below = known
        places = (below, above or (), below & (above or frozenset()))
        found = laid_out(self.taxonomy, places, direct=direct, satisfiable=above is not None)
        return replace(found, notes=self.notes_on(expression))

    def satisfiable(self, expression: Expression) -> bool:
        """Tell whether *expression* can have instances."""
        found = self.found(expression)
        return found.above is not None if found else super().satisfiable(expression)

    def instances(self, expression: Expression) -> tuple[str, ...]:
        """Return the individuals that are known to be instances of *expression*."""
        by_types = isinstance(self.reasoner, Rustdl) and self.reasoner.goes_by_types(self.ontology.plus(()))
        found = self.found(expression) if by_types else None
        if not found:
            return super().instances(expression)
        return tuple(sorted({each for iri in found.below for each in self.types.get(iri, ())}))

    def found(self, expression: Expression) -> Found | None:
        """Return what the model has of *expression*; None where it cannot tell."""
        model = self.model_for(expression)
        with suppress(Undecided):
            return model.around(expression) if model else None
        return None

    def entailed(self, pairs: Iterable[tuple[Expression, Expression]]) -> list[bool]:
        """Tell of each (sub, super) in *pairs* whether it follows; one classification answers what the model cannot."""
        asked = list(pairs)
        known = [self.decided(*pair) for pair in asked]
        open_ = [pair for pair, said in zip(asked, known, strict=True) if said is None]
        found = iter(super().entailed(open_) if open_ else ())
        return [next(found) if said is None else said for said in known]

    def decided(self, sub: Expression, sup: Expression) -> bool | None:
        """Tell whether ``sub SubClassOf sup`` follows, where the model can tell."""
        with suppress(Undecided, Inconsistent):
            if not (self.model_for(sub) and self.model_for(sup) and self.model):
                return None
            return self.model.entails(sub, sup) or (None if self.taxonomy.notes else False)
        return None

    def model_for(self, expression: Expression) -> Witnesses | Bounds | None:
        """Return the model if it has a say about *expression*; raises NotFound for a class that is not there.

        It has where an expression says only what there is, and beside that, for EL rules, what it is not.
        """
        if not self.model or not self.witnesses or count(expression) > MOST:
            return None
        cases = alternatives(expression)
        parts = list(conjuncts(*cases))
        denials = {operand for each in parts if (operand := denied(each))}
        if (denials and not self._by_el_rules) or denials & self.witnesses.model.defining:
            return None
        if self._by_el_rules and self._covers_union(each.name for each in cases if isinstance(each, Named)):
            return None  # which EL rules find where its parts are told, and only there
        plain = [denied(each) or each for each in parts]
        if not all(map(is_plain, plain)):
            return None
        model = self.witnesses.model
        for name in set().union(*(classes_of(each) for each in plain)) - {THING, NOTHING}:
            if name not in model.above and name not in model.unsatisfiable:
                raise NotFound(f"{name} is not a class of this ontology")
        return None if self._by_el_rules and self.witnesses.narrows_union(expression) else self.model

    def _covers_union(self, names: Iterable[str]) -> bool:
        """Tell whether all parts of a union that the ontology states are below one or another of *names*."""
        assert self.witnesses
        covered = frozenset().union(*(self.witnesses.model.holders.get(name, ()) for name in names))
        return bool(covered) and any(parts <= covered for parts in self.witnesses.model.unions)

    @cached_property
    def _by_el_rules(self) -> bool:
        """Whether an expression is answered by EL rules, with a note where they may miss something."""
        return isinstance(self.reasoner, Rustdl) and not self.reasoner.patience(self.ontology.plus(()))

    def notes_on(self, expression: Expression, definitions: Iterable[Axiom] = ()) -> tuple[str, ...]:
        """Return the notes on what the model says of *expression*, with *definitions* added."""
        cases = () if isinstance(expression, Named) else alternatives(expression)
        asked = [*definitions, *(subclass(each, Named(OVER)) for each in cases)]
        asked += [subclass(Named(UNDER), each) for each in cases]
        return self.reasoner.notes(self.ontology.plus(asked))


def classes_of(expression: object) -> set[str]:
    """Return the names of the classes in *expression*, which is plain."""
    match expression:
        case Named(name):
            return {name}
        case Junction(_, operands):
            return set().union(*map(classes_of, operands))
        case Restriction(_, _, filler, _):
            return classes_of(filler)
    return set()
