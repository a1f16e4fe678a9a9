"""Outcomes: what becomes of the cells, in a word of the ontology or, where no rule says, *undecided*."""

from __future__ import annotations

from dataclasses import dataclass

from lifonto.culture.judgement import IMPOSSIBLE, Judgement
from lifonto.culture.signature import Signature


@dataclass(frozen=True)
class Outcome:
    """An outcome: its class, the word for it, and whether it means that the cells go on as they are."""

    iri: str
    word: str
    keeps: bool = False

    def __str__(self) -> str:
        return self.word


UNDECIDED = Outcome("", "undecided")
CONTESTED = "contested"


def outcome_of(judgement: Judgement, signature: Signature) -> tuple[Outcome, tuple[Outcome, ...]]:
    """Return the outcome of *signature*, and each that some rule leads to."""
    if judgement.of([signature])[signature] == IMPOSSIBLE:
        return UNDECIDED, ()
    every = [named(judgement, each) for each in judgement.known.bench["outcomes"]]
    reached = judgement.outcomes(signature)
    found = tuple(each for each in every if each.iri in reached)
    if len(found) < 2:
        return (found[0] if found else UNDECIDED), found
    return next((each for each in every if each.word == CONTESTED), Outcome("", CONTESTED)), found


def named(judgement: Judgement, outcome: str) -> Outcome:
    """Return the outcome whose class is *outcome*."""
    entry = judgement.known.bench["outcomes"][outcome]
    return Outcome(outcome, entry.one("word"), entry.one("keeps") == "yes")
