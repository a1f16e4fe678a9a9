"""A knowledge base kept ready: what does not change from question to question is worked out once.

The answers are those of a whole classification; only the way to them is shorter. Expressions that the canonical model
has no say about, and ontologies that have no such model, are still given to the reasoner. Where EL rules pass over
something, they may miss in a classification what is found here, never the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from lifonto.errors import NotFound
from lifonto.reason.links.canonical import Model, denied, is_plain, model_of
from lifonto.reason.queries.alternatives import MOST, alternatives, count
from lifonto.reason.queries.bounds import Bounds
from lifonto.reason.queries.knowledge import OVER, UNDER, Answer, KnowledgeBase, laid_out, subclass
from lifonto.reason.queries.witness import Witnesses
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
    def bounds(self) -> Bounds | None:
        """What an answer lies between, where it can be found."""
        rules = self.reasoner.rules(self.ontology)
        return Bounds.of(self.ontology, self.witnesses, rules) if rules and self.witnesses else None

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
        if isinstance(expression, Named) or not (witnesses := self.model_for(expression)):
            return super().ask(expression, direct=direct)
        above = witnesses.superclasses(expression)
        below = witnesses.subclasses(expression)
        places = (below, above or (), below & (above or frozenset()))
        found = laid_out(self.taxonomy, places, direct=direct, satisfiable=above is not None)
        return replace(found, notes=self.notes_on(expression))

    def satisfiable(self, expression: Expression) -> bool:
        """Tell whether *expression* can have instances."""
        witnesses = self.model_for(expression)
        return witnesses.superclasses(expression) is not None if witnesses else super().satisfiable(expression)

    def instances(self, expression: Expression) -> tuple[str, ...]:
        """Return the individuals that are known to be instances of *expression*."""
        witnesses = self.model_for(expression) if self._by_el_rules else None
        if not witnesses:
            return super().instances(expression)
        below = witnesses.subclasses(expression)
        return tuple(sorted({each for iri in below for each in self.types.get(iri, ())}))

    def model_for(self, expression: Expression) -> Witnesses | None:
        """Return the model where it has the answer about *expression*; raises NotFound for a class that is not there.

        It has where an expression says only what there is, and beside that, for EL rules, what it is not.
        """
        if not self.witnesses or count(expression) > MOST:
            return None
        cases = alternatives(expression)
        parts = list(conjuncts(*cases))
        denials = {operand for each in parts if (operand := denied(each))}
        if (denials and not self._by_el_rules) or denials & self.witnesses.model.defining:
            return None
        if not self._may_miss and self._covers_union(each.name for each in cases if isinstance(each, Named)):
            return None  # which EL rules find where its parts are told, and only there
        plain = [denied(each) or each for each in parts]
        if not all(map(is_plain, plain)):
            return None
        model = self.witnesses.model
        for name in set().union(*(classes_of(each) for each in plain)) - {THING, NOTHING}:
            if name not in model.above and name not in model.unsatisfiable:
                raise NotFound(f"{name} is not a class of this ontology")
        if self._may_miss:
            return self.witnesses if self.bounds and self.bounds.agree(expression) else None
        return None if self.witnesses.excluding and self.witnesses.narrows_union(expression) else self.witnesses

    def _covers_union(self, names: Iterable[str]) -> bool:
        """Tell whether all parts of a union that the ontology states are below one or another of *names*."""
        assert self.witnesses
        covered = frozenset().union(*(self.witnesses.holders.get(name, ()) for name in names))
        return bool(covered) and any(parts <= covered for parts in self.witnesses.model.unions)

    @cached_property
    def _by_el_rules(self) -> bool:
        """Whether an expression is answered by EL rules, with a note where they may miss something."""
        return isinstance(self.reasoner, Rustdl) and not self.reasoner.patience(self.ontology.plus(()))

    @cached_property
    def _may_miss(self) -> bool:
        """Whether the model may miss something of an expression and no note would tell."""
        return not self._by_el_rules and bool(beyond_el(self.ontology))

    def is_sure_of(self, sub: Expression, sup: Expression) -> bool:
        """Tell whether what the model says of ``sub SubClassOf sup`` is the whole truth, or noted."""
        return not self._may_miss or (self.bounds is not None and self.bounds.agree_that(sub, sup))

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
