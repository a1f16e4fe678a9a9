"""Verdicts: what becomes of the cells in a condition, by which rules, on whose word, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lifonto.culture import gaps, reasons
from lifonto.culture.condition import Condition
from lifonto.culture.gaps import Settling, Unless
from lifonto.culture.judgement import IMPOSSIBLE, Judgement
from lifonto.culture.knowledge import Knowledge, Statement
from lifonto.culture.outcomes import Outcome, outcome_of
from lifonto.culture.reasons import Reason
from lifonto.culture.signature import Signature


@dataclass(frozen=True)
class Verdict:
    """What the ontology says of a condition.

    ``outcomes`` are those that rules lead to: several where they disagree, and then ``outcome`` is *contested*.
    ``falls_under`` are rules that decide, then published conditions; ``hints`` rules whose sources are too weak to
    decide. ``missing`` are the smallest additions (ingredients, a base, a feeder) that would keep the cells,
    ``superfluous`` what could be left out. ``unless``: what each unknown word would have to be for another outcome.
    ``settles``: the fewest facts that would decide what is undecided.
    """

    condition: Condition
    outcome: Outcome
    outcomes: tuple[Outcome, ...] = ()
    strength: str = ""
    keeps: bool = False
    falls_under: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    hints: tuple[Reason, ...] = ()
    missing: tuple[tuple[str, ...], ...] = ()
    superfluous: tuple[str, ...] = ()
    contradicting: tuple[Statement, ...] = ()
    unless: tuple[Unless, ...] = ()
    settles: tuple[Settling, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Checker:
    """Judges culture conditions by what is *known* of culture; what it found once is kept."""

    known: Knowledge
    judgement: Judgement

    @classmethod
    def of(cls, home: Path, reasoner: str = "rustdl") -> Checker:
        """Read the release in *home*; raises NotFound where there is none."""
        known = Knowledge.of(home)
        return cls(known, Judgement(known, reasoner))

    def judge(self, conditions: Iterable[Condition]) -> list[Verdict]:
        """Return a verdict on each of *conditions*."""
        asked = [(each, Signature.of(each, self.known)) for each in conditions]
        self.prepare(asked)
        return [self.verdict(condition, signature) for condition, signature in asked]

    def prepare(self, asked: Sequence[tuple[Condition, Signature]]) -> None:
        """Have everything that the verdicts will want classified in as few goes as can be."""
        signatures = [signature for _, signature in asked]
        wanted = [*signatures]
        for condition, signature in asked:
            wanted.append(signature.by_name(condition, self.known))
            wanted += gaps.all_tried(condition, signature, self.judgement)
        self.judgement.of(wanted)
        undecided = [each for each in signatures if not outcome_of(self.judgement, each)[1]]
        self.judgement.of([more for each in undecided for more in gaps.tried_next(each, self.judgement)])

    def verdict(self, condition: Condition, signature: Signature) -> Verdict:
        """Put together what was found of *condition*."""
        judgement = self.judgement
        if judgement.of([signature])[signature] == IMPOSSIBLE:
            return Verdict(condition, Outcome("", "impossible"))
        outcome, several = outcome_of(judgement, signature)
        decided = bool(several)
        return Verdict(
            condition,
            outcome,
            several,
            strength=reasons.strength(judgement, signature),
            keeps=outcome.keeps,
            falls_under=reasons.falls_under(condition, judgement, signature),
            reasons=reasons.deciding(judgement, signature),
            hints=reasons.hints(judgement, signature),
            missing=() if outcome.keeps else gaps.missing(signature, judgement),
            superfluous=gaps.superfluous(condition, judgement) if outcome.keeps else (),
            contradicting=reasons.contradicting(judgement, signature),
            unless=gaps.unless(condition, signature, judgement),
            settles=() if decided else gaps.settles(signature, judgement),
            notes=reasons.notes(condition, signature, judgement),
        )
