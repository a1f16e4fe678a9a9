"""``lifonto build``: tables to release."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from lifonto import release
from lifonto.cli.options import format_of, home_of, ontology


@click.command(name="build")
@ontology
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Where to write (default: release/).")
@click.option("--reasoner", type=click.Choice(["rustdl", "hermit"]), default="rustdl", show_default=True)
@click.option("--prove", is_flag=True, help="Have HermiT and Konclude confirm the hierarchy, and record it.")
@click.option("--fresh", is_flag=True, help="Write nothing; exit 1 if the files there differ from a fresh build.")
@format_of("text", "json")
def command(home: Path | None, output: Path | None, reasoner: str, prove: bool, fresh: bool, format_: str) -> None:
    """Compile the tables into OWL, classify, and write the release files.

    Every mistake in the tables is reported in one run, with file, row and column; then the exit status is 1.
    """
    home = home_of(home, silent=True)
    click.echo(f"building the tables in {home}", err=True)
    folder = output or home / "release"
    built = release.build(home, reasoner=reasoner, tell=lambda step: click.echo(f"{step} …", err=True))
    for note in built.notes:
        click.echo(f"the reasoner says: {note}", err=True)
    stale = release.stale_files(built, folder) if fresh else []
    if not fresh:
        built.write(folder)
    if prove:
        confirm(folder)
    counts = {name: len(graph) for name, graph in built.graphs.items()}
    if format_ == "json":
        click.echo(json.dumps({"folder": str(folder), "triples": counts, "stale": stale, "notes": built.notes}))
    else:
        click.echo(f"{folder}: " + ", ".join(f"{name} {count}" for name, count in counts.items()) + " triples")
    if stale:
        click.echo(f"not fresh: {', '.join(stale)}; run `lifonto build` and look at the difference", err=True)
        sys.exit(1)


def confirm(folder: Path) -> None:
    """Record which reasoners find the same hierarchy in *folder*; exit with 1 where one does not, or none is there."""
    from lifonto import proof
    from lifonto.reason.documents.files import read
    from lifonto.reason.reasoners.referees import compared
    from lifonto.reason.reasoners.rustdl import Rustdl

    first, *others = (folder / name for name in proof.FILES)
    ontology = read(first)
    told = list(compared(ontology, Rustdl().taxonomy(ontology), lambda step: click.echo(f"{step} …", err=True)))
    for each in told:
        click.echo(each.text, err=True)
    agreeing = [each.referee for each in told if each.agrees]
    if any(each.differs for each in told) or not agreeing:
        sys.exit(1)
    same = [each for each in others if set(read(each).axioms) == set(ontology.axioms)]
    proof.record([first, *same], agreeing)
