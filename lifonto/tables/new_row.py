"""A row to be added to a table: its cells put under the columns they belong to, its number the next that is free."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from lifonto.errors import NotFound, TableError
from lifonto.tables.columns import Column
from lifonto.tables.mistakes import Mistakes, meant
from lifonto.tables.rows import DIGITS, Row, read_columns
from lifonto.tables.texts import text_of


def table_called(folder: Path, name: str) -> Path:
    """Return the table of *folder* called *name*; raises NotFound, with the nearest name, where there is none."""
    file = folder / f"{name.removesuffix('.tsv')}.tsv"
    if not file.is_file():
        known = sorted(each.stem for each in folder.glob("*.tsv"))
        raise NotFound(f"no table {name!r} in {folder}{meant(name, known)}; there are {', '.join(known)}")
    return file


def columns_of(file: Path) -> list[Column]:
    """Read the two first rows of *file*; raises TableErrors where a template is wrong."""
    mistakes = Mistakes()
    header, template, *_ = text_of(file).splitlines()
    columns = read_columns(file.name, header.split("\t"), template.split("\t"), mistakes)
    mistakes.raise_if_any()
    return columns


def next_identifier(rows: Iterable[Row], prefix: str, table: str = "") -> str:
    """Return the identifier after the highest of *prefix*, in *table* alone if one is named, that no row has.

    Raises TableError where the table has none yet, or the digits are used up.
    """
    taken: dict[int, str] = {}
    for row in rows:
        if found := re.fullmatch(rf"{prefix}:(\d+)", row.text("ID")):
            taken.setdefault(int(found[1]), row.place.file)
    there = [number for number, file in taken.items() if table in ("", file)]
    if not there:
        raise TableError(f"{table} has no {prefix}: number to go on from: give one with --identifier")
    number = max(there) + 1
    while number in taken:
        number += 1
    if len(str(number)) > DIGITS[prefix]:
        raise TableError(f"no {prefix}: number of {DIGITS[prefix]} digits is free after the highest")
    return f"{prefix}:{number:0{DIGITS[prefix]}}"


def usual(rows: Iterable[Row], table: str, argument: str) -> str:
    """Return what most of the *rows* of *table* have in its column of *argument*, or nothing where none has any."""
    cells = (cell for row in rows if row.place.file == table for cell in row.cells if cell.column.argument == argument)
    most = Counter(value for cell in cells for value in cell.values).most_common(1)
    return most[0][0] if most else ""


def line_of(columns: Iterable[Column], values: Mapping[str, str], table: str) -> str:
    """Return the line with each of *values*, called by keyword and argument, in its column.

    Raises TableError where the table has no such column, or a value would break the table.
    """
    columns = list(columns)
    places = {called: column for called, column in called_by(columns) if not column.on_axiom}
    for called, value in values.items():
        if called not in places:
            raise TableError(f"{table} has no column for {value!r} (template {called}): leave it out")
        if "\t" in value or "\n" in value:
            raise TableError(f"{value!r} has a tab or a line break in it: a cell has neither")
    cells = [values.get(called, "") if column is places.get(called) else "" for called, column in called_by(columns)]
    return "\t".join(cells)


def called_by(columns: Iterable[Column]) -> list[tuple[str, Column]]:
    """Return each column with its keyword and argument."""
    return [(f"{column.keyword} {column.argument}".strip(), column) for column in columns]
