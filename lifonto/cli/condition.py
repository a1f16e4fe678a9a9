"""``lifonto condition``: what becomes of cells in a culture condition."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from lifonto.culture import Asked, Checker, Verdict
from lifonto.culture.conditions_file import read_conditions, split
from lifonto.culture.knowledge import CultureKnowledge
from lifonto.culture.reasons import Reason
from lifonto.culture.vocabulary import MAINTAINS_NAIVE
from lifonto.cli.options import format_of, home_of, ontology
from lifonto.reason.values.expressions import Expression, Named
from lifonto.reason.values.rendering import render

STATEMENT = ("record", "sentence", "sources")


@click.command(name="condition")
@click.option("--cell", help="The cells that are grown, by name, synonym or CURIE.")
@click.option("--with", "ingredients", multiple=True, help="What is in the medium, separated by commas.")
@click.option("--feeder", default="", help="The feeder cell; without it there is none.")
@click.option(
    "--file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A table of conditions (TSV, or YAML) with the columns name, cell, with and feeder.",
)
@ontology
@format_of("text", "json")
def command(
    cell: str | None, ingredients: tuple[str, ...], feeder: str, file: Path | None, home: Path | None, format_: str
) -> None:
    """Say under which conditions of the ontology a culture condition falls, what becomes of the cells, and why.

    \b
    lifonto condition --cell "mouse embryonic stem cell" --with serum,LIF
    lifonto condition --cell mESC --with "basal medium,LIF" --feeder "MEF feeder cell"
    lifonto condition --file examples/culture_conditions.tsv

    A medium holds what it is said to hold and nothing else of the kinds that the ontology tells apart. What no rule
    covers is undecided.
    """
    if (cell is None) == (file is None):
        raise click.UsageError("give either --cell, or --file with many conditions")
    if file and (ingredients or feeder):
        raise click.UsageError("--with and --feeder belong to --cell; with --file they stand in the table")
    wanted = [Asked(cell, split(",".join(ingredients)), feeder)] if cell else read_conditions(file or Path())
    checker = Checker.of(home_of(home))
    verdicts = checker.judge(wanted)
    if format_ == "json":
        click.echo(json.dumps([as_json(each, checker.known) for each in verdicts], ensure_ascii=False, indent=1))
    else:
        click.echo("\n\n".join("\n".join(page(each, checker.known)) for each in verdicts))


def as_json(verdict: Verdict, known: CultureKnowledge) -> dict[str, object]:
    """Return *verdict* as plain values; terms as their CURIE and label."""
    condition = verdict.condition
    return {
        "name": verdict.asked.name,
        "cell": term(condition.cell, known),
        "ingredients": [called(each, known) for each in condition.ingredients(known)],
        "feeder": term(condition.feeder, known) if condition.feeder else None,
        "outcome": verdict.outcome,
        "falls_under": [term(each, known) for each in verdict.falls_under],
        "maintains_naive_cells": MAINTAINS_NAIVE in verdict.falls_under,
        "missing": [[term(each, known) for each in extra] for extra in verdict.missing],
        "because": [
            {"says": reason.says, "statements": [dict(zip(STATEMENT, s, strict=True)) for s in reason.statements]}
            for reason in verdict.reasons
        ],
        "unknown": [{"what": term(what, known), "is_a": term(kind, known)} for what, kind in verdict.unknown],
    }


def term(iri: str, known: CultureKnowledge) -> dict[str, str]:
    """Return the term *iri* as its CURIE and label."""
    return {"id": known.index.prefixes.contract(iri), "label": known.index.call(iri)}


def page(verdict: Verdict, known: CultureKnowledge) -> Iterator[str]:
    """Yield the lines of *verdict* for a terminal."""
    call = known.index.call
    yield str(verdict.asked)
    yield f"  {verdict.outcome}"
    yield from described(verdict, known)
    yield from section("falls under", map(call, verdict.falls_under))
    yield from section("because", (line for reason in verdict.reasons for line in cited(reason)))
    if verdict.unknown:
        media = verdict.condition.media
        told = (
            f"whether {call(what)} {'holds' if what in media else 'is'} {call(kind)}" for what, kind in verdict.unknown
        )
        yield from section("not known", told)
    if MAINTAINS_NAIVE in verdict.falls_under:
        yield "  missing for the naive state: nothing"
    elif verdict.missing:
        yield from section("missing for the naive state: any of", (additions(each, known) for each in verdict.missing))
    else:
        yield "  missing for the naive state: no addition of ingredients is known to bring it about"


def described(verdict: Verdict, known: CultureKnowledge) -> Iterator[str]:
    """Yield what the condition was taken to be."""
    condition = verdict.condition
    held = [called(each, known) for each in condition.ingredients(known)]
    feeder = f"on {known.index.call(condition.feeder)}" if condition.feeder else "without feeders"
    medium = f"medium with {', '.join(held)}" if held else "a medium of unknown make-up"
    yield f"  taken as: {known.index.call(condition.cell)}; {medium}; {feeder}"


def called(ingredient: Expression, known: CultureKnowledge) -> str:
    """Return the label of *ingredient*, or what it is in Manchester syntax where it has no name."""
    return known.index.call(ingredient.name) if isinstance(ingredient, Named) else render(ingredient, known.index.call)


def additions(extra: tuple[str, ...], known: CultureKnowledge) -> str:
    """Say what would be added, with examples of a kind that holds several."""
    names = []
    for each in extra:
        members = ", ".join(map(known.index.call, known.members(each)))
        names.append(f"{known.index.call(each)} ({members})" if members else known.index.call(each))
    return " and ".join(names)


def cited(reason: Reason) -> Iterator[str]:
    """Yield a reason and, indented, the statements behind it."""
    yield reason.says
    for record, sentence, sources in reason.statements:
        yield f"  {record}  {sentence}  [{', '.join(sources)}]"


def section(title: str, lines: Iterator[str]) -> Iterator[str]:
    """Yield *lines* under *title*, or nothing where there are none."""
    found = list(lines)
    if found:
        yield f"  {title}"
        yield from (f"    {line}" for line in found)
