"""``lifonto resolve`` and what it shares with ``lifonto match``: names, and the terms that they stand for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lifonto.cli.options import format_of, home_of, ontology
from lifonto.errors import LifontoError, plainly
from lifonto.grounding.writing import FORMATS

if TYPE_CHECKING:
    from lifonto.grounding.resolution import Asked, Resolution, Resolver

BAD_INPUT = 2
against = click.option(
    "--in",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="An ontology to look in instead of the release: OBO, or OWL in any syntax, packed or not; may be repeated.",
)


@click.command(name="resolve")
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@against
@ontology
@format_of(*FORMATS)
def command(names: tuple[str, ...], files: tuple[Path, ...], home: Path | None, format_: str) -> None:
    """Say which term each NAME stands for, and how that is known.

    A NAME is a label, a synonym, the symbol of a gene, or an identifier here or elsewhere: P15018, HGNC:6596,
    ENSG00000128342, "NCBI gene 3976", MGI:96787, OMIM:159540, PMID:3143918. Of several terms that a name may stand for
    none is chosen. The exit status is 0 where each name has its term, 1 where one has not, 2 where one cannot be asked.
    """
    from lifonto.grounding.resolution import Asked

    def asked() -> Iterator[Asked]:
        for each in names:
            if not each.strip() or "\0" in each:
                raise LifontoError("a name is empty: give a label, a synonym, a symbol or an identifier")
            yield Asked(each.strip())

    sys.exit(answer(lambda: list(asked()), files, home, format_, "names"))


def answer(
    asked: Callable[[], Iterable[Asked]], files: tuple[Path, ...], home: Path | None, format_: str, name: str
) -> int:
    """Print the answers to what is *asked*, and return the exit status; what cannot be read is told, and gives 2."""
    from lifonto.grounding.writing import written

    tally = Tally()
    try:
        every = asked()
        resolver = resolver_of(files, home)
        for note in resolver.lexicon.notes if files else ():
            click.echo(f"note: {note}", err=True)
        for piece in written(tally.counted(every, resolver), format_, name, resolver.lexicon):
            click.echo(piece, nl=False)
    except LifontoError as error:
        click.echo(f"lifonto: {plainly(error)}", err=True)
        return BAD_INPUT
    click.echo(tally.told(), err=True)
    return 0 if tally.is_clean else 1


def resolver_of(files: tuple[Path, ...], home: Path | None) -> Resolver:
    """Return what says what names stand for in *files*, or in the release."""
    from lifonto.cli.progress import progress
    from lifonto.grounding.sources import of_files, of_release

    if not files:
        return of_release(home_of(home))
    with progress() as tell:
        tell(f"reading {', '.join(each.name for each in files)}")
        return of_files(files)


class Tally:
    """Counts answers as they go by."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def counted(self, asked: Iterable[Asked], resolver: Resolver) -> Iterator[Resolution]:
        """Answer each of *asked*, and count."""
        for each in asked:
            found = resolver.resolve(each)
            self.counts[found.status] = self.counts.get(found.status, 0) + 1
            yield found

    @property
    def is_clean(self) -> bool:
        """Tell whether each had its term."""
        return self.counts.keys() <= {"matched"}

    def told(self) -> str:
        """Say how many there were of each kind."""
        return ", ".join(f"{count} {status}" for status, count in sorted(self.counts.items()))
