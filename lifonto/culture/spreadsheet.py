"""Many conditions at once: read from a table of TSV, CSV or XLSX, a list in YAML, or lines as they were pasted."""

from __future__ import annotations

import contextlib
import csv
import importlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

from lifonto.culture.recipe import Typed
from lifonto.errors import LifontoError, TableError
from lifonto.reason.documents.encodings import expect_file
from lifonto.reason.documents.texts import text_in
from lifonto.tables.hints import csv_mistake
from lifonto.tables.mistakes import meant

COLUMNS = {  # what a column may be called
    "name": ("name", "id", "label"),
    "cell": ("cell", "cells", "cell line"),
    "medium": ("with", "medium", "media", "recipe", "ingredients"),
    "feeder": ("feeder", "feeders", "feeder cells"),
    "matrix": ("matrix", "coating", "substrate"),
    "text": ("text", "condition"),
}
FIELD_OF = {written: field for field, every in COLUMNS.items() for written in every}
PASTED = ("name", "cell", "medium", "feeder", "matrix")  # the parts of a line between tabs or semicolons
WORDS = "cell, with, feeder, matrix and name, or text"
MOST = 10_000  # conditions of one file
LARGEST = 20 << 20  # bytes
DELIMITERS = {".csv": ",", ".tsv": "\t", ".tab": "\t"}


def read_conditions(file: Path) -> list[Typed]:
    """Read the conditions of *file*, in the form that its ending tells: .xlsx, .yaml, .csv, .txt, all else TSV.

    Raises NotFound where there is no such file, and TableError where a row cannot be read.
    """
    expect_file(file)
    if file.stat().st_size > LARGEST:
        raise TableError(f"{file.name}: larger than {LARGEST >> 20} MB: split it into several files")
    ending = file.suffix.lower()
    if ending == ".txt":
        found = pasted(text_of(file), file.name)
    elif ending in (".yaml", ".yml"):
        found = [typed(row, f"{file.name}:{number}") for number, row in from_yaml(file)]
    else:
        rows = from_sheet(file) if ending == ".xlsx" else from_text(file, DELIMITERS.get(ending, "\t"))
        found = from_table(rows, file.name)
    if not found:
        raise TableError(f"{file.name}: no conditions in it")
    if len(found) > MOST:
        raise TableError(f"{file.name}: {len(found)} conditions, and {MOST} is the most: split it into several files")
    return found


def text_of(file: Path) -> str:
    """Return the text of *file*; raises TableError where it is none."""
    try:
        return text_in(file)
    except LifontoError as error:
        raise TableError(str(error).replace(str(file), file.name)) from error


def pasted(text: str, place: str = "line") -> list[Typed]:
    """Read one condition a line: in one go, or as name, cells, medium and feeder with tabs or semicolons between.

    A first line that names columns says what stands where, as in a table. Raises TableError where a row says no cell.
    """
    rows = [(number, row) for number, row in rows_of(text) if any(row) and not row[0].startswith("#")]
    if rows and names_columns(rows[0][1]):
        return from_table(rows, place)
    found = []
    for number, cells in rows:
        said = dict(zip(PASTED, cells, strict=False)) if len(cells) > 2 else {"text": " ".join(cells).strip()}
        found.append(replace(Typed(**said), name=said.get("name") or f"{place}:{number}"))
    return found


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) of what was pasted; a spreadsheet puts a cell of several lines into quotation marks."""
    if "\t" in text and '"' in text:
        reader = csv.reader(StringIO(text), delimiter="\t", strict=True)
        with contextlib.suppress(csv.Error):  # then the marks were somebody's own
            yield from [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
            return
    for number, line in enumerate(text.splitlines(), 1):
        cells = [each.strip() for each in line.split("\t" if "\t" in line else ";")]
        yield number, cells if len(cells) > 2 or "\t" in line or names_columns(cells) else [line.strip()]


def names_columns(cells: Iterable[str]) -> bool:
    """Tell whether *cells* are the first row of a table of conditions: two columns or more, one with the cells."""
    named = [FIELD_OF[each.casefold()] for each in cells if each.casefold() in FIELD_OF]
    return len(named) > 1 and bool({"cell", "text"} & {*named})


def from_text(file: Path, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) for the rows of a table; lines that begin with # say nothing."""
    numbered = [(n, line) for n, line in enumerate(text_of(file).split("\n"), 1) if line.strip() and line[0] != "#"]
    lines = (line.rstrip("\r") for _, line in numbered)
    plain = delimiter != ","  # in TSV a quotation mark is one
    reader = csv.reader(
        lines, delimiter=delimiter, strict=not plain, quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL
    )
    try:
        rows = list(reader)
    except csv.Error as error:
        line = numbered[min(reader.line_num, len(numbered)) - 1][0]
        raise TableError(f"{file.name}:{line}: {csv_mistake(error)}") from error
    yield from ((numbered[min(n, len(numbered) - 1)][0], row) for n, row in enumerate(rows))


