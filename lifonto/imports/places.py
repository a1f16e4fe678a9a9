"""What the tables call each entity, what they put above it, and where they name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lifonto.tables.mistakes import Mistakes
from lifonto.tables.prefixes import Prefixes
from lifonto.tables.rows import Row, read_tables, table_files

NAMING = {"AI", "SC", "EC", "DC", "GCI", "ABOUT", "TYPE", "DOMAIN", "RANGE"}  # columns whose values are names


@dataclass(frozen=True)
class Tables:
    """The rows of an ontology folder."""

    home: Path
    rows: tuple[Row, ...]
    prefixes: Prefixes

    @classmethod
    def read(cls, home: Path) -> Tables:
        """Read every table of *home*; raises NotFound, and TableErrors with every mistake in them."""
        mistakes = Mistakes()
        rows = read_tables(table_files(home), home, mistakes)
        mistakes.raise_if_any()
        return cls(home, tuple(rows), Prefixes.read(home / "prefixes.tsv"))

    @cached_property
    def labels(self) -> dict[str, set[str]]:
        """The identifiers that have each label."""
        found: dict[str, set[str]] = {}
        for row in self.rows:
            if label := row.text("LABEL"):
                found.setdefault(label, set()).add(row.text("ID"))
        return found

    @cached_property
    def imported(self) -> set[str]:
        """The identifiers of all imported terms."""
        return {row.text("ID") for row in self.rows if row.place.file.startswith("imports/")}

    def named(self, value: str, labels: dict[str, set[str]]) -> str:
        """Return the identifier of the one entity that *value* names, or nothing where it is an expression."""
        name = value.strip("'") if value.count("'") in (0, 2) else value
        known = labels.get(name, set())
        if len(known) == 1:
            return next(iter(known))
        return name if ":" in name and " " not in name and name.partition(":")[0] in self.prefixes else ""

    def over(self, besides: str) -> dict[str, set[str]]:
        """Return the named parents that all tables state, save the table *besides*."""
        labels, found = self.labels, dict[str, set[str]]()
        for row in self.rows:
            if row.place.file == besides or row.cell("ABOUT") or not row.text("ID"):
                continue
            for cell in row.cells:
                if cell.column.keyword == "SC":
                    found.setdefault(row.text("ID"), set()).update(
                        filter(None, (self.named(each, labels) for each in cell.values))
                    )
        return found

    def places(self, label: str, besides: str) -> list[str]:
        """Return where the tables, save *besides*, name what is called *label*."""
        return sorted({str(place) for place in self._places(label) if not place.startswith(f"{besides}:")})

    def _places(self, label: str) -> Iterator[str]:
        for row in self.rows:
            for cell in row.cells:
                if cell.column.keyword in NAMING and names(cell.values, label):
                    yield f"{cell.place.file}:{cell.place.row}"


def names(values: Iterable[str], label: str) -> bool:
    """Tell whether one of *values* is *label* or an expression that names it."""
    return any(each == label or f"'{label}'" in each for each in values)
