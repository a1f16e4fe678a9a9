"""What is wrong with the tables, said as a compiler says it: file, row, column, and what was probably meant.

Compiling goes on after a mistake, so that one run shows them all; only then is the whole list raised.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from lifonto.errors import LifontoError, TableError
from lifonto.tables.hints import advised


@dataclass(frozen=True, order=True)
class Place:
    """Where in the tables something stands; rows count from 1, as a spreadsheet counts them."""

    file: str
    row: int
    column: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.row}" + (f", column '{self.column}'" if self.column else "")


@dataclass(frozen=True, order=True)
class Mistake:
    """One thing that is wrong, where it stands, and how to mend it."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass
class Mistakes:
    """The mistakes found so far."""

    found: list[Mistake] = field(default_factory=list)

    def add(self, place: Place, message: str) -> None:
        """Note that *message* is wrong at *place*."""
        self.found.append(Mistake(place, message))

    @contextmanager
    def at(self, place: Place) -> Iterator[None]:
        """Note a refusal inside the block as a mistake at *place*, and go on after the block."""
        try:
            yield
        except LifontoError as error:
            self.add(place, advised(str(error)))

    def raise_if_any(self) -> None:
        """Raise TableErrors with every mistake noted, in the order of files and rows."""
        if self.found:
            raise TableErrors(self.found)


class TableErrors(TableError):  # noqa: N818  a list of them
    """All that is wrong with the tables, in one list; ``mistakes`` holds them one by one."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = sorted(set(mistakes))
        alike: dict[tuple[str, str, str], list[Mistake]] = {}
        for each in self.mistakes:
            alike.setdefault((each.place.file, each.place.column, each.message), []).append(each)
        lines = [str(first) + (f" (so in {len(more)} more rows)" if more else "") for first, *more in alike.values()]
        count = len(self.mistakes)
        super().__init__("\n".join([*lines, f"{count} mistake{'s' if count != 1 else ''} in the tables"]))


def meant(name: str, known: Iterable[str]) -> str:
    """Return a hint such as ``; did you mean 'part of'?``, or nothing where no known name is close."""
    folded = {each.casefold(): each for each in known}
    close = difflib.get_close_matches(name.casefold(), folded, n=3, cutoff=0.7)
    return f"; did you mean {' or '.join(repr(folded[each]) for each in close)}?" if close else ""
