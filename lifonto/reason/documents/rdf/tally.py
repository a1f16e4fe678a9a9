"""What is not understood, counted by its kind in plain words, with the first of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from lifonto.reason.documents.rdf.triples import Node
from lifonto.reason.documents.rdf.words import short
from lifonto.reason.values.functional import literal
from lifonto.reason.values.ontology import Unread

LONGEST = 200  # characters of an example


@dataclass
class Tally:
    """Statements that are not understood."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, kind: str, subject: str, predicate: str, value: Node) -> None:
        """Count a statement of *kind*."""
        self.counts[kind] += 1
        if kind not in self.examples:
            said = short(value) if isinstance(value, str) else literal(value)
            self.examples[kind] = f"{short(subject)} {short(predicate)} {said}"[:LONGEST]

    def unread(self) -> tuple[Unread, ...]:
        """Return what was counted, the most first."""
        return tuple(Unread(kind, count, self.examples[kind]) for kind, count in self.counts.most_common())
