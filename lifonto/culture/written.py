"""Answers as a spreadsheet: TSV and XLSX, in which what looks like a formula stays text."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

from lifonto.errors import TableError

FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 60  # characters of a column
MOST = 32_000  # characters of a cell that Excel takes


def tsv(rows: Iterable[dict[str, str]]) -> str:
    """Return *rows* as TSV; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    found = list(rows)
    header = list(found[0]) if found else []
    lines = ["\t".join(map(cell, header))]
    lines += ["\t".join(cell(row[column]) for column in header) for row in found]
    return "\n".join(lines) + "\n"


def cell(text: str) -> str:
    """Return *text* in one line, and as text."""
    plain = " ".join(text.split())
    return f"'{plain}" if plain.startswith(FORMULA) else plain


def xlsx(rows: Iterable[dict[str, str]], file: Path | IO[bytes]) -> None:
    """Write *rows* as a workbook to *file*; raises TableError without openpyxl."""
    try:
        openpyxl = importlib.import_module("openpyxl")
        illegal = importlib.import_module("openpyxl.cell.cell").ILLEGAL_CHARACTERS_RE
        styles = importlib.import_module("openpyxl.styles")
    except ImportError as error:
        raise TableError("XLSX needs openpyxl: `pip install 'lifonto[excel]'`, or ask for --format tsv") from error
    found = list(rows)
    header = list(found[0]) if found else []
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "conditions"
    for number, values in enumerate([header, *([row[column] for column in header] for row in found)], 1):
        for column, text in enumerate(values, 1):
            place = sheet.cell(number, column)
            place.value = illegal.sub("", text)[:MOST]
            place.data_type = "s"  # never a formula
            place.alignment = styles.Alignment(wrap_text=True, vertical="top")
            place.font = styles.Font(bold=number == 1)
    sheet.freeze_panes = "A2"
    for column, width in enumerate(widths(header, found), 1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = width
    book.save(file)


def widths(header: Sequence[str], rows: Sequence[dict[str, str]]) -> list[int]:
    """Return how wide each column is to be."""
    return [min(WIDEST, max([len(column), *(len(row[column]) for row in rows)]) + 2) for column in header]
