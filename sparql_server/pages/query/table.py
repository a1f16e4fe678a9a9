"""Solutions as a table that people read: names before identifiers, no column that says again what another says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sparql_server.pages.addresses import names
from sparql_server.pages.query.labels import Called, called
from sparql_server.pages.query.trial import Trial
from sparql_server.protocol.answer import Answer

CELL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?')
ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
XSD = "http://www.w3.org/2001/XMLSchema#"
NUMERIC = {
    XSD + name for name in ("integer", "decimal", "double", "float", "int", "long", "short", "nonNegativeInteger")
}
MOST_CELLS = 5_000  # on a page
MOST_COLUMNS = 40  # that are held against each other
MOST_TEXT = 2_000  # characters of a cell
LOOKING = 5.0  # seconds, for all labels of a page
WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of RDF: ``kind`` is iri, text, number, or unnamed; unbound ones have no kind."""

    kind: str = ""
    text: str = ""
    language: str = ""


@dataclass(frozen=True)
class Cell:
    """A term with its name, and the folder of its page, if it has one."""

    term: Term
    name: str = ""
    folder: str = ""


@dataclass(frozen=True)
class Table:
    """Headings and cells of the first rows, of ``rows`` in all."""

    heads: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    rows: int


def lines(answer: Answer) -> Iterator[str]:
    """Yield the lines of *answer*, which is TSV, without reading it whole where it is in a file."""
    if answer.file is None:
        yield from answer.body.decode().split("\n")[:-1]
        return
    with answer.file as file:
        file.seek(0)
        rest = b""
        while piece := file.read(1 << 20):
            *whole, rest = (rest + piece).split(b"\n")
            yield from (line.decode() for line in whole)


def rows_of(answer: Answer) -> int:
    """Return how many rows *answer*, which is TSV, has."""
    if answer.file is None:
        return answer.body.count(b"\n") - 1
    answer.file.seek(0)
    count = -1  # the head
    while piece := answer.file.read(1 << 20):
        count += piece.count(b"\n")
    return count


def solutions(answer: Answer) -> tuple[list[str], Iterator[list[Term]]]:
    """Return the variables of *answer*, which is TSV, and its rows one by one."""
    rest = lines(answer)
    head = next(rest, "")
    return [name.lstrip("?") for name in head.split("\t") if name], (row(line) for line in rest)


def row(line: str) -> list[Term]:
    """Read one row."""
    return [term(cell) for cell in line.split("\t")]


def term(cell: str) -> Term:
    """Read one cell, which is written as in Turtle."""
    if not cell:
        return Term()
    if cell.startswith("<") and not cell.startswith("<<"):
        return Term("iri", unescaped(cell[1:-1]))
    if cell.startswith(("_:", "<<")):
        return Term("unnamed")
    if found := CELL.fullmatch(cell):
        text = unescaped(found[1])
        is_number = found[3] in NUMERIC and NUMBER.fullmatch(text)
        return Term("number" if is_number else "text", text, found[2] or "")
    return Term("number" if NUMBER.fullmatch(cell) else "text", cell)


def unescaped(text: str) -> str:
    """Resolve the escapes of Turtle."""
    if "\\" not in text:
        return text
    return ESCAPE.sub(lambda m: chr(int(m[1][1:], 16)) if m[1][0] in "uU" else ESCAPED.get(m[1], m[1]), text)


def table(answer: Answer, most: int) -> Table:
    """Return the first *most* rows of *answer*, with names for what is in them."""
    count = rows_of(answer)
    variables, rest = solutions(answer)
    first = list(islice(rest, min(most, max(1, MOST_CELLS // max(1, len(variables))))))
    named = called((each.text for row in first for each in row if each.kind == "iri"), Trial(LOOKING, LOOKING))
    hidden = said_again(first, named)
    kept = [place for place in range(len(variables)) if place not in hidden]
    cells = tuple(tuple(cell(row[place], named) for place in kept) for row in first)
    return Table(tuple(heading(variables[place]) for place in kept), cells, count)


def said_again(rows: Sequence[Sequence[Term]], named: dict[str, Called]) -> set[int]:
    """Return the places of the columns that only have the names of what others have."""
    width = len(rows[0]) if rows else 0
    return {place for place in range(width) if width <= MOST_COLUMNS and says_again(place, rows, named)}


def says_again(place: int, rows: Sequence[Sequence[Term]], named: dict[str, Called]) -> bool:
    """Tell whether the column at *place* has, in every row, the name of what another column has."""
    if not rows or not any(row[place].kind for row in rows) or any(row[place].kind == "iri" for row in rows):
        return False
    others = [other for other in range(len(rows[0])) if other != place]
    return any(all(is_name(row[place], row[other], named) for row in rows) for other in others)


def is_name(label: Term, other: Term, named: dict[str, Called]) -> bool:
    """Tell whether *label* is what *other* is called; nothing is the name of nothing."""
    if not other.kind:
        return not label.kind
    return other.kind == "iri" and named.get(other.text, Called()).label == label.text != ""


def cell(term: Term, named: dict[str, Called]) -> Cell:
    """Return *term* with its name."""
    if term.kind != "iri":
        is_long = len(term.text) > MOST_TEXT
        return Cell(Term(term.kind, f"{term.text[:MOST_TEXT]} …", term.language) if is_long else term)
    found = named.get(term.text, Called())
    return Cell(term, found.label or names().short(term.text), found.folder)


def heading(variable: str) -> str:
    """Return the name of a variable in words."""
    words = WORDS.sub(" ", variable).strip().lower()
    return words[:1].upper() + words[1:] if words else variable


def unique(heads: Iterable[str]) -> list[str]:
    """Return *heads* with a number behind those that were there before."""
    seen: dict[str, int] = {}
    found = []
    for head in heads:
        seen[head] = seen.get(head, 0) + 1
        found.append(head if seen[head] == 1 else f"{head} {seen[head]}")
    return found
