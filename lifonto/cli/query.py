"""``lifonto query``: SPARQL over the release."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lifonto.ask.store import FORMATS, GRAPH_FORMATS, Table, answer, open_store, release_sources, serialize
from lifonto.cli.options import format_of, home_of, ontology
from lifonto.cli.tables import print_table
from lifonto.errors import NotFound, QueryError
from lifonto.tables.prefixes import Prefixes


@click.command(name="query")
@click.argument("query")
@ontology
@format_of("text", *FORMATS, *GRAPH_FORMATS)
def command(query: str, home: Path | None, format_: str) -> None:
    """Answer a SPARQL query: QUERY is a file (.rq), the text itself, or - for standard input.

    The default graph is the union of all graphs. Prefixes of prefixes.tsv need not be declared.
    """
    home = home_of(home)
    prefixes = Prefixes.read(home / "prefixes.tsv")
    text = prefixes.declare(text_of(query))
    found = answer(open_store(release_sources(home)), text)
    if format_ == "text":
        print_answer(found, prefixes)
    else:
        click.echo(serialize(found, format_).rstrip("\n"))


def text_of(query: str) -> str:
    """Return the query itself, read from a file or standard input where it names one."""
    if query == "-":
        return sys.stdin.read()
    if query.endswith((".rq", ".sparql")):
        if not Path(query).is_file():
            raise NotFound(f"no file {query}: give a file, the query itself, or - for standard input")
        return Path(query).read_text(encoding="utf-8")
    if "{" not in query and "describe" not in query.casefold():
        raise QueryError(f"{query!r} is neither a query nor a file that ends in .rq")
    return query


def print_answer(found: object, prefixes: Prefixes) -> None:
    """Print an answer for people: a table with compact identifiers, yes or no, or Turtle."""
    if isinstance(table := Table.of(found), Table):
        print_table(table.compact(prefixes))
    else:
        click.echo(table)
