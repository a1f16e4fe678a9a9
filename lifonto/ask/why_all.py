"""Why everything is so that follows directly and is not stated, with figures of how much it takes."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from time import monotonic

from lifonto.ask.ontology import Ontology
from lifonto.ask.why import Answer, notes, of_subclass
from lifonto.reason.explanation.unstated import unstated


@dataclass(frozen=True)
class Figures:
    """How many subclass relations follow directly and unstated, and how many axioms the shortest explanation takes."""

    relations: int
    explained: int
    smallest: int
    median: float
    largest: int
    seconds: float

    def text(self) -> str:
        """Say it in a line."""
        return (
            f"{self.explained} of {self.relations} subclass relations explained, by {self.smallest} to {self.largest}"
            f" axioms (median {self.median:g}), in {self.seconds:.0f} s"
        )


@dataclass(frozen=True)
class Answers:
    """Every explanation, and the figures of them."""

    found: bool
    figures: Figures
    answers: tuple[Answer, ...]
    notes: tuple[str, ...]
    text: str


def of_unstated(ontology: Ontology, limit: int) -> Answers:
    """Explain each subclass relation between named classes that follows directly and is not stated."""
    started = monotonic()
    pairs = unstated(ontology.reasoner.taxonomy(ontology.value), ontology.value.axioms)
    answers = [of_subclass(ontology, sub, sup, limit) for sub, sup in pairs]
    sizes = [len(answer.explanations[0]) for answer in answers if answer.found]
    figures = Figures(
        len(pairs),
        len(sizes),
        min(sizes, default=0),
        median(sizes) if sizes else 0,
        max(sizes, default=0),
        monotonic() - started,
    )
    text = "\n\n".join([*(answer.text for answer in answers), figures.text()])
    return Answers(bool(sizes), figures, tuple(answers), notes(ontology), text)
