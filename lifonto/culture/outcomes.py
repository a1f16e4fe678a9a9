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
    found = tuple(named(judgement, each) for each in judgement.known.bench["outcomes"] if each in judgement.outcomes(signature))
    if not found:
        return UNDECIDED, ()
    if len(found) == 1:
        return found[0], found
    word = next((each for each in map(lambda o: named(judgement, o), judgement.known.bench["outcomes"]) if each.word == CONTESTED), None)
    return word or Outcome("", CONTESTED), found


def named(judgement: Judgement, outcome: str) -> Outcome:
    """Return the outcome whose class is *outcome*."""
    entry = judgement.known.bench["outcomes"][outcome]
    return Outcome(outcome, entry.one("word"), entry.one("keeps") == "yes")
