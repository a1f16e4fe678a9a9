"""``lifonto ask``: competency questions and their kept answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from lifonto.ask.evidence import Statement, evidence
from lifonto.ask.questions import Outcome, answer_lines, compare, kept_file, question, questions
from lifonto.ask.store import Table, answer, bare, open_store, release_sources, serialize
from lifonto.ask.store import table as ask_table
from lifonto.cli.options import format_of, home_of, ontology
from lifonto.cli.tables import print_rows, print_table
from lifonto.tables.prefixes import Prefixes
from lifonto.words import in_words, with_words

Row = tuple[str | None, ...]
COLUMNS = ("statement behind it", "taken as", "its sentence", "its sources")  # no variable of a question has a space


@click.command(name="ask")
@click.argument("name", required=False)
@ontology
@click.option("--all", "every", is_flag=True, help="Ask every question; exit 1 unless all answer exactly as kept.")
@click.option("--keep", is_flag=True, help="Keep the answer as the right one, once you have checked it.")
@click.option("--show", is_flag=True, help="Show the SPARQL of the question.")
@click.option("--evidence", "behind", is_flag=True, help="Show the statements and citations behind each row.")
@format_of("text", "json", "xml", "csv", "tsv")
def command(
    name: str | None, home: Path | None, every: bool, keep: bool, show: bool, behind: bool, format_: str
) -> None:
    """Ask a competency question by NAME, or list them all."""
    home = home_of(home)
    if every:
        ask_all(home, format_)
    elif name is None:
        list_questions(home, format_)
    elif show:
        click.echo(question(home, name).text.rstrip())
    elif behind:
        trace(home, name, format_)
    else:
        ask_one(home, name, keep, format_)


def list_questions(home: Path, format_: str) -> None:
    """Print the name of every question and what it asks."""
    known = {each.name: each.header.get("Question", "") for each in questions(home)}
    if format_ == "json":
        click.echo(json.dumps(known, ensure_ascii=False, indent=1))
    else:
        print_table(Table(("name", "question"), tuple(known.items())))


def ask_one(home: Path, name: str, keep: bool, format_: str) -> None:
    """Print the answer to one question, or keep it."""
    asked, store = question(home, name), open_store(release_sources(home))
    if keep:
        kept_file(asked).write_text("\n".join(answer_lines(store, asked)) + "\n", encoding="utf-8")
        click.echo(f"kept {kept_file(asked)}")
        return
    found = answer(store, asked.text)
    if format_ in ("json", "xml", "tsv"):  # for programs, as SPARQL has them
        click.echo(serialize(found, format_).rstrip("\n"))
        return
    table = Table.of(found)
    assert isinstance(table, Table)
    if format_ == "csv":
        print_rows(table.variables, (tuple(in_words(bare(cell or "")) for cell in row) for row in table.rows), format_)
    else:
        click.echo(asked.header.get("Question", asked.name) + "\n")
        print_table(readably(table, home))


def readably(table: Table, home: Path) -> Table:
    """Return *table* as people read it: CURIEs for IRIs, and the words for kinds and standings of statements."""
    compact = table.compact(Prefixes.read(home / "prefixes.tsv"))
    return Table(compact.variables, tuple(tuple(cell and in_words(cell) for cell in row) for row in compact.rows))


def trace(home: Path, name: str, format_: str) -> None:
    """Print each row of the answer to one question with the statements and citations it rests on."""
    if format_ == "xml":
        raise click.UsageError("--evidence is told as text, json, csv or tsv")
    asked, store = question(home, name), open_store(release_sources(home))
    prefixes = Prefixes.read(home / "prefixes.tsv")
    found = ask_table(store, asked.text)
    behind = list(zip(readably(found, home).rows, evidence(store, asked.text, found), strict=True))
    if format_ == "json":
        traced = [traced_row(found.variables, row, statements, prefixes) for row, statements in behind]
        click.echo(json.dumps(traced, ensure_ascii=False, indent=1))
    elif format_ == "text":
        click.echo("\n".join([asked.header.get("Question", asked.name), *traced_lines(behind, prefixes)]))
    else:
        print_rows((*found.variables, *COLUMNS), traced_cells(behind, prefixes), format_)


def traced_row(variables: tuple[str, ...], row: Row, statements: list[Statement], prefixes: Prefixes) -> dict[str, Any]:
    """Return a *row* of an answer, and the *statements* behind it, as plain values."""
    evidence = [
        {
            "record": prefixes.contract(s.record),
            "sentence": s.sentence,
            "sources": cited(s, prefixes),
            "taken_as": list(s.words),
        }
        for s in statements
    ]
    return {"row": {name: cell for name, cell in zip(variables, row, strict=True) if cell}, "evidence": evidence}


def traced_lines(behind: Iterable[tuple[Row, list[Statement]]], prefixes: Prefixes) -> Iterator[str]:
    """Yield each row of an answer and, under it, the statements behind it."""
    for row, statements in behind:
        yield "\n" + "  ".join(cell for cell in row if cell)
        for s in statements:
            sentence = with_words(s.words, s.sentence)
            yield f"  {prefixes.contract(s.record)}  {sentence}  [{', '.join(cited(s, prefixes))}]"
        if not statements:
            yield "  no statement: the row is read from the terms themselves"


def traced_cells(behind: Iterable[tuple[Row, list[Statement]]], prefixes: Prefixes) -> Iterator[tuple[str, ...]]:
    """Yield a row for each statement behind a row of an answer, and one for a row that has none."""
    for row, statements in behind:
        cells = tuple(cell or "" for cell in row)
        for s in statements:
            record, words = prefixes.contract(s.record), "|".join(s.words)
            yield (*cells, record, words, s.sentence, "|".join(cited(s, prefixes)))
        if not statements:
            yield (*cells, *("" for _ in COLUMNS))


def cited(statement: Statement, prefixes: Prefixes) -> list[str]:
    """Return the citations of *statement* as CURIEs."""
    return [prefixes.contract(source) for source in statement.sources]


def ask_all(home: Path, format_: str) -> None:
    """Ask every question and exit 1 unless each answers exactly as kept."""
    store = open_store(release_sources(home))
    outcomes = [compare(store, asked) for asked in questions(home)]
    wrong = [outcome for outcome in outcomes if not outcome.exact]
    if format_ == "json":
        click.echo(json.dumps({o.question.name: {"missing": o.missing, "extra": o.extra} for o in outcomes}))
    else:
        for outcome in wrong:
            click.echo(difference(outcome))
        click.echo(f"{len(outcomes) - len(wrong)} of {len(outcomes)} questions answer exactly")
    sys.exit(1 if wrong else 0)


def difference(outcome: Outcome) -> str:
    """Tell how an answer differs from the kept one, a line for each row."""
    lines = [f"{outcome.question.name}: the answer differs from {kept_file(outcome.question).name}"]
    lines += [f"  - {row}" for row in outcome.missing]
    lines += [f"  + {row}" for row in outcome.extra]
    return "\n".join(lines)
