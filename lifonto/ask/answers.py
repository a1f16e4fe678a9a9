"""The answer to a competency question, each row with the statements that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lifonto.ask.citations import Cited
from lifonto.ask.evidence import Evidence, Statement, names_in
from lifonto.ask.frames import Framed
from lifonto.ask.headers import QueryFile
from lifonto.ask.store import Store, Table, bare, table
from lifonto.ask.terms import TermIndex
from lifonto.ask.values import Value, cells, value


@dataclass(frozen=True)
class Row:
    """A row of an answer: the value of each variable, None where it has none, and the statements behind it."""

    values: dict[str, Value]
    statements: tuple[Statement, ...] = ()

    def __getitem__(self, variable: str) -> Value:
        return self.values[variable]


@dataclass(frozen=True)
class Rows(Cited, Framed):
    """The answer to a question: iterating over it gives its rows."""

    name: str
    question: str
    variables: tuple[str, ...]
    answers: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.answers)

    def __len__(self) -> int:
        return len(self.answers)

    def sources(self) -> set[str]:
        """Return the CURIEs of what the statements behind it cite."""
        return {source for row in self.answers for each in row.statements for source in each.sources}

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each, with the statements behind it and their papers parted by ``|``."""
        return [
            {
                **row_of(each.values),
                "statements": "|".join(said.record for said in each.statements),
                "papers": "|".join(sorted({source for said in each.statements for source in said.sources})),
            }
            for each in self.answers
        ]


def row_of(values: dict[str, Value]) -> dict[str, Any]:
    """Return what a table shows of *values*."""
    return {column: cell for name, said in values.items() for column, cell in cells(name, said).items()}


def typed(found: Table, index: TermIndex) -> list[dict[str, Value]]:
    """Return the rows of *found* as Python values, by variable."""
    return [{name: value(term, index) for name, term in zip(found.variables, row, strict=True)} for row in found.rows]


def answered(store: Store, asked: QueryFile, index: TermIndex, known: Evidence) -> Rows:
    """Answer the question *asked*; raises QueryError where it is no SELECT."""
    found, names = table(store, asked.text), names_in(asked.text)
    rows = tuple(
        Row(values, tuple(short(each, index) for each in known.behind((bare(cell) for cell in row if cell), names)))
        for row, values in zip(found.rows, typed(found, index), strict=True)
    )
    return Rows(asked.name, asked.header.get("Question", asked.name), found.variables, rows)


def short(said: Statement, index: TermIndex) -> Statement:
    """Return a statement with CURIEs for IRIs."""
    curie = index.prefixes.contract
    return Statement(curie(said.record), said.sentence, tuple(map(curie, said.sources)), said.words)
