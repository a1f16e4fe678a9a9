"""``lifonto explain``: why something follows, or what is missing for it to."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lifonto.cli.options import format_of, home_of, ontology

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
    from lifonto.ask.ontology import Ontology

    if (missing or repair) and sup is None:
        raise click.UsageError("--not and --repair want two terms: TERM and SUPERCLASS")
    if every and (sub or missing or repair):
        raise click.UsageError("--all explains everything, and goes with no TERM")
    asked = Ontology.of_file(file) if file else Ontology.of_release(home_of(home))
    said = all_of(asked, limit) if every else answer(asked, sub, sup, limit, missing=missing, repair=repair)
    for note in said["notes"]:
        click.echo(f"the reasoner says: {note}", err=True)
    click.echo(json.dumps(said, ensure_ascii=False, indent=1) if format_ == "json" else said["text"])
    if not said["found"]:
        raise SystemExit(1)


def answer(asked: Ontology, sub: str | None, sup: str | None, limit: int, *, missing: bool, repair: bool) -> Said:
    """Answer the one question that is asked."""
    from lifonto.ask.why import of_contradictions, of_gap, of_subclass, of_unsatisfiable

    if sub is None:
        return asdict(of_contradictions(asked, limit))
    if sup is None:
        return asdict(of_unsatisfiable(asked, sub, limit))
    return asdict(of_gap(asked, sub, sup) if missing else of_subclass(asked, sub, sup, limit, repair=repair))


def all_of(asked: Ontology, limit: int) -> Said:
    """Explain everything that follows directly and is not stated, and say how many axioms that takes."""
    from lifonto.ask.why_all import of_unstated

    return asdict(of_unstated(asked, limit))
