"""Rows of a table, each knowing where it stands; a row without an identifier is a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lifonto.errors import NotFound, TableError
from lifonto.tables.columns import Column
from lifonto.tables.mistakes import Mistakes, Place

FOLDERS = ("relations", "imports", "terms", "culture", "facts")
QUOTED = re.compile(r'"(?:[^"]|"")*"?')
OWN = re.compile(r"(LIFO|LIFS):(\d+)")
DIGITS = {"LIFO": 7, "LIFS": 4}
UNQUOTE = (
    "a spreadsheet has put quotes around this cell: take the outer ones away and write a doubled one once; "
    "cells are never quoted, and have no line breaks"
)


@dataclass(frozen=True)
class Cell:
    """What stands in one column of one row."""

    place: Place
    column: Column
    text: str

    @property
    def values(self) -> list[str]:
        """The values in the cell, in the order they stand."""
        return self.column.values(self.text)


@dataclass(frozen=True)
class Row:
    """One row: an entity, a fact or a general axiom."""

    place: Place
    cells: tuple[Cell, ...]

    def cell(self, keyword: str) -> Cell | None:
        """Return the first filled cell whose column has *keyword*."""
        return next((cell for cell in self.cells if cell.column.keyword == keyword and cell.values), None)

    def says(self, what: str) -> list[str]:
        """Return the values of the cell of a table of culture that says *what*."""
        found = (cell for cell in self.cells if cell.column.keyword == "CULTURE" and cell.column.argument == what)
        return [value for cell in found for value in cell.values]

    def text(self, keyword: str) -> str:
        """Return what stands under *keyword*, or the empty string."""
        return cell.text.strip() if (cell := self.cell(keyword)) else ""


def table_files(ontology: Path) -> list[Path]:
    """Return every table of the *ontology* folder in the order of the build.

    Raises NotFound where there is none.
    """
    files = sorted(ontology.glob("references*.tsv"))
    for folder in FOLDERS:
        files += sorted((ontology / folder).glob("*.tsv"))
    if not files:
        raise NotFound(f"no tables in {ontology}: is it an ontology folder?")
    return files


def note_stray_files(ontology: Path, mistakes: Mistakes) -> None:
    """Note what stands among the tables of the *ontology* folder and would never be read."""
    for folder in FOLDERS:
        for file in sorted((ontology / folder).glob("*")):
            if not file.name.startswith((".", "~$")) and (file.suffix != ".tsv" or file.is_dir()):
                place = Place(file.relative_to(ontology).as_posix(), 1)
                mistakes.add(place, "is no table: save it as text with tabs, named .tsv, or take it out of this folder")


def read_tables(files: Iterable[Path], root: Path, mistakes: Mistakes) -> list[Row]:
    """Read all *files*, naming each by its path under *root*; what cannot be read goes into *mistakes*."""
    rows: list[Row] = []
    for file in files:
        with mistakes.at(Place(file.relative_to(root).as_posix(), 1)):
            rows += read_table(file, file.relative_to(root).as_posix(), mistakes)
    return rows


def read_table(file: Path, name: str, mistakes: Mistakes) -> list[Row]:
    """Read one table: row 1 for people, row 2 the template, the rest terms, facts and headings.

    Raises TableError where the file is no table; smaller faults go into *mistakes*.
    """
    content = file.read_bytes()
    try:
        lines = content.decode("utf-8").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError as error:
        place = Place(name, content.count(b"\n", 0, error.start) + 1)
        mistakes.add(place, f"is not UTF-8 text (byte {error.start}): save it as UTF-8")
        return []
    if lines and not lines[-1]:
        lines.pop()
    if len(lines) < 2:
        raise TableError("wants a header row and a template row")
    if not {"ID", "GCI", "CULTURE"} & {cell.partition(" ")[0].strip() for cell in lines[1].split("\t")}:
        mistakes.add(Place(name, 2), "row 2 must be the template, with ID: copy it from another table of this kind")
        return []
    columns = read_columns(name, lines[0].split("\t"), lines[1].split("\t"), mistakes)
    return [row for n, line in enumerate(lines[2:], start=3) if (row := read_row(name, n, line, columns, mistakes))]


def read_columns(name: str, headers: list[str], templates: list[str], mistakes: Mistakes) -> list[Column]:
    """Read the two first rows; a column whose template is wrong is noted and then left out of account."""
    columns = []
    templates += [""] * (len(headers) - len(templates))
    for header, template in zip(headers, templates, strict=False):
        column = Column(header.strip())
        with mistakes.at(Place(name, 2, header)):
            column = Column.read(header.strip(), template)
        columns.append(column)
    if len(templates) > len(headers):
        mistakes.add(Place(name, 2), f"{len(templates)} templates for {len(headers)} headers")
    return columns


def read_row(name: str, number: int, line: str, columns: list[Column], mistakes: Mistakes) -> Row | None:
    """Read one line, or return None where it is a heading or empty."""
    texts = line.rstrip("\r").split("\t")
    if len(texts) > len(columns) and any(text.strip() for text in texts[len(columns) :]):
        mistakes.add(Place(name, number), f"has {len(texts)} cells, the header {len(columns)}: a tab too many?")
    cells = tuple(cells_of(name, number, columns, texts, mistakes))
    row = Row(Place(name, number), cells)
    if (cell := row.cell("ID")) and (found := OWN.fullmatch(cell.text.strip())):
        digits = DIGITS[found[1]]
        if len(found[2]) != digits:
            wanted = f"{found[1]}:{found[2].lstrip('0'):0>{digits}}"
            mistakes.add(cell.place, f"{cell.text.strip()} wants {digits} digits: write {wanted}")
    return row if row.text("ID") or row.text("GCI") or row.says("medium") else None


def cells_of(name: str, number: int, columns: list[Column], texts: list[str], mistakes: Mistakes) -> Iterator[Cell]:
    """Yield the cells of a row that mean something to the compiler."""
    for column, text in zip(columns, texts, strict=False):
        if text.strip().startswith('"') and QUOTED.fullmatch(text.strip()):
            mistakes.add(Place(name, number, column.header), UNQUOTE)
        elif column.keyword:
            yield Cell(Place(name, number, column.header), column, text)
