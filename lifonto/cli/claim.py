"""``lifonto claim``: a claim held against what is known."""

from __future__ import annotations

import json
from pathlib import Path

import click

from lifonto.cli.options import format_of, home_of, ontology
from lifonto.collection import Collection


@click.command(name="claim")
@click.argument("words", nargs=-1, required=True)
@click.option("--in", "context", multiple=True, metavar="TERM", help="Species, cell or condition; may be repeated.")
@ontology
@format_of("text", "json")
def command(words: tuple[str, ...], context: tuple[str, ...], home: Path | None, format_: str) -> None:
    """Say whether a claim is supported, contradicted, contested, unverified or unknown, and by which statements.

    WORDS are one sentence with two terms and a verb, or three arguments: subject, relation, object. A relation is a
    label, or a verb such as "raises"; "not" before it denies it.

    Example: lifonto claim "LIF activates STAT3 in mouse embryonic stem cells"
    """
    if len(words) not in (1, 3) or (len(words) == 1 and context):
        raise click.UsageError("give one sentence, or subject, relation and object, which --in goes with")
    said = Collection(home_of(home)).claim(words, context)
    click.echo(json.dumps(said.plain(), ensure_ascii=False, indent=1) if format_ == "json" else str(said))
