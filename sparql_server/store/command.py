"""The commands that see to stores on disk: ``lifonto store dump`` and ``lifonto store restore``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

PATH = click.Path(path_type=Path)


@click.group()
def command() -> None:
    """Back up the store of a server (serve --store DIR), and restore it."""


@command.command()
@click.argument("directory", type=PATH)
@click.option(
    "-o", "--output", type=PATH, help="File to write: .nq, .nq.gz, .trig or .trig.gz [default: N-Quads here]."
)
def dump(directory: Path, output: Path | None) -> None:
    """Write all that the store in DIRECTORY holds; it may be in use meanwhile."""
    from sparql_server.store import backup

    if output is None:
        backup.dump(directory, sys.stdout.buffer)
    else:
        click.echo(f"{output}: {backup.dump_to(directory, output):,} statements")


@command.command()
@click.argument("directory", type=PATH)
@click.argument("files", type=PATH, nargs=-1, required=True)
def restore(directory: Path, files: tuple[Path, ...]) -> None:
    """Fill a new store in DIRECTORY from FILES; one that holds data or is in use is left alone."""
    from sparql_server.store import backup

    click.echo(f"{directory}: {backup.restore(directory, files):,} statements")
