"""Quality checks: SPARQL queries that find what is wrong; a returned row is a violation, as in ``robot report``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lifonto.ask.headers import QueryFile, query_files
from lifonto.ask.store import Store, bare, table
from lifonto.errors import QueryError
from lifonto.tables.mistakes import Place

LEVELS = ("ERROR", "WARN", "INFO")


@dataclass(frozen=True)
class Violation:
    """One row a check returned."""

    check: QueryFile
    row: tuple[str, ...]

    def place(self, places: Mapping[str, Place]) -> Place | None:
        """Return where the first of its terms or statements that is in *places* stands."""
        return next((places[bare(term)] for term in self.row if bare(term) in places), None)

    @property
    def level(self) -> str:
        """ERROR, WARN or INFO, as the check's header says."""
        return self.check.header["Level"]

    def __str__(self) -> str:
        return f"{self.level} {self.check.name}: {'  '.join(self.row)}"


def checks(home: Path) -> list[QueryFile]:
    """Return the checks of the *home* folder; raises QueryError where one has no level."""
    found = query_files(home / "checks")
    for check in found:
        if check.header.get("Level") not in LEVELS:
            raise QueryError(f"{check.file.name}: wants a header line `# Level:` with one of {', '.join(LEVELS)}")
    return found


def violations(store: Store, asked: Iterable[QueryFile]) -> list[Violation]:
    """Run the checks *asked* over *store* and return what they find, the gravest first."""
    found = [
        Violation(check, tuple(value or "" for value in row))
        for check in asked
        for row in sorted(table(store, check.text).rows, key=str)
    ]
    return sorted(found, key=lambda violation: LEVELS.index(violation.level))
