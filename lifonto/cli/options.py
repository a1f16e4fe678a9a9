"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from lifonto.home import is_installed, ontology_folder
from lifonto.tables.digests import warning

ontology = click.option(
    "--ontology",
    "home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="LIFONTO_ONTOLOGY",
    help="The ontology folder (default: ./ontology where it is one, or else the one of this installation).",
)


def home_of(home: Path | None, *, silent: bool = False) -> Path:
    """Return the folder asked for, or else the one of the working directory or the installation.

    Unless *silent*, says on stderr which, where it is a surprise, and warns of a release that is not of its tables.
    """
    if home is None:
        home = ontology_folder()
        if not silent and not is_installed(home):
            click.echo(f"the ontology is the one in {home}", err=True)
    if not silent and (told := warning(home)):
        click.echo(f"warning: {told}", err=True)
    return home


def format_of(*choices: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a ``--format`` option with *choices*, the first being the default."""
    return click.option("--format", "format_", type=click.Choice(choices), default=choices[0], show_default=True)
