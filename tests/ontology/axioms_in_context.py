"""The axioms of each fact: the classes that the build states them of, and what it says of these."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lifonto.contexts.classes import PREFIX, in_context
from lifonto.contexts.outline import Outline
from lifonto.reason.values.expressions import Expression
from lifonto.tables.mistakes import Mistakes
from lifonto.tables.rows import Row, read_tables, table_files

WORDING = Path(__file__).parent / "wording.tsv"
QUALIFIERS = ("biolink:species_context_qualifier", "biolink:anatomical_context_qualifier", "LIFO:0000001")


@dataclass(frozen=True)
class Words:
    """How a relation is read aloud, affirmed and denied, and why a record of it bears no axiom."""

    said: str
    denied: str
    why_none: str


def wording() -> dict[str, Words]:
    """Return the words for each relation, by its label."""
    with WORDING.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row[0]: Words(*row[1:4]) for row in rows}


class Facts:
    """The facts of the tables in *home*, each with its axioms."""

    def __init__(self, home: Path) -> None:
        mistakes = Mistakes()
        rows = read_tables(table_files(home), home, mistakes)
        self.told = in_context(rows, mistakes)
        mistakes.raise_if_any()
        self.outline = Outline(self.told)
        self.plain = Outline(rows)
        self.records = {row.text("ID"): row for row in rows if row.text("ID").startswith("LIFS:")}

    @cached_property
    def axioms(self) -> dict[str, list[tuple[str, list[Expression]]]]:
        """What is stated of each class by a fact, by the fact."""
        found: dict[str, list[tuple[str, list[Expression]]]] = {}
        for row in self.told:
            about, axiom, fact = row.cell("ABOUT"), row.cell("SC"), row.text("ID")
            if about and axiom:
                said = list(self.outline.read(axiom.values))
                found.setdefault(fact, []).extend((self.outline.identifier(each), said) for each in about.values)
        return dict(sorted(found.items()))

    def values(self, fact: str, argument: str) -> list[str]:
        """Return the labels of what stands in the column for *argument* of the record of *fact*."""
        cells = [cell for cell in self.records[fact].cells if cell.column.argument == argument]
        return [self.plain.label(self.plain.identifier(value)) for cell in cells for value in cell.values]

    def text(self, fact: str, argument: str) -> str:
        """Return what stands in the column for *argument*, as one text."""
        return "; ".join(self.values(fact, argument))

    def cell(self, fact: str, argument: str) -> str:
        """Return what stands in the column for *argument*, as it stands."""
        return next((cell.text for cell in self.records[fact].cells if cell.column.argument == argument), "")

    def row(self, fact: str) -> Row:
        return self.records[fact]

    def is_in_context(self, name: str) -> bool:
        """Tell whether *name* is a class that the build made for a context."""
        return name.startswith(PREFIX)
