"""``lifonto dl``: a class expression asked of the reasoner."""

from __future__ import annotations

import json
from pathlib import Path

import click

from lifonto.cli.options import format_of, home_of, ontology
from lifonto.collection import Collection


@click.command(name="dl")
@click.argument("expression")
@click.option("--direct", is_flag=True, help="Only the nearest classes below and above.")
@click.option("--assume", "assumed", multiple=True, metavar="NAME=EXPRESSION", help="Suppose that there is a class so.")
@click.option("--reasoner", type=click.Choice(["rustdl", "hermit", "konclude"]), default="rustdl", show_default=True)
@click.option("--in", "file", type=click.Path(path_type=Path), help="An ontology file of any syntax, not the release.")
@ontology
@format_of("text", "json")
def command(
    expression: str,
    direct: bool,
    assumed: tuple[str, ...],
    reasoner: str,
    file: Path | None,
    home: Path | None,
    format_: str,
) -> None:
    """Find the classes below, above and equal to EXPRESSION, in Manchester syntax over labels, CURIEs or IRIs.

    Example: lifonto dl "cytokine and 'has receptor' some gp130"
    """
    from lifonto.ask.classes import PARTS, assumptions, classes

    known = Collection(home_of(home, silent=bool(file)))
    found = classes(known.ontology_of(file), expression, direct=direct, assumed=assumptions(assumed), reasoner=reasoner)
    parts = {part: [each.label for each in getattr(found, part)] for part in PARTS}
    if format_ == "json":
        said = {"satisfiable": found.satisfiable, **parts, "notes": found.notes}
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    for part, names in parts.items():
        click.echo("\n".join([part, *(f"  {each}" for each in names or ["none"])]))
    if not found.satisfiable:
        click.echo("nothing can be an instance of it")
    for note in found.notes:
        click.echo(f"the reasoner says: {note}", err=True)
