"""Verdicts: the classes of conditions that a condition falls under, what that means for the cells, and what is missing.

Every condition asked about becomes a class of its own, and so does every way of adding ingredients to it; a reasoner
classifies them together with the axioms that can bear on them. What it does not find is undecided, for no rule of the
ontology says that whatever is not maintained differentiates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path

from lifonto.culture import vocabulary as v
from lifonto.culture.condition import Asked, Condition
from lifonto.culture.knowledge import CultureKnowledge
from lifonto.culture.reasons import Reason, reasons
from lifonto.errors import NotFound
from lifonto.reason.reasoners.classification import reasoner_named
from lifonto.reason.values.axioms import Axiom, names_in
from lifonto.reason.values.expressions import Expression, Junction, Named
from lifonto.reason.values.ontology import Ontology

HYPOTHESIS = "urn:lifonto:condition:"
UNDECIDED, IMPOSSIBLE = "undecided", "impossible"
MOST_ADDED = 3


@dataclass(frozen=True)
class Verdict:
    """What the ontology says of a condition.

    ``outcome`` is a word of the ontology, *undecided* where no rule covers the condition, or *impossible* where what
    is asked contradicts the ontology. ``missing``: the smallest sets of ingredients that would make it maintain naive
    cells. ``unknown``: (ingredient, kind) where nothing tells whether the one is of the other.
    """

    asked: Asked
    condition: Condition
    outcome: str
    falls_under: tuple[str, ...]
    missing: tuple[tuple[str, ...], ...]
    reasons: tuple[Reason, ...]
    unknown: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Checker:
    """Judge culture conditions by what is *known* of culture, with the *reasoner* of that name."""

    known: CultureKnowledge
    reasoner: str = "rustdl"

    @classmethod
    def of(cls, home: Path, reasoner: str = "rustdl") -> Checker:
        """Read the release in *home*; raises NotFound where there is none."""
        return cls(CultureKnowledge.of(home), reasoner)

    def judge(self, asked: Iterable[Asked]) -> list[Verdict]:
        """Return a verdict on each condition *asked*; raises NotFound where one names what is unknown."""
        asked = list(asked)
        conditions = [self.read(each) for each in asked]
        under = self.classify(conditions)
        missing = self.missing({c: u for c, u in zip(conditions, under, strict=True) if u is not None})
        return [self.verdict(*each, missing.get(each[1], ())) for each in zip(asked, conditions, under, strict=True)]

    def read(self, asked: Asked) -> Condition:
        """Return the terms of *asked*; raises NotFound, naming the condition where it has a name."""
        try:
            return Condition.of(asked, self.known)
        except NotFound as error:
            raise (NotFound(f"{asked.name}: {error}") if asked.name else error) from error

    def verdict(
        self, asked: Asked, condition: Condition, under: frozenset[str] | None, missing: Iterable[tuple[str, ...]]
    ) -> Verdict:
        """Put together what was found of *condition*; *under* is None where it contradicts the ontology."""
        if under is None:
            return Verdict(asked, condition, IMPOSSIBLE, (), (), (), ())
        outcomes = {self.known.outcomes[each] for each in under & set(self.known.outcomes)}
        return Verdict(
            asked,
            condition,
            outcome=" and ".join(sorted(outcomes)) or UNDECIDED,
            falls_under=self.nearest_first(under),
            missing=tuple(missing),
            reasons=tuple(reasons(self.known, condition, under)),
            unknown=() if outcomes else tuple(sorted(condition.open_questions(self.known))),
        )

    def nearest_first(self, classes: Collection[str]) -> tuple[str, ...]:
        """Return *classes* with those before others that have most above them."""
        return tuple(sorted(classes, key=lambda each: (-len(self.known.above(each)), self.known.index.call(each))))

    def missing(self, found: Mapping[Condition, frozenset[str]]) -> dict[Condition, list[tuple[str, ...]]]:
        """Return for each condition in *found* the smallest additions that make it maintain naive cells."""
        wanting = [condition for condition, under in found.items() if v.MAINTAINS_NAIVE not in under]
        answers: dict[Condition, list[tuple[str, ...]]] = {condition: [] for condition in wanting}
        for size in range(1, MOST_ADDED + 1):
            tries = [(c, extra) for c in answers for extra in self.additions(c, size, answers[c])]
            under = self.classify([condition.plus(extra) for condition, extra in tries])
            for (condition, extra), classes in zip(tries, under, strict=True):
                if classes and v.MAINTAINS_NAIVE in classes:
                    answers[condition].append(extra)
        return answers

    def additions(
        self, condition: Condition, size: int, enough: Sequence[tuple[str, ...]]
    ) -> Iterable[tuple[str, ...]]:
        """Yield the sets of *size* ingredients that may be missing and hold none of the sets that are *enough*."""
        held = {name for each in condition.ingredients(self.known) for name in self.known.above_expression(each)}
        for extra in combinations([each for each in self.candidates if each not in held], size):
            if not any(set(each) <= set(extra) for each in enough):
                yield extra

    @cached_property
    def candidates(self) -> tuple[str, ...]:
        """The widest kinds of ingredient that the rules for naive cells name, either-or kinds as their cases."""
        named = self.known.defining(v.MAINTAINS_NAIVE) & set(self.known.called("ingredient").labels)
        kinds = {each for each in named if not self.known.cases(each)}
        return tuple(sorted(each for each in kinds if not self.known.above(each) & kinds - {each}))

    def classify(self, conditions: Sequence[Condition]) -> list[frozenset[str] | None]:
        """Return the classes of conditions that each of *conditions* falls under; None where it cannot be."""
        meant = {f"{HYPOTHESIS}{n}": c.expression(self.known) for n, c in enumerate(conditions)}
        back_end = reasoner_named(self.reasoner, saturation_only=True, proven=True)  # the tests hold both to one answer
        found = back_end.taxonomy(self.with_hypotheses(meant))
        plain = self.known.above(v.CULTURE_CONDITION)
        return [None if name in found.unsatisfiable else found.above[name] - plain - meant.keys() for name in meant]

    def with_hypotheses(self, meant: Mapping[str, Expression]) -> Ontology:
        """Return an ontology with the classes *meant*, and all that can bear on them."""
        names = names_in(Junction("or", tuple(meant.values()))) if meant else set()
        module = Ontology(tuple(self.known.modules.of(names)))
        return module.plus(Axiom("SubClassOf", (Named(name), expression)) for name, expression in meant.items())
