"""``lifonto import``: terms of other ontologies, from copies of these."""

from __future__ import annotations

import json
from pathlib import Path

import click

from lifonto.cli.options import format_of, home_of, ontology


@click.group(name="import", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Keep the terms of other ontologies as their sources have them."""


@command.command(name="refresh")
@click.argument("prefix")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@ontology
@click.option("--write", is_flag=True, help="Write the table; without this, changes are only shown.")
@click.option("--add", multiple=True, metavar="CURIE", help="Import this term, too; may be repeated.")
@click.option(
    "--intermediates",
    type=click.Choice(["nearest", "none"]),
    default="nearest",
    show_default=True,
    help="Bring along the classes in which imported terms meet, or nothing.",
)
@click.option("--source-version", default="", metavar="TEXT", help="The version to note (default: what FILES say).")
@format_of("text", "json")
def refresh(
    prefix: str,
    files: tuple[Path, ...],
    home: Path | None,
    write: bool,
    add: tuple[str, ...],
    intermediates: str,
    source_version: str,
    format_: str,
) -> None:
    """Bring imports/PREFIX.tsv up to date with FILES, a copy of the ontology PREFIX; show what would change.

    FILES are OBO, RDF/XML, Turtle, N-Triples, functional, Manchester or OWL/XML, told by content and packed or not;
    several are taken together. They are classified, and each imported term is put below every imported term that it
    falls under there, stated or not. Classes in which imported terms meet come along. Definitions are not copied.

    Terms that are obsolete or not in FILES keep their rows, and are listed. On an error nothing is written.
    """
    from lifonto.cli.progress import progress
    from lifonto.imports.refresh import Refresh
    from lifonto.imports.source import Source
    from lifonto.imports.telling import as_data, lines
    from lifonto.release import read_prefixes

    home = home_of(home)
    with progress() as tell:
        tell("reading and classifying the source")
        source = Source.read(files, read_prefixes(home))
        tell("comparing")
        plan = Refresh(home, prefix, source, add, bare=intermediates == "none").plan(source_version)
    for note in source.notes:
        click.echo(f"the reasoner says: {note}", err=True)
    if format_ == "json":
        click.echo(json.dumps(as_data(plan) | {"written": write}, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(lines(plan)))
    if write:
        plan.table.write()
        click.echo("written; now build, check and ask: `lifonto build`, `lifonto check`, `lifonto ask --all`", err=True)
    else:
        click.echo("nothing is written: --write does", err=True)
