"""An argument: a justification as a tree of steps, each of which follows from what stands under it.

The steps are those of a derivation, told as a person would: a hierarchy of classes is one step however long it is, and
what a rule or a definition asks for is worked out on its own. Of what no derivation is found for, the argument is one
step from all the axioms.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from lifonto.reason.explanation.derivation import EMPTY, Derivation, Fact, Reason, facts
from lifonto.reason.explanation.laconic import Premise, laconic
from lifonto.reason.explanation.minimality import entails
from lifonto.reason.explanation.order import in_order
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Expression, Named
from lifonto.reason.values.vocabulary import THING


@dataclass(frozen=True)
class Step:
    """A *conclusion*, what it follows *because* of, and the *rule* by which it does, where there is one."""

    conclusion: Axiom
    because: tuple[Step | Premise, ...]
    rule: Premise | None = None


def argue(axioms: Collection[Axiom], sub: Expression, sup: Expression) -> Step:
    """Return the argument from *axioms*, a justification of it, that *sub* is in *sup*."""
    premises = laconic(axioms, lambda some: entails(some, sub, sup))
    used = {each.used: each for each in premises}
    found = Derivation(tuple(used), sub, sup)
    conclusion = Axiom("SubClassOf", (sub, sup))
    if not found.holds(sub, sup):
        said = {each.axiom: each for each in premises}
        return Step(conclusion, tuple(said[each] for each in in_order(said, sub)))
    because = tuple(Steps(found, used).to_all(facts(sub, sup)))
    last = because[0] if len(because) == 1 else None
    return last if isinstance(last, Step) and last.conclusion == conclusion else Step(conclusion, because)


def disagreement(axioms: Collection[Axiom]) -> Step:
    """Return *axioms*, which contradict each other, as an argument that nothing can be."""
    return Step(Axiom("SubClassOf", (Named(THING), EMPTY)), tuple(Premise(each, each) for each in in_order(axioms)))


@dataclass
class Steps:
    """The steps of what was *found*, by the axioms *used*."""

    found: Derivation
    used: dict[Axiom, Premise]
    known: dict[Fact, Step | Premise | None] = field(default_factory=dict)

    def to_all(self, facts: Iterable[Fact]) -> Iterator[Step | Premise]:
        """Yield the steps to *facts*, each once; what is so in any case takes none."""
        for each in facts:
            if each not in self.known:
                self.known[each] = self.to(each)
        yield from dict.fromkeys(step for each in facts if (step := self.known[each]) is not None)

    def to(self, fact: Fact) -> Step | Premise | None:
        """Return the step to *fact*: an axiom alone where it says so, or else what it follows from."""
        x, y = fact
        reason = self.found.above[x][y]
        because, said = list(self.to_all(reason.facts)), [self.used[each] for each in reason.axioms]
        if len(said) == 1 and not because:
            return replace(said[0], says=Axiom("SubClassOf", fact))
        rule = None if is_plain(reason) else said.pop()
        because += said
        if rule is None:
            because = [part for each in because for part in opened(each)]
            if len(because) <= 1:
                return because[0] if because else None  # what is so in any case takes no step
        return Step(Axiom("SubClassOf", fact), tuple(dict.fromkeys(because)), rule)


def is_plain(reason: Reason) -> bool:
    """Tell whether a step takes no rule: it combines, or goes from one named class to its own axiom."""
    named = len(reason.facts) == 1 and isinstance(reason.facts[0][1], Named)
    return not reason.axioms or (named and reason.axioms[-1].kind in ("SubClassOf", "EquivalentClasses"))


def opened(step: Step | Premise) -> tuple[Step | Premise, ...]:
    """Return what stands under *step* where it takes no rule, so that a hierarchy is told in one step."""
    return step.because if isinstance(step, Step) and step.rule is None else (step,)
