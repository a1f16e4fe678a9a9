"""Two canonical models that an answer lies between: what surely follows, and what at most can.

The rules draw nothing from a union, a complement or a universal, so beyond OWL 2 EL what holds in their model follows,
and more may. The other model is of stronger axioms: all parts of a union hold instead of one, and a universal is a
range; what must not be is left out. Whatever follows of a class that can have instances holds in it, as each way to
satisfy the axioms, case by case, is within it. Where both say the same that is the whole answer, and where they differ
it takes the full procedure to tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Self

from lifonto.reason.links.canonical import by_rules, denied, terms_of
from lifonto.reason.queries.witness import Witnesses
from lifonto.reason.reasoners.reasoner import Reasoner
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Expression, Junction, Named, Restriction, conjuncts
from lifonto.reason.values.fresh import Fresh, is_fresh
from lifonto.reason.values.inclusions import Pair, inclusions_of
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import NOTHING, THING

OF_CLASSES = ("SubClassOf", "EquivalentClasses", "DisjointClasses")


@dataclass(frozen=True)
class Bounds:
    """The model of what surely follows, and that of what at most can."""

    least: Witnesses
    most: Witnesses

    @classmethod
    def of(cls, ontology: Ontology, least: Witnesses, rules: Reasoner) -> Self | None:
        """Return the bounds of *ontology*, whose model is *least*; None where the stronger axioms cannot be."""
        most = by_rules(strengthened(ontology), rules)
        if most.unsatisfiable:
            return None
        never = [*least.model.disjoint, *((sub, Named(THING)) for sub in excluded(terms_of(ontology)))]
        return cls(least, without_clashing(Witnesses(replace(most, disjoint=tuple(never)))))

    def agree(self, expression: Expression) -> bool:
        """Tell whether both models have the same named classes above and below *expression*."""
        pairs = zip(self.least.made(expression), self.most.made(expression), strict=True)
        possible = [(one, other) for one, other in pairs if not one.empty]
        if any(other.empty for _, other in possible):
            return False
        return self.least.superclasses(expression) == self.most.superclasses(expression) and self.least.subclasses(
            expression
        ) == self.most.subclasses(expression)

    def agree_that(self, sub: Expression, sup: Expression) -> bool:
        """Tell whether both models say the same of ``sub SubClassOf sup``."""
        return self.least.entails(sub, sup) == self.most.entails(sub, sup)


def strengthened(ontology: Ontology) -> Ontology:
    """Return axioms of which all follows that follows from *ontology* for what can have instances, and maybe more."""
    fillers, terms = Fresh("universal"), terms_of(ontology)
    kept = [axiom for axiom in terms if axiom.kind not in OF_CLASSES]
    for sub, sup in inclusions_of(axiom for axiom in terms if axiom.kind in OF_CLASSES):
        kept += stronger(sub, sup, fillers)
    named: Any = fillers.names.items()
    kept += [Axiom("EquivalentClasses", (name, meaning)) for meaning, name in named]
    return Ontology(tuple(dict.fromkeys(kept)), declarations=frozenset(ontology.entities))


def stronger(sub: Expression, sup: Expression, fillers: Fresh) -> Iterator[Axiom]:
    """Yield what is told instead of ``sub SubClassOf sup``."""
    parts = [each for each in conjuncts(sub) if not denied(each)]
    cases = [operand for each in conjuncts(sub) if (operand := denied(each))]  # it is one of these, or in *sup*
    for said in (*conjuncts(sup), *cases):
        if isinstance(said, Restriction) and said.quantifier == "only":
            yield Axiom("ObjectPropertyRange", (said.relation, fillers.name(whole(said.filler))))
        elif not denied(said) and said != Named(NOTHING):
            yield Axiom("SubClassOf", (Junction("and", tuple(parts)) if len(parts) > 1 else parts[0], whole(said)))


def whole(said: Expression) -> Expression:
    """Return *said* with all parts of each union in it instead of one."""
    match said:
        case Junction(_, operands):
            return Junction("and", tuple(map(whole, operands)))
        case Restriction(relation, "some", filler, _):
            return Restriction(relation, "some", whole(filler))
    return said


def excluded(terms: tuple[Axiom, ...]) -> Iterator[Expression]:
    """Yield what *terms* state that nothing is."""
    yield from (sub for sub, sup in inclusions_of(terms) if Named(NOTHING) in conjuncts(sup))


def without_clashing(most: Witnesses) -> Witnesses:
    """Return *most* with those fillers marked as impossible that clash, or must be related to one that does.

    Of the classes with names it is known that they can have instances.
    """
    model, clashing, size = most.model, set[str](), -1
    fillers = [each for each in model.above if is_fresh(each)]
    while size != (size := len(clashing)):
        clashing |= {each for each in fillers if is_clash(most, each, clashing)}
    return Witnesses(replace(model, unsatisfiable=frozenset(clashing)))


def is_clash(most: Witnesses, element: str, clashing: set[str]) -> bool:
    """Tell whether *element* is in two classes that have nothing in common, or is related to one that is *clashing*."""

    def both(pair: Pair) -> bool:
        return all(most.satisfies(element, each) for each in pair)

    return any(map(both, most.model.disjoint)) or any(to in clashing for _, to in most.links(element))
