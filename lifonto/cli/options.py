"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from lifonto.home import ontology_folder

ontology = click.option(
    "--ontology",
    "home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="LIFONTO_ONTOLOGY",
    help="The ontology folder (default: the one beside, or inside, this installation).",
)


def home_of(home: Path | None) -> Path:
    """Return the folder asked for, or else the one installed."""
    return home or ontology_folder()


def format_of(*choices: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a ``--format`` option with *choices*, the first being the default."""
    return click.option("--format", "format_", type=click.Choice(choices), default=choices[0], show_default=True)
