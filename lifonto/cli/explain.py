"""``lifonto explain``: why something follows, or what is missing for it to."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lifonto.cli.options import format_of, home_of, ontology
from lifonto.collection import Collection

if TYPE_CHECKING:
    from lifonto.ask.ontology import Ontology

Said = dict[str, Any]


@click.command(name="explain")
@click.argument("sub", metavar="[TERM]", required=False)
@click.argument("sup", metavar="[SUPERCLASS]", required=False)
@click.option("--not", "missing", is_flag=True, help="Say what is missing for it to follow.")
@click.option("--repair", is_flag=True, help="Say which axioms to remove so that it no longer follows.")
@click.option("--all", "every", is_flag=True, help="Explain each direct subclass relation that follows unstated.")
@click.option("--limit", type=click.IntRange(1, 50), default=3, show_default=True, help="At most so many explanations.")
@click.option("--in", "file", type=click.Path(path_type=Path), help="An ontology file of any syntax, not the release.")
@ontology
@format_of("text", "json")
def command(
    sub: str | None,
    sup: str | None,
    missing: bool,
    repair: bool,
    every: bool,
    limit: int,
    file: Path | None,
    home: Path | None,
    format_: str,
) -> None:
    """Say why TERM is a kind of SUPERCLASS: an argument from each smallest set of axioms that shows it, and citations.

    Both are labels, synonyms, CURIEs, IRIs, or class expressions in Manchester syntax. Without SUPERCLASS: why TERM can
    have no instances. Without TERM: what contradicts itself in the ontology, where anything does. Contradictions come
    with their repairs: the smallest removals that mend them. The exit status is 1 where there is nothing to explain.
    """
    if (missing or repair) and sup is None:
        raise click.UsageError("--not and --repair want two terms: TERM and SUPERCLASS")
    if every and (sub or missing or repair):
        raise click.UsageError("--all explains everything, and goes with no TERM")
    known = Collection(home_of(home, silent=bool(file)))
    said = (
        all_of(known.ontology_of(file), limit)
        if every
        else asdict(known.explain(sub, sup, missing=missing, repair=repair, limit=limit, file=file))
    )
    for note in said["notes"]:
        click.echo(f"the reasoner says: {note}", err=True)
    click.echo(json.dumps(said, ensure_ascii=False, indent=1) if format_ == "json" else said["text"])
    if not said["found"]:
        raise SystemExit(1)


def all_of(asked: Ontology, limit: int) -> Said:
    """Explain everything that follows directly and is not stated, and say how many axioms that takes."""
    from lifonto.ask.why_all import of_unstated

    return asdict(of_unstated(asked, limit))
