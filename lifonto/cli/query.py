"""``lifonto query``: SPARQL over the release."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import NoReturn

import click

from lifonto.ask.store import FORMATS, GRAPH_FORMATS, Table, answer, open_store, release_sources, serialize
from lifonto.cli import INTERRUPTED
from lifonto.cli.options import format_of, home_of, ontology
from lifonto.cli.tables import print_table
from lifonto.errors import NotFound, QueryError
from lifonto.reason.documents.texts import text_in
from lifonto.tables.prefixes import Prefixes


@click.command(name="query")
@click.argument("query")
@ontology
@format_of("text", *FORMATS, *GRAPH_FORMATS)
@click.option("--seconds", type=click.FloatRange(0, min_open=True), help="Stop the query after so many seconds.")
def command(query: str, home: Path | None, format_: str, seconds: float | None) -> None:
    """Answer a SPARQL query: QUERY is a file (.rq), the text itself, or - for standard input.

    The default graph has all graphs but direct, findings and hypotheses. Prefixes of prefixes.tsv need not be declared.
    """
    home = home_of(home)
    prefixes = Prefixes.read(home / "prefixes.tsv")
    text = prefixes.declare(text_of(query))

    def written() -> Table | str:
        found = answer(open_store(release_sources(home)), text)
        return Table.of(found) if format_ == "text" else serialize(found, format_).rstrip("\n")

    found = listening(written, seconds)
    if isinstance(found, Table):
        print_table(found.compact(prefixes))
    else:
        click.echo(found)


def listening(work: Callable[[], Table | str], seconds: float | None) -> Table | str:
    """Return what *work* does; Ctrl-C, or the end of its *seconds*, ends the program.

    The engine listens to nobody while it works, so it works in a thread, and the program does not wait for that.
    """
    done: SimpleQueue[Table | str | BaseException] = SimpleQueue()

    def run() -> None:
        try:
            done.put(work())
        except BaseException as error:  # it is raised again where somebody hears of it
            done.put(error)

    Thread(target=run, daemon=True).start()
    try:
        found = done.get(timeout=seconds)
    except Empty:
        leave(1, f"lifonto: the query was stopped after {seconds:g} s; ask for less, or allow more: --seconds")
    except KeyboardInterrupt:
        leave(INTERRUPTED, "")
    if isinstance(found, BaseException):
        raise found
    return found


def leave(status: int, message: str) -> NoReturn:
    """End the program at once."""
    click.echo(message, err=True)
    os._exit(status)


def text_of(query: str) -> str:
    """Return the query itself, read from a file or standard input where it names one."""
    if query == "-":
        return sys.stdin.read()
    if query.endswith((".rq", ".sparql")):
        if not Path(query).is_file():
            raise NotFound(f"no file {query}: give a file, the query itself, or - for standard input")
        return text_in(Path(query))
    if "{" not in query and "describe" not in query.casefold():
        raise QueryError(f"{query!r} is neither a query nor a file that ends in .rq")
    return query
