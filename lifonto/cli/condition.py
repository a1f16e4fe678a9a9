"""``lifonto condition``: what becomes of cells in a culture condition, as people type it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from lifonto.ask.store import Table
from lifonto.cli.options import format_of, home_of, ontology
from lifonto.cli.tables import print_table
from lifonto.culture.asking import LISTS, Answer, Culture, called
from lifonto.culture.recipe import Typed
from lifonto.culture.spreadsheet import pasted, read_conditions
from lifonto.culture.written import tsv, xlsx

AT_ONCE = 100  # conditions that are judged between two steps of the bar
SHOWN = ("name", "condition", "outcome", "to keep the cells, add", "not understood")


@click.command(name="condition")
@click.argument("words", nargs=-1, metavar="[CELLS] [MEDIUM]")
@click.option("--cell", default="", help="The cells that are grown, with line, strain and altered genes.")
@click.option("--with", "ingredients", multiple=True, help="What is in the medium; may be given several times.")
@click.option("--feeder", default="", help="The feeder cells; without it there are none.")
@click.option("--matrix", default="", help="What the vessel is coated with, such as gelatin.")
@click.option(
    "--file",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    help="Many: TSV, CSV, XLSX or YAML with the columns name, cell, with, feeder, matrix; or text, one a line.",
)
@click.option("--list", "what", type=click.Choice(tuple(LISTS)), help="List what may be typed, and how.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the answer there; needed for xlsx."
)
@ontology
@format_of("text", "json", "tsv", "xlsx")
def command(
    words: tuple[str, ...],
    cell: str,
    ingredients: tuple[str, ...],
    feeder: str,
    matrix: str,
    file: Path | None,
    what: str | None,
    output: Path | None,
    home: Path | None,
    format_: str,
) -> None:
    """Say what becomes of cells in a culture condition, why, and what is missing.

    \b
    lifonto condition "E14 in N2B27 + LIF on gelatin"
    lifonto condition mES "DMEM, 15% FBS, 1000 U/ml LIF" --feeder MEF
    lifonto condition --cell mESC --with "serum, no LIF"
    lifonto condition --file my_media.xlsx --format xlsx -o answers.xlsx
    lifonto condition --list ingredients

    Write as you would in the lab book: amounts, brackets, makers, "no LIF", "2i/LIF", a whole recipe out of a paper.
    What nobody knows is named and left open; what no finding covers is undecided.
    """
    if format_ == "xlsx" and not output:
        raise click.UsageError("--format xlsx wants a file to write: -o answers.xlsx")
    if what:
        known = Culture.of(home_of(home))
        return write(listed(known, what, format_), output)
    wanted = wanted_of(words, Typed(cell, ", ".join(ingredients), feeder, matrix), file)
    culture = Culture.of(home_of(home))
    answers = asked(culture, wanted)
    if format_ == "xlsx" and output:
        xlsx([each.row() for each in answers], output)
    elif format_ == "text" and len(answers) > 1 and not output:
        show(answers)
    else:
        write(told(answers, format_), output)
    return None


def wanted_of(words: tuple[str, ...], said: Typed, file: Path | None) -> list[Typed]:
    """Return the conditions that the command line asks about."""
    if file:
        if words or said != Typed():
            raise click.UsageError("with --file, cells and media stand in the file, and nowhere else")
        return pasted(sys.stdin.read()) if str(file) == "-" else read_conditions(file)
    if len(words) > 2:
        raise click.UsageError(f"put the medium in quotes: {' '.join(words)!r} is {len(words)} words to the shell")
    if words and said.cell:
        raise click.UsageError("say the cells once: either first, or by --cell")
    cell = words[0] if len(words) == 2 or (words and said.medium) else said.cell
    text = words[0] if len(words) == 1 and not said.medium else ""
    medium = ", ".join(filter(None, [*words[1:], said.medium]))
    found = Typed(cell, medium, said.feeder, said.matrix, text)
    if not (cell or text):
        hint = 'lifonto condition mES "DMEM, 15% FBS, LIF"'
        raise click.UsageError(f"which cells, in which medium? For example: {hint}; or --file with many conditions")
    return [found]


def asked(culture: Culture, wanted: Sequence[Typed]) -> list[Answer]:
    """Return the answers, with a bar on the terminal where there are many."""
    console, answers = Console(stderr=True), list[Answer]()
    with Progress(console=console, transient=True, disable=len(wanted) <= AT_ONCE or not console.is_terminal) as bar:
        task = bar.add_task("conditions", total=len(wanted))
        for start in range(0, len(wanted), AT_ONCE):
            answers += culture.ask(wanted[start : start + AT_ONCE])
            bar.update(task, completed=len(answers))
    return answers


def told(answers: Sequence[Answer], format_: str) -> str:
    """Return *answers* as text."""
    if format_ == "json":
        return json.dumps([each.plain() for each in answers], ensure_ascii=False, indent=1) + "\n"
    if format_ == "tsv":
        return tsv(each.row() for each in answers)
    return "\n\n".join(str(each) for each in answers) + "\n"


def show(answers: Sequence[Answer]) -> None:
    """Print a table, and say how to have the reasons."""
    rows = [each.row() for each in answers]
    print_table(Table(SHOWN, tuple(tuple(each[column] for column in SHOWN) for each in rows)))
    click.echo("with the reasons and papers: --format json, tsv or xlsx, or -o FILE for the pages", err=True)


def listed(culture: Culture, what: str, format_: str) -> str:
    """Return all that may be typed as *what*."""
    found = called(culture, what)
    if format_ == "json":
        return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    rows = (
        {"name": str(each["label"]), "also": ", ".join(map(str, each["names"])), "id": str(each["id"])}
        for each in found
    )
    if format_ == "text":
        return "".join(f"{each['name']}{': ' + each['also'] if each['also'] else ''}\n" for each in rows)
    return tsv(rows)


def write(text: str, output: Path | None) -> None:
    """Write *text* to a file, or to the terminal."""
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)
