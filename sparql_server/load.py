"""``lifonto load``: a store made ahead of ontologies and what follows from them together."""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lifonto.errors import LifontoError
from sparql_server.collection import collected
from sparql_server.record import Record
from sparql_server.settings import Settings, Source

if TYPE_CHECKING:
    from lifonto.merging.conclusions import Conclusions
    from lifonto.merging.sources import Source as Origin
    from sparql_server.store.merged import Filled

FILES = click.Path(path_type=Path)


@click.command(name="load")
@click.argument("target", type=FILES)
@click.argument("files", nargs=-1, required=True, type=FILES)
@click.option("--alone", is_flag=True, help="Leave the release out.")
def command(target: Path, files: tuple[Path, ...], alone: bool) -> None:
    """Make a store in the directory TARGET of the release and FILES, for `lifonto serve TARGET`.

    FILES are ontologies of any syntax, packed or not; each gets a graph of its own. What follows from all of them
    together is found and written, too. TARGET is written beside its place and put there at once: where a file cannot be
    read, or the work is interrupted, what was there stays as it was.
    """
    from lifonto.cli.progress import progress

    began = time.monotonic()
    with progress() as tell:
        filled, notes = load(target.resolve(), files, alone, tell)
    for told in (*filled.left_out, *(f"the reasoner says: {note}" for note in notes)):
        click.echo(told, err=True)
    click.echo(f"{target}: {filled.statements:,} statements; {time.monotonic() - began:.0f} s; lifonto serve {target}")


def load(
    target: Path, files: tuple[Path, ...], alone: bool, tell: Callable[[str], None]
) -> tuple[Filled, tuple[str, ...]]:
    """Make the store; return what it was filled with, and what the reasoner could not tell.

    Raises LifontoError where a file cannot be read, or *target* is something else or in use.
    """
    from lifonto.home import ontology_folder
    from lifonto.merging.conclusions import conclude
    from lifonto.merging.sources import sources_of
    from lifonto.reason.documents.files import read
    from sparql_server.store import merged

    merged.check_place(target)
    tell("looking at the files")
    sources = sources_of(files)
    tell("reading the axioms")
    release = () if alone else (ontology_folder() / "release" / "lifonto.owl",)
    found = conclude(read(*files, *release), tell)
    with beside(target) as made:
        filled = write(made, sources, found, alone, tell)
        merged.put(made, target)
    return filled, found.notes


def write(made: Path, sources: list[Origin], found: Conclusions, alone: bool, tell: Callable[[str], None]) -> Filled:
    """Write the store *made* of *sources* and what was *found* to follow."""
    from lifonto.merging.provenance import provenance
    from lifonto.rdf.graph_names import graph_iri
    from sparql_server.lanes.keeper import config_of
    from sparql_server.store import merged

    record = Record(not alone, {each.graph: each.file.name for each in sources})
    data = collected(record)
    data["sources"] += tuple(Source(each.file, each.graph) for each in sources)
    told = provenance(sources, () if alone else [graph_iri("asserted")], found.notes)
    filled = merged.fill(made, config_of(Settings(**data)), found, told, tell)
    record.write(made)
    return filled


@contextlib.contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Yield a place beside *target* for a store, and leave nothing there."""
    try:
        target.absolute().parent.mkdir(parents=True, exist_ok=True)
        folder = tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.absolute().parent)
    except OSError as error:
        raise LifontoError(f"{target}: cannot be written ({error.strerror}); give another name") from error
    with folder as name:
        yield Path(name) / "store"
