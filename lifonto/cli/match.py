"""``lifonto match``: a list of names or identifiers, and the terms that they stand for."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lifonto.cli.options import format_of, ontology
from lifonto.cli.resolve import against, answer
from lifonto.grounding.writing import FORMATS


@click.command(name="match")
@click.argument("list_", metavar="LIST")
@against
@click.option(
    "--label", "name", default="", metavar="COLUMN", help="The column of names, where it is not found by itself."
)
@click.option("--id", "identifier", default="", metavar="COLUMN", help="The column of identifiers.")
@ontology
@format_of(*FORMATS)
def command(list_: str, files: tuple[Path, ...], name: str, identifier: str, home: Path | None, format_: str) -> None:
    """Say which term each line of LIST stands for, as `lifonto resolve` does of one name.

    LIST has a name a line, or is a table in CSV or TSV with a header; - is standard input, which is answered line by
    line. Where a row has an identifier and a label, an identifier whose term is called otherwise is refused.

    The exit status is 0 where each line has its term, 1 where one has not, 2 where LIST or an ontology cannot be read.
    """
    from lifonto.grounding.lists import STANDARD_INPUT, Columns, read

    called = "standard input" if list_ == STANDARD_INPUT else Path(list_).name
    sys.exit(answer(lambda: read(list_, Columns(identifier, name)), files, home, format_, called))
