"""Arguments told: each step in a plain sentence and with a number, each axiom with the evidence for it.

What has been told keeps its number in all the arguments of one answer, so that it is told once and then referred to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lifonto.ask.explanation import line
from lifonto.ask.ontology import Ontology
from lifonto.ask.reading import noun, reading
from lifonto.reason.explanation.argument import Step
from lifonto.reason.explanation.laconic import Premise
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.rendering import render, sentence

NAMED = 3  # parts that are not needed, before the rest are counted


@dataclass(frozen=True)
class Told:
    """A step of an argument, or an axiom that it rests on.

    ``number`` is the same wherever the same is said, and ``again`` where it was said before, with what it is because
    of; 0 is what was asked. ``conclusion`` and, of an axiom, ``axiom`` are in Manchester syntax: what this argument
    takes from the axiom, and all that it states, ``unneeded`` what the argument does without. The last of ``because``
    may be the ``rule`` by which a conclusion follows from the others.
    """

    number: int
    conclusion: str
    sentence: str
    axiom: str = ""
    sources: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    unneeded: tuple[str, ...] = ()
    because: tuple[Told, ...] = ()
    rule: bool = False
    again: bool = False


@dataclass
class Telling:
    """The arguments of one answer, told one after the other."""

    ontology: Ontology
    numbers: dict[Step | Axiom, int] = field(default_factory=dict)

    def tell(self, argument: Step) -> Told:
        """Tell *argument*, whose conclusion is what was asked."""
        return replace(self.step(argument, 0), because=self.because(argument))

    def because(self, step: Step) -> tuple[Told, ...]:
        """Tell what *step* follows from, its rule last."""
        told = tuple(map(self.part, step.because))
        return (*told, replace(self.part(step.rule), rule=True)) if step.rule else told

    def part(self, part: Step | Premise) -> Told:
        """Tell a part of an argument, or refer to it where it was told before."""
        key = part if isinstance(part, Step) else part.axiom
        again = key in self.numbers
        number = self.numbers.setdefault(key, len(self.numbers) + 1)
        if isinstance(part, Premise):
            return self.premise(part, number, again=again)
        told = self.step(part, number)
        return replace(told, again=True) if again else replace(told, because=self.because(part))

    def step(self, step: Step, number: int) -> Told:
        """Tell what *step* concludes."""
        name = self.ontology.index.call
        said = sentence(step.conclusion, name)
        return Told(number, said, reading(step.conclusion, name) or said)

    def premise(self, premise: Premise, number: int, *, again: bool) -> Told:
        """Tell an axiom: what the argument uses of it at first, and later what the step takes from it."""
        name, stated = self.ontology.index.call, line(premise.axiom, self.ontology)
        says = premise.says or premise.used
        told = self.later(premise, says) if again else self.first(premise)
        spare = tuple(render(each, name) for each in premise.unneeded)
        found = (stated.sources, stated.records, stated.statements)
        return Told(number, sentence(says, name), told, stated.axiom, *found, spare, again=again)

    def first(self, premise: Premise) -> str:
        """Say what the argument uses of an axiom, and what it does without."""
        name = self.ontology.index.call
        said = reading(premise.used, name) or sentence(premise.used, name)
        if premise.axiom.kind == "EquivalentClasses" and premise.used != premise.axiom:
            said = f"by definition, {said}"
        spare = few(noun(each, name) for each in premise.unneeded)
        return f"{said} (not needed here: {spare})" if spare else said

    def later(self, premise: Premise, says: Axiom) -> str:
        """Say what a step takes from an axiom that was told before."""
        name, defined = self.ontology.index.call, premise.axiom.parts[0]
        if premise.says is None and premise.axiom.kind == "EquivalentClasses" and isinstance(defined, Named):
            return f"by the definition of {name(defined.name)}"
        return reading(says, name) or sentence(says, name)


def few(parts: Iterable[str]) -> str:
    """Write the first of *parts*, and how many more there are."""
    every = list(parts)
    more = [f"{len(every) - NAMED} more"] if len(every) > NAMED + 1 else []
    return "; ".join([*every[:NAMED], *more] if more else every)
