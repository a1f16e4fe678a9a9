"""Conditions in a file: a table of TSV, or a list in YAML, with the columns name, cell, with and feeder."""

from __future__ import annotations

import csv
import importlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from lifonto.culture.condition import Asked
from lifonto.errors import NotFound, TableError
from lifonto.tables.mistakes import meant

COLUMNS = ("name", "cell", "with", "feeder")


def read_conditions(file: Path) -> list[Asked]:
    """Read the conditions of *file*: ``.yaml`` or ``.yml`` as YAML, all else as TSV.

    *with* is a list of ingredients, in TSV separated by commas. Raises NotFound where there is no such file, and
    TableError where a row cannot be read.
    """
    if not file.is_file():
        raise NotFound(f"no file {file}: give a table with the columns {', '.join(COLUMNS)}")
    rows = from_yaml(file) if file.suffix in (".yaml", ".yml") else from_tsv(file)
    found = [asked(row, f"{file.name}:{number}") for number, row in rows]
    if not found:
        raise TableError(f"{file.name}: no conditions in it")
    return found


def from_tsv(file: Path) -> Iterable[tuple[int, Mapping[object, object]]]:
    """Yield (line, row) for the rows of a table; lines that begin with # say nothing."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    reader = csv.DictReader((line for _, line in numbered), delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
    for (number, _), row in zip(numbered[1:], reader, strict=True):
        yield number, dict(row)


def from_yaml(file: Path) -> Iterable[tuple[int, Mapping[object, object]]]:
    """Yield (place in the list, entry); raises TableError without PyYAML, or where the file is no list of entries."""
    try:
        yaml = importlib.import_module("yaml")
    except ImportError as error:
        raise TableError(f"{file.name}: YAML needs PyYAML: `pip install pyyaml`, or give the same as TSV") from error
    try:
        entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise TableError(f"{file.name}: not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise TableError(f"{file.name}: wants a list of entries, each with some of {', '.join(COLUMNS)}")
    yield from enumerate(entries, 1)


def asked(row: Mapping[object, object], place: str) -> Asked:
    """Return the condition in *row*, which stands at *place*; raises TableError where it cannot be read."""
    for column in row:
        if column not in COLUMNS:
            hint = meant(str(column), COLUMNS) if column else "; a row has more cells than there are columns"
            raise TableError(f"{place}: no column is called {str(column or '')!r}{hint}; use {', '.join(COLUMNS)}")
    name, cell, feeder = (str(row.get(column) or "").strip() for column in ("name", "cell", "feeder"))
    if not cell:
        raise TableError(f"{place}: says no cell; put the kind of cell into the column 'cell'")
    given = row.get("with") or ""
    return Asked(cell, tuple(map(str, given)) if isinstance(given, list) else split(str(given)), feeder, name or place)


def split(ingredients: str) -> tuple[str, ...]:
    """Return the names in a list of *ingredients* separated by commas."""
    return tuple(each.strip() for each in ingredients.split(",") if each.strip())
