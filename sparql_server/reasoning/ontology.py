"""What is reasoned over: an ontology's release, or the one file that a server serves."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from lifonto.ask import ontology
from lifonto.ask.terms import TermIndex
from lifonto.ask.vocabulary import Vocabulary
from lifonto.ask.why import told_of, written
from lifonto.reason.explanation.justification import Explanations, Justification
from lifonto.reason.queries.ready import ReadyBase
from lifonto.reason.values.expressions import Expression


@dataclass(frozen=True)
class Ontology:
    """An ontology ready to be asked, and the sorts of its names."""

    asked: ontology.Ontology
    base: ReadyBase
    vocabulary: Vocabulary

    @classmethod
    def at(cls, place: Path) -> Ontology:
        """Read the release in the folder *place*, or the file *place*, and make it ready to be asked."""
        is_release = place.is_dir()
        asked = ontology.Ontology.of_release(place) if is_release else ontology.Ontology.of_file(place)
        asked.base.prepare()
        return cls(asked, asked.base, Vocabulary.of(asked.value))

    @property
    def index(self) -> TermIndex:
        """What its terms are called."""
        return self.asked.index

    @cached_property
    def why(self) -> Explanations:
        """The ontology, ready to explain itself."""
        return self.asked.explanations

    def told(self, found: list[Justification], sub: Expression, sup: Expression) -> dict[str, Any]:
        """Say in labels the axioms of those *found*, and the arguments from them, with the evidence for each axiom."""
        steps = told_of(self.asked, found, sub, sup)
        return {"explanations": self.lines(found, sub), "steps": [asdict(each) for each in steps]}

    def lines(self, found: list[Justification], sub: Expression | None = None) -> list[list[dict[str, Any]]]:
        """Say in labels the axioms of those *found*, with the evidence for each."""
        return [[asdict(each) for each in block] for block in written(self.asked, found, sub)]
