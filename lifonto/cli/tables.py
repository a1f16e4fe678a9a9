"""Tables on a terminal."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table as Grid

from lifonto.ask.store import Table


def print_rows(columns: Iterable[str], rows: Iterable[Iterable[str]], format_: str) -> None:
    """Print *rows* under *columns* as csv or tsv, for a spreadsheet."""
    writer = csv.writer(sys.stdout, dialect="excel" if format_ == "csv" else "excel-tab", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)


def print_table(table: Table) -> None:
    """Print *table* with as many columns as it has variables, and the number of its rows."""
    console = Console()
    if not console.is_terminal:
        console.width = 200
    grid = Grid(*table.variables, box=None, header_style="bold", pad_edge=False)
    for row in table.rows:
        grid.add_row(*(value or "" for value in row))
    console.print(grid, markup=False, highlight=False)
    console.print(f"{len(table.rows)} row{'s' if len(table.rows) != 1 else ''}", style="dim")
