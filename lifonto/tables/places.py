"""Where in the tables each term and each statement has its row."""

from __future__ import annotations

from pathlib import Path

from lifonto.errors import PrefixError
from lifonto.tables.mistakes import Mistakes, Place
from lifonto.tables.prefixes import Prefixes
from lifonto.tables.rows import read_tables, table_files


def places(home: Path, prefixes: Prefixes) -> dict[str, Place]:
    """Return the first row of each identifier in the tables of *home*, the one with its label before others, by IRI."""
    found: dict[str, Place] = {}
    rows = read_tables(table_files(home), home, Mistakes())
    for row in sorted(rows, key=lambda row: not row.text("LABEL")):
        try:
            found.setdefault(prefixes.expand(row.text("ID")), row.place)
        except PrefixError:  # an IRI written out, or a mistake that the build tells
            found.setdefault(row.text("ID"), row.place)
    return found
