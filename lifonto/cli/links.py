"""``lifonto links``: what the terms that an ontology has from others have come to."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lifonto.cli.options import format_of, home_of, ontology
from lifonto.errors import LifontoError, plainly

if TYPE_CHECKING:
    from lifonto.health.checkup import Report
    from lifonto.health.copies import Copy
    from lifonto.health.lines import Places
    from lifonto.reason.values.ontology import Ontology
    from lifonto.tables.prefixes import Prefixes

BAD_INPUT = 2
OF = re.compile(r"([A-Za-z][\w.-]*(?:,[A-Za-z][\w.-]*)*)=(.+)")
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(name="links")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--against", multiple=True, metavar="COPY", help="A current copy of an ontology; PREFIX=COPY says for which terms."
)
@click.option("--reasoner", type=click.Choice(["rustdl", "konclude", "hermit"]), default="rustdl", show_default=True)
@click.option("--el", is_flag=True, help="Stay within OWL 2 EL: quick for tens of thousands of classes.")
@click.option("--fix", is_flag=True, help="Put in its place what has one replacement, in FILES or their tables.")
@click.option("-o", "--output", type=FILE, help="With --fix: write there, and leave the file as it is.")
@click.option("--kgcl", type=FILE, help="Write KGCL commands there (default with --fix: to stdout, after the report).")
@ontology
@format_of("text", "markdown", "json", "sarif")
def command(
    files: tuple[Path, ...],
    against: tuple[str, ...],
    reasoner: str,
    el: bool,
    fix: bool,
    output: Path | None,
    kgcl: Path | None,
    home: Path | None,
    format_: str,
) -> None:
    """Say what has come to the foreign terms in FILES: obsolete, merged, vanished, renamed, moved, contradictory, or
    below other terms by inference.

    FILES, taken together, are OBO or OWL in any syntax, packed or not, or one folder of tables as `lifonto build` reads
    them. Each COPY speaks for the terms of its own name, such as GO: of go.owl; without --against the terms that our
    release has from other ontologies are what one is held against. --fix leaves what has not just one replacement.

    The exit status is 0 where nothing is found, 1 where something is, 2 where a file cannot be read, or not be mended.
    """
    try:
        report = checked(files, against, home, reasoner, el=el)
        written = mended(files, report, output) if fix else {}
        places = places_in(files, report)
        shown(report, places, format_)
        commands(report, kgcl, to_stdout=fix and format_ in ("text", "markdown"))
        for file, content in written.items():
            put(file, content)
    except LifontoError as error:
        click.echo(f"lifonto: {plainly(error)}", err=True)
        sys.exit(BAD_INPUT)
    sys.exit(1 if report.findings else 0)


def checked(files: tuple[Path, ...], against: tuple[str, ...], home: Path | None, reasoner: str, *, el: bool) -> Report:
    """Read everything and check it; raises LifontoError."""
    from lifonto.ask.ontology import prefixes_for
    from lifonto.cli.progress import progress
    from lifonto.health.checkup import check
    from lifonto.health.copies import Copy
    from lifonto.reason.reasoners.classification import reasoner_named

    with progress() as tell:
        tell("reading the ontology")
        value = read(files)
        if not value.entities:
            raise LifontoError(f"{', '.join(map(str, files))}: there are no terms in it")
        prefixes = prefixes_for(value)
        tell("reading the current copies")
        copies = [copy_of(each, prefixes) for each in against] or [Copy.of_release(home_of(home))]
        return check(value, copies, prefixes, reasoner_named(reasoner, saturation_only=el), tell)


def read(files: tuple[Path, ...]) -> Ontology:
    """Read FILES together, or the tables of one folder."""
    from lifonto.cli.diff import version
    from lifonto.reason.documents.encodings import is_folder
    from lifonto.reason.documents.files import read as read_files

    if len(files) == 1 and is_folder(files[0]):
        if not (files[0] / "metadata.toml").is_file():
            raise LifontoError(f"{files[0]} is a folder without metadata.toml: give a file, or a folder of tables")
        return version(files[0])
    return read_files(*files, annotations=True)


def copy_of(against: str, prefixes: Prefixes) -> Copy:
    """Read COPY, or PREFIX=COPY."""
    from lifonto.health.copies import Copy

    found = None if os.path.exists(against) else OF.fullmatch(against)  # noqa: PTH110  of any name
    return Copy.read(Path(found[2]), found[1].split(","), prefixes) if found else Copy.read(Path(against), (), prefixes)


def places_in(files: tuple[Path, ...], report: Report) -> Places:
    """Return where in FILES the terms of the findings are."""
    from lifonto.health.lines import forms_of, lines
    from lifonto.tables.places import places

    if files[0].is_dir():
        found = places(files[0], report.links.prefixes)
        return {iri: (str(files[0] / place.file), place.row) for iri, place in found.items()}
    return lines(files, forms_of((each.iri, report.curie(each.iri)) for each in report.findings))


def shown(report: Report, places: Places, format_: str) -> None:
    """Print the report."""
    from lifonto.health import sarif, telling

    for note in report.notes:
        click.echo(f"note: {note}", err=True)
    if format_ in ("json", "sarif"):
        said = telling.as_data(report, places) if format_ == "json" else sarif.sarif(report, places)
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(telling.text(report) if format_ == "text" else telling.markdown(report)))


def commands(report: Report, file: Path | None, *, to_stdout: bool) -> None:
    """Write KGCL where it was asked for."""
    from lifonto.health.kgcl import commands as of

    if not file and not to_stdout:
        return
    written, left = of(report)
    if file:
        put(file, "".join(f"{each}\n" for each in written).encode())
    elif written:
        click.echo("\n".join(["", "# KGCL", *written]))
    if left:
        click.echo(f"note: no KGCL command says what has come to {listed(left)}", err=True)


def listed(names: Iterable[str]) -> str:
    """List some names, and say how many more there are."""
    every = list(dict.fromkeys(names))
    return ", ".join(every[:5]) + (f" and {len(every) - 5} more" if len(every) > 5 else "")


def mended(files: tuple[Path, ...], report: Report, output: Path | None) -> dict[Path, bytes]:
    """Return the files that change with --fix; raises LifontoError before anything is written."""
    from lifonto.health.mending.edits import Edits
    from lifonto.health.mending.files import mended as mended_file
    from lifonto.health.mending.tables import TableMender

    edits = Edits.of(report)
    if output and (len(files) > 1 or files[0].is_dir()):
        raise LifontoError("--output is for one file: without it, each of FILES is mended in its place")
    if not edits:
        return {}
    if files[0].is_dir():
        return dict(TableMender(files[0], edits).files())
    made = {output or file: mended_file(file, edits) for file in files}
    return {file: content for file, content in made.items() if content is not None}


def put(file: Path, content: bytes) -> None:
    """Write a file in one step, and say so."""
    from lifonto.tables.writing import replaced

    replaced(file, content)
    click.echo(f"written: {file}", err=True)
