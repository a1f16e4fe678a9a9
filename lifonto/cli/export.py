"""``lifonto export``: the release, or any ontology, in the formats of other tools."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from lifonto.cli.options import home_of, ontology
from lifonto.errors import LifontoError
from lifonto.exchange.formats import FINDINGS, ONTOLOGIES, Findings, Ontologies, export_ontology
from lifonto.exchange.losses import Export
from lifonto.exchange.sources import of_file, of_release
from lifonto.exchange.statements import Statements

NAMES = (*ONTOLOGIES, *FINDINGS)


def listed(title: str, formats: Mapping[str, Ontologies | Findings]) -> str:
    """List *formats* as click prints it, without filling lines."""
    return "\n".join(["\b", title, *(f"  {name:<12} {each.title}" for name, each in formats.items())])


@click.command(
    name="export",
    epilog=f"{listed('Of the release, or of any ontology in FILE:', ONTOLOGIES)}\n\n"
    f"{listed('Of the statements of the release:', FINDINGS)}",
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(NAMES), required=True, metavar="FORMAT", help="One of those below."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File, or folder for a format of several files.")
@click.option(
    "--losses", type=click.Path(dir_okay=False, path_type=Path), help="Write all that was lost there, as JSON."
)
@ontology
def command(file: Path | None, format_: str, output: Path | None, losses: Path | None, home: Path | None) -> None:
    """Write the installed release, or the ontology in FILE, in the format of another tool.

    What a format cannot say is left out and told: on standard error by kind, with how many there are and an example,
    and in full in the file of --losses. A statement that says *not* goes out as one that says not, or not at all.
    """
    made = made_of(format_, file, home)
    written(made, output)
    report(format_, made)
    if losses:
        put(
            losses,
            (json.dumps({"format": format_} | made.losses.as_json(), ensure_ascii=False, indent=1) + "\n").encode(),
        )


def made_of(format_: str, file: Path | None, home: Path | None) -> Export:
    """Make the export; raises LifontoError where FILE has no statements to write."""
    try:
        if format_ in ONTOLOGIES:
            return export_ontology(format_, of_file(file) if file else of_release(home_of(home)))
    except RecursionError as error:
        raise LifontoError(f"{file or 'the release'} has an expression that is nested too deeply") from error
    if file:
        raise LifontoError(f"{format_} is written from the statements of a release, and {file} is an ontology alone")
    return FINDINGS[format_].write(Statements(home_of(home)))


def written(made: Export, output: Path | None) -> None:
    """Write the files of *made* to *output*, or the only one to standard output."""
    if len(made.files) > 1:
        if output is None:
            raise LifontoError(f"this format has {len(made.files)} files: give a folder for them, with -o FOLDER")
        for name, content in made.files.items():
            put(output / name, content)
    else:
        (content,) = made.files.values()
        if output is None:
            sys.stdout.buffer.write(content)
        else:
            put(output, content)


def put(file: Path, content: bytes) -> None:
    """Write *content* into *file*; raises LifontoError where it cannot be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise LifontoError(f"{file} cannot be written: {error.strerror or error}") from error


def report(format_: str, made: Export) -> None:
    """Say on standard error what was lost."""
    kinds = list(made.losses.kinds())
    for kind, count, example in kinds:
        shown = example if len(example) <= 100 else f"{example[:99]}…"
        click.echo(f"left out: {count} of {kind}, such as {shown}", err=True)
    if not kinds:
        click.echo(f"{format_}: nothing is lost", err=True)
