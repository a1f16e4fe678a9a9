"""``lifonto describe``: one term, with everything that is known about it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from lifonto.ask.description import Axiom, Description
from lifonto.ask.findings import TELLING, line
from lifonto.cli.options import format_of, home_of, ontology
from lifonto.cli.tables import print_rows
from lifonto.collection import Collection

IDENTIFIERS = 6
COLUMNS = ("statement", "taken as", "sentence", "theme", "drawn in", "sources")


@click.command(name="describe")
@click.argument("term")
@ontology
@click.option("--all", "every", is_flag=True, help="Show every statement, axiom and link, not the most telling alone.")
@format_of("text", "json", "csv", "tsv")
def command(term: str, home: Path | None, every: bool, format_: str) -> None:
    """Show a TERM found by label, synonym, CURIE, IRI or mapped identifier: what it is, and what is known of it.

    As csv or tsv: every statement about it in a row, the edges of a pathway together.
    """
    found = Collection(home_of(home)).describe(term)
    if format_ in ("csv", "tsv"):
        print_rows(COLUMNS, (each.values() for each in found.rows()), format_)
    elif format_ == "json":
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join([*head(found), *(everything(found) if every else most_telling(found))]))


def head(found: Description) -> list[str]:
    """Say what the thing is: its names, kind, meaning and identifiers."""
    lines = [f"{found.label}  {found.curie}"]
    if kinds := found.parents or found.inferred_parents:
        lines += ["a kind of " + ", ".join(kinds)]
    if meaning := found.definition:
        lines += ["", meaning]
    if found.symbol not in ("", found.label):
        lines += ["", f"in short: {found.symbol}"]
    if found.synonyms:
        lines += ["also called: " + ", ".join(found.synonyms)]
    if found.identifiers:
        more = len(found.identifiers) - IDENTIFIERS
        lines += ["elsewhere: " + ", ".join(found.identifiers[:IDENTIFIERS]) + (f" and {more} more" * (more > 0))]
    return lines


def most_telling(found: Description) -> list[str]:
    """Give the statements that tell most, and say how many more there are."""
    inside = within(found)[:TELLING]
    lines = section("known of it, what has most sources first", found.telling) + section("found in it", inside)
    statements = len(found.statements) - len(found.telling) + len(found.within) - len(inside)
    rest = statements, len(found.axioms), len(found.inferred_links)
    return [*lines, "", "with --all: {} more statements, {} axioms, {} links that follow".format(*rest)]


def everything(found: Description) -> list[str]:
    """Give all that is stated and all that follows."""
    lines = section("is a", found.parents)
    lines += section("is a, by inference", found.inferred_parents)
    lines += section("is the same as", cited(found.equivalents))
    lines += section("stated", cited(found.axioms))
    lines += section("follows", found.inferred_links)
    lines += section("statements about it", found.findings)
    for pathway, edges in found.drawn.items():
        lines += section(f"drawn in {pathway}", edges)
    return lines + section("found in it", within(found))


def within(found: Description) -> tuple[str, ...]:
    """Return a line for each statement that was found in it."""
    return tuple(
        line(curie, found.words.get(curie, ()), sentence, sources)
        for curie, (sentence, sources) in found.within.items()
    )


def section(title: str, lines: tuple[str, ...]) -> list[str]:
    """Return *lines* under *title*, or nothing where there are none."""
    return ["", title, *(f"  {line}" for line in lines)] if lines else []


def cited(axioms: tuple[Axiom, ...]) -> tuple[str, ...]:
    """Return each axiom with its citations and records in brackets."""
    return tuple(f"{a.text}  [{', '.join([*a.sources, *a.records])}]" if a.sources else a.text for a in axioms)
