"""``lifonto match``: a list of names or identifiers, and the terms that they stand for."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lifonto.cli.options import format_of, ontology
from lifonto.cli.resolve import against, answer
from lifonto.grounding.writing import FORMATS

if TYPE_CHECKING:
    from lifonto.grounding.resolution import Asked


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

    columns, is_stream = Columns(identifier, name), list_ == STANDARD_INPUT

    def asked() -> Iterator[Asked]:
        if not is_stream:
            deque(read(list_, columns), maxlen=0)  # what is wrong with it is told before anything is answered
        return read(list_, columns)

    sys.exit(answer(asked, files, home, format_, "standard input" if is_stream else Path(list_).name))
