"""The patterns of a query: its outermost group cut into triples and other parts, each of which can be left out.

The engine parses; this only cuts. What it cannot cut raises Unreadable, and is then not told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sparql_server.pages.query.reader import DEEPEST, Reader, Unreadable, listed

BLOCKS = ("OPTIONAL", "MINUS", "GRAPH", "SERVICE")
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
TERMS = {"variable", "iri", "name", "string", "number"}


class Triple(NamedTuple):
    """Subject, predicate and object as the query writes them."""

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True)
class Part:
    """A part of a group as it can be asked alone, and where it stands in the query; ``kind`` is its first word."""

    text: str
    start: int
    end: int
    kind: str = ""
    triple: Triple | None = None


@dataclass(frozen=True)
class Query:
    """A query: its form, its FROM clauses, what comes before the form, its outermost group, and what comes after."""

    text: str
    form: str
    dataset: str
    prologue: str
    parts: tuple[Part, ...]
    after: str


def read(text: str) -> Query:
    """Cut *text*; raises Unreadable where it is no query, or of a shape that is not known here."""
    reader = Reader(text, listed(text))
    form, dataset, prologue_end = head(reader)
    reader.take()
    parts = tuple(group(reader))
    if not reader.sees("}"):
        raise Unreadable
    return Query(text, form, dataset, text[:prologue_end], parts, text[reader.take().end :])


def head(reader: Reader) -> tuple[str, str, int]:
    """Go to the brace of the outermost group; return the form, the dataset clauses and where the form begins."""
    form, dataset, begins = "", [], 0
    while (token := reader.peek()) is not None:
        if token.kind == "word" and token.text in FORMS and not form:
            form, begins = token.text, token.start
        if token.kind == "word" and token.text == "FROM":
            start = reader.at
            reader.take()
            reader.at += reader.sees("NAMED")
            reader.take()
            dataset.append(reader.since(start))
        elif reader.sees("{") and form:
            if form != "CONSTRUCT" or reader.stream[reader.at - 1].text == "WHERE":
                return form, " ".join(dataset), begins
            reader.skip()
        elif reader.sees("("):
            reader.skip()
        else:
            reader.take()
    raise Unreadable


def group(reader: Reader) -> Iterator[Part]:
    """Yield the parts up to the brace that closes the group."""
    while reader.peek() is not None and not reader.sees("}"):
        if reader.sees("."):
            reader.take()
        elif reader.sees("FILTER", "BIND", "VALUES", "{", *BLOCKS):
            yield other(reader)
        elif reader.sees("SELECT"):
            raise Unreadable
        else:
            yield from triples(reader)


def other(reader: Reader) -> Part:
    """Take a part that is no triple."""
    start, first = reader.at, reader.peek()
    assert first
    kind = "UNION" if first.text == "{" else first.text
    opening = "({" if kind in ("FILTER", "BIND") else "{"
    while not reader.sees(*opening):
        if reader.sees("(") and kind == "VALUES":
            reader.skip()
        else:
            reader.take()
    reader.skip()
    while kind == "UNION" and reader.sees("UNION"):
        reader.take()
        reader.skip()
    return Part(reader.since(start), first.start, reader.stream[reader.at - 1].end, kind)


def triples(reader: Reader) -> Iterator[Part]:
    """Yield the triples of one subject."""
    start = reader.at
    nested: list[Part] = []
    subject = term(reader, nested)
    yield from nested
    if reader.sees(".", "}") and nested:
        return
    yield from pairs(reader, subject, start)


def pairs(reader: Reader, subject: str, start: int) -> Iterator[Part]:
    """Yield the triples of *subject*, whose first token is at *start*, from its predicates on."""
    while True:
        predicate = path(reader)
        while True:
            nested: list[Part] = []
            value = term(reader, nested)
            place, end = reader.stream[start].start, reader.stream[reader.at - 1].end
            yield Part(f"{subject} {predicate} {value} .", place, end, "TRIPLE", Triple(subject, predicate, value))
            yield from nested
            if not reader.sees(","):
                break
            start = reader.at
            reader.take()
        if not reader.sees(";"):
            return
        start = reader.at + 1
        while reader.sees(";"):
            reader.take()
        if reader.peek() is None or reader.sees(".", "}", "]", "FILTER", "BIND", "VALUES", *BLOCKS):
            return


def path(reader: Reader) -> str:
    """Take a predicate or a property path."""
    start = reader.at
    while True:
        while reader.sees("^", "!"):
            reader.take()
        token = reader.peek()
        if reader.sees("("):
            reader.skip()
        elif token and (token.kind in ("variable", "iri", "name") or token.text == "A"):
            reader.take()
        else:
            raise Unreadable
        while reader.sees("*", "+", "?"):
            reader.take()
        if not reader.sees("/", "|"):
            return reader.since(start)
        reader.take()


def bracketed(reader: Reader, nested: list[Part]) -> str:
    """Take what stands in square brackets; return the variable for it."""
    reader.depth += 1
    if reader.depth > DEEPEST:
        raise Unreadable
    name = f"?unnamed{next(reader.fresh)}"
    if not reader.sees("]"):
        nested += pairs(reader, name, reader.at)
    if not reader.sees("]"):
        raise Unreadable
    reader.take()
    reader.depth -= 1
    return name


def term(reader: Reader, nested: list[Part]) -> str:
    """Take a subject or an object; what stands in square brackets becomes a variable, with its triples in *nested*."""
    start, token = reader.at, reader.take()
    if token.text == "[" and token.kind == "mark":
        return bracketed(reader, nested)
    if token.text == "(" and token.kind == "mark":
        reader.at = start
        reader.skip()
    elif token.text in "+-" and token.kind == "mark":
        reader.take()
    elif token.kind == "string":
        following = reader.peek()
        if following and following.kind == "language":
            reader.take()
        elif reader.sees("^"):
            reader.at += 3
    elif token.kind not in TERMS and token.text not in ("TRUE", "FALSE"):
        raise Unreadable
    return reader.since(start)
