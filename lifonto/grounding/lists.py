"""Lists of names: one a line, or a table in CSV or TSV with a column of names, of identifiers, or both."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from lifonto.errors import LifontoError
from lifonto.grounding.resolution import Asked
from lifonto.reason.documents.encodings import UNREADABLE, Utf8, expect_file, hint_of, opened, unreadable
from lifonto.reason.documents.texts import bad_line, expect_text
from lifonto.tables.hints import csv_mistake
from lifonto.tables.mistakes import meant

IDENTIFIERS = ("id", "identifier", "curie", "iri", "term_id", "subject_id", "ontology_id", "accession")
NAMES = ("label", "name", "term", "subject_label", "symbol", "gene", "title", "term_label")
DIALECTS = {"csv": "excel", "tsv": "excel-tab", "tab": "excel-tab"}
LONGEST = 2_000  # letters of a name
STANDARD_INPUT = "-"


@dataclass(frozen=True)
class Columns:
    """Where identifiers and names stand in a table, by the headings that were asked for; found by custom where not."""

    identifier: str = ""
    name: str = ""

    def places(self, header: list[str], file: str) -> tuple[int, int]:
        """Return where in *header* the two are, -1 where one is not; raises LifontoError where neither is there."""
        found = self._place(self.identifier, IDENTIFIERS, header, file), self._place(self.name, NAMES, header, file)
        if found == (-1, -1):
            there = ", ".join(header)
            raise LifontoError(
                f"{file}: which column has the names? The columns are {there}: say --label COLUMN, --id COLUMN, or both"
            )
        return found

    @staticmethod
    def _place(wanted: str, usual: Iterable[str], header: list[str], file: str) -> int:
        if wanted:
            if wanted not in header:
                raise LifontoError(
                    f"{file} has no column {wanted!r}{meant(wanted, header)}; it has {', '.join(header)}"
                )
            return header.index(wanted)
        plain = [each.casefold().replace(" ", "_") for each in header]
        return next((plain.index(each) for each in usual if each in plain), -1)


def read(file: str, columns: Columns) -> Iterator[Asked]:
    """Read the list in *file* line by line; ``-`` is standard input.

    Raises NotFound where there is no such file, and LifontoError, with the line, where it is no such list.
    """
    called = "standard input" if file == STANDARD_INPUT else file
    done = 0
    try:
        for number, asked in rows_of(file, columns, called):
            done = number
            yield asked
    except UNREADABLE as error:
        number = bad_line(Path(file)) if isinstance(error, UnicodeDecodeError) and file != STANDARD_INPUT else 0
        where = f", line {number}" if number else f", after line {done}" if done else ""
        raise LifontoError(f"{called}{where}: this is no list of names in UTF-8: {told(error)}") from error
    if not done:
        raise LifontoError(f"{called} has no names in it")


def rows_of(file: str, columns: Columns, called: str) -> Iterator[tuple[int, Asked]]:
    """Yield each line of *file* with its number; raises ValueError where one is no name."""
    with text_of(file) as lines:
        first = lines.readline(LONGEST * 10)
        dialect = DIALECTS.get(hint_of(Path(file))) or ("excel-tab" if "\t" in first else "")
        every = chained(first, lines)
        for number, asked in table(every, dialect, columns, called) if dialect else plain(every):
            if len(str(asked)) > LONGEST:
                raise LifontoError(f"{called}, line {number} is no name: it has more than {LONGEST:,} letters")
            if "\0" in str(asked) or "\\x00" in str(asked):
                raise LifontoError(f"{called}, line {number} is no name: it has a NUL byte")
            yield number, asked


@contextmanager
def text_of(file: str) -> Iterator[TextIO]:
    """Open *file* as text, unpacked; raises NotFound where there is none, and ValueError where it is no text."""
    if file == STANDARD_INPUT:
        text = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", newline="")
        yield text
        text.detach()
    else:
        expect_file(Path(file))
        with opened(Path(file)) as packed:
            content = Utf8(packed)
            expect_text(content.start)
            yield io.TextIOWrapper(io.BufferedReader(content), encoding="utf-8", newline="")


def told(error: Exception) -> str:
    """Say what is wrong without codecs' words."""
    if isinstance(error, UnicodeDecodeError):
        return f"it has a byte {error.object[error.start]:#04x} that is no part of a letter"
    return unreadable(error)


def chained(first: str, rest: Iterable[str]) -> Iterator[str]:
    """Yield *first*, and the rest as it comes."""
    if first:
        yield first
    yield from rest


def plain(lines: Iterable[str]) -> Iterator[tuple[int, Asked]]:
    """Yield the name in each of *lines*; # begins a remark."""
    for number, line in enumerate(lines, 1):
        name = line.strip()
        if name and not name.startswith("#"):
            yield number, Asked(name)


def table(lines: Iterable[str], dialect: str, columns: Columns, file: str) -> Iterator[tuple[int, Asked]]:
    """Yield the name and the identifier in each row below the header; lines before it that begin with # are passed."""
    rows = csv.reader(lines, dialect, strict=True)
    header: list[str] = []
    identifier = name = -1
    for row in whole(rows, file):
        cells = [each.strip() for each in row]
        if not any(cells) or (not header and len(cells) == 1 and cells[0].startswith("#")):
            continue
        if not header:
            header = [cells[0].lstrip("#"), *cells[1:]]
            if twice := [each for each in header if each and header.count(each) > 1]:
                raise LifontoError(f"{file}, line {rows.line_num}: two columns are called {twice[0]!r}: rename one")
            identifier, name = columns.places(header, file)
            continue
        if len(cells) > len(header):
            raise LifontoError(f"{file}, line {rows.line_num}: {len(cells)} cells, and the header has {len(header)}")
        cells += [""] * (len(header) - len(cells))
        asked = Asked(cells[name] if name >= 0 else "", cells[identifier] if identifier >= 0 else "")
        if any(asked):
            yield rows.line_num, asked


def whole(rows: Any, file: str) -> Iterator[list[str]]:
    """Yield *rows* of a reader of CSV; raises LifontoError with the line where one is not whole."""
    try:
        yield from rows
    except csv.Error as error:
        raise LifontoError(f"{file}, line {rows.line_num}: {csv_mistake(error)}") from error
