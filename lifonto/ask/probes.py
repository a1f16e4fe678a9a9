"""Probes: class expressions that must stay possible, and subsumptions that must not follow.

A quality check looks for what is stated; a probe for what follows. Each says of a class what no source says of all
its members, and fails where the ontology says it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lifonto.ask.explanation import read
from lifonto.ask.ontology import Ontology
from lifonto.errors import LifontoError, QueryError
from lifonto.reason.queries.knowledge import KnowledgeBase
from lifonto.reason.reasoners.reasoner import Reasoner
from lifonto.reason.values.expressions import Expression, Named
from lifonto.reason.values.vocabulary import NOTHING

TABLE = Path("checks") / "probes.tsv"
IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class Probe:
    """A class expression, what it must not be, and why; ``place`` is where the table says so."""

    place: str
    expression: str
    never: str
    why: str

    def __str__(self) -> str:
        return f"{self.place}: every {self.expression} is {self.never}, by what the ontology states; {self.why}"


def probes(home: Path) -> list[Probe]:
    """Return the probes of the *home* folder, none where it has no table of them.

    Raises QueryError where a row does not fill all three columns.
    """
    if not (file := home / TABLE).is_file():
        return []
    with file.open(encoding="utf-8", newline="") as rows:
        found = [
            Probe(f"{TABLE.as_posix()}:{number}", row["Class"], row["Must not be"], row["Why"])
            for number, row in enumerate(csv.DictReader(rows, dialect="excel-tab", quoting=csv.QUOTE_NONE), start=2)
        ]
    for probe in found:
        if not (probe.expression and probe.never and probe.why):
            raise QueryError(f"{probe.place}: wants a class, what it must not be ({IMPOSSIBLE}, or a class), and why")
    return found


def failed(asked: Iterable[Probe], ontology: Ontology, reasoner: Reasoner) -> list[Probe]:
    """Return the probes among *asked* that fail over *ontology*; raises QueryError where one cannot be read."""
    asked = list(asked)
    pairs = [subsumption(probe, ontology) for probe in asked]
    found = KnowledgeBase(ontology.value, reasoner).entailed(pairs)
    return [probe for probe, follows in zip(asked, found, strict=True) if follows]


def subsumption(probe: Probe, ontology: Ontology) -> tuple[Expression, Expression]:
    """Return the subsumption that must not follow."""
    try:
        never = Named(NOTHING) if probe.never == IMPOSSIBLE else read(probe.never, ontology.index.find)
        return read(probe.expression, ontology.index.find), never
    except LifontoError as error:
        raise QueryError(f"{probe.place}: {error}") from error