def from_sheet(file: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield (row, cells) of the first sheet of a workbook; a formula is the text that was typed."""
    try:
        openpyxl = importlib.import_module("openpyxl")
    except ImportError as error:
        raise TableError(f"{file.name}: XLSX needs openpyxl: `pip install 'lifonto[excel]'`, or save as TSV") from error
    try:
        book = openpyxl.load_workbook(file, read_only=True)
        rows = list(zip(range(1, MOST + 3), book.worksheets[0].iter_rows(values_only=True), strict=False))
    except Exception as error:  # a broken workbook raises what its parsers raise
        raise TableError(f"{file.name}: not an Excel workbook that can be read: {error}") from error
    for number, row in rows:
        cells = ["" if each is None else str(each) for each in row]
        if any(each.strip() for each in cells) and not cells[0].startswith("#"):
            yield number, cells


def from_table(rows: Iterable[tuple[int, list[str]]], name: str) -> list[Typed]:
    """Read a table whose first row names its columns."""
    found, header = [], list[str]()
    for number, cells in rows:
        if not header:
            header = [each.strip() for each in cells]
            check_header(header, f"{name}:{number}")
        elif any(each.strip() for each in cells[len(header) :]):
            raise TableError(f"{name}:{number}: more cells than the {len(header)} columns; take the last ones away")
        else:
            found.append(typed(dict(zip(header, cells, strict=False)), f"{name}:{number}"))
    return found


def check_header(header: Iterable[str], place: str) -> None:
    """Refuse a header that names no cell and no text, or a column that is misspelt."""
    columns = [each.casefold() for each in header]
    for column in columns:
        if column and column not in FIELD_OF and (hint := meant(column, FIELD_OF)):
            raise TableError(f"{place}: no column is called {column!r}{hint}; use {WORDS}")
    fields = [FIELD_OF[each] for each in columns if each in FIELD_OF]
    if twice := [each for each in fields if fields.count(each) > 1]:
        raise TableError(f"{place}: two columns say the same, {twice[0]!r}: take one away")
    if not {"cell", "text"} & {FIELD_OF.get(each) for each in columns}:
        raise TableError(f"{place}: no column 'cell' and none 'text'; the first row names the columns: {WORDS}")


def from_yaml(file: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield (place in the list, entry); raises TableError without PyYAML, or where the file is no list of entries."""
    try:
        yaml = importlib.import_module("yaml")
    except ImportError as error:
        raise TableError(f"{file.name}: YAML needs PyYAML: `pip install pyyaml`, or give the same as TSV") from error
    try:
        entries = yaml.safe_load(text_of(file))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or str(error)
        place = f"{file.name}:{mark.line + 1}" if mark else file.name
        raise TableError(f"{place}: not YAML that can be read: {' '.join(said.split())}") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise TableError(f"{file.name}: wants a list of entries, each with some of {WORDS}")
    for number, entry in enumerate(entries, 1):
        check_header(map(str, entry), f"{file.name}:{number}")
        yield number, {str(column): value for column, value in entry.items()}


def typed(row: Mapping[str, Any], place: str) -> Typed:
    """Return the condition in *row*, which stands at *place*; raises TableError where it says no cell."""
    said: dict[str, str] = {}
    for column, value in row.items():
        if field := FIELD_OF.get(column.casefold()):
            listed = value if isinstance(value, list) else [value]
            said[field] = ", ".join(str(each).strip() for each in listed if each is not None)
    if not (said.get("cell") or said.get("text")):
        raise TableError(f"{place}: says no cell; put the kind of cell into the column 'cell'")
    return replace(Typed(**said), name=said.get("name") or place)
