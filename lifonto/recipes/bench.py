"""What stands on the bench: kinds of ingredient, ingredients, media, cells, feeders and rules, as the tables have them.

Everything is named by its identifier in the tables, a CURIE.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lifonto.errors import NotFound, TableError
from lifonto.reason.values.ancestry import ancestors
from lifonto.tables.mistakes import Mistakes, meant
from lifonto.tables.rows import Row

FOLDER = "culture/"
TABLES = (
    *("kinds", "ingredients", "media", "strains", "cells", "alterations", "cell_lines", "feeders", "matrices"),
    *("outcomes", "rules", "conditions", "recipes"),
)
ENTITIES = (
    *("kind of", "counts", "open", "cell", "strain", "altered", "bearer", "medium", "ingredient"),
    *("present", "beside", "base", "feeder", "outcome", "known by"),
)
NO_ENTITY = ("any", "none", "not said")
ACTS = ("yes", "no", "where named")


@dataclass(frozen=True)
class Entry:
    """One row of a table of culture: its identifier, its name, and what each column says, entities by identifier."""

    id: str
    name: str
    said: Mapping[str, tuple[str, ...]]
    row: Row | None = None  # where it stands, if it was read from a table

    def says(self, what: str) -> tuple[str, ...]:
        """Return the values under *what*."""
        return self.said.get(what, ())

    def one(self, what: str) -> str:
        """Return the value under *what*, or nothing."""
        return next(iter(self.says(what)), "")


@dataclass(frozen=True)
class Bench:
    """The entries of each table of culture, in the order they stand."""

    tables: dict[str, dict[str, Entry]] = field(default_factory=lambda: {name: {} for name in TABLES})

    def __getitem__(self, table: str) -> dict[str, Entry]:
        return self.tables[table]

    def above(self, kind: str) -> frozenset[str]:
        """Return the kind of ingredient *kind* and every kind above it."""
        return self._above[kind]

    @cached_property
    def _above(self) -> dict[str, frozenset[str]]:
        parents = {name: set(each.says("kind of")) for name, each in self["kinds"].items()}
        return {name: ancestors(name, parents) for name in parents}

    def related(self, kind: str) -> frozenset[str]:
        """Return *kind*, the kinds above it and those below it."""
        return self.above(kind) | {each for each in self["kinds"] if kind in self.above(each)}

    @cached_property
    def acting(self) -> tuple[str, ...]:
        """The kinds of ingredient that can bear on what becomes of cells."""
        return tuple(name for name, each in self["kinds"].items() if each.one("acts") != "no")

    def widest(self, kinds: Iterable[str]) -> list[str]:
        """Return those of *kinds* that are below no other of them."""
        wanted = set(kinds)
        return [each for each in self["kinds"] if each in wanted and not (self.above(each) - {each}) & wanted]

    def counts(self, name: str) -> frozenset[str]:
        """Return every kind that the ingredient, or kind, called *name* is told to be of."""
        told = (name,) if name in self["kinds"] else self["ingredients"][name].says("counts")
        return frozenset().union(*map(self.above, told))

    def may_be(self, name: str) -> frozenset[str]:
        """Return the kinds of which nobody knows whether *name* is one: its open ones, and those below what it is."""
        told = (name,) if name in self["kinds"] else sum(map(self["ingredients"][name].says, ("counts", "open")), ())
        return frozenset().union(*map(self.related, told)) - self.counts(name)

    def lacking(self, parts: Iterable[str], *, named: bool = True) -> list[str]:
        """Return the widest kinds that nothing in *parts* is or may be, of those that act; without *named*, always."""
        held = frozenset().union(*(self.counts(each) | self.may_be(each) for each in parts))
        acting = (each for each in self.acting if named or self["kinds"][each].one("acts") == "yes")
        return self.widest(each for each in acting if each not in held)

    def parts(self, medium: str) -> tuple[str, ...]:
        """Return what is in *medium*, with what is in the media that it is made of."""
        found = dict.fromkeys([medium] if medium in self["ingredients"] else [])
        for line in self["recipes"].values():
            if medium in line.says("medium"):
                for part in line.says("ingredient"):
                    found |= dict.fromkeys(self.parts(part) if part in self["media"] else (part,))
        return tuple(found)


def labelled(rows: Iterable[Row]) -> dict[str, str]:
    """Return the identifier of each label in *rows*."""
    return {row.text("LABEL"): row.text("ID") for row in rows if row.text("LABEL")}


def read_bench(rows: Iterable[Row], called: Mapping[str, str], mistakes: Mistakes) -> Bench:
    """Read the tables of culture from *rows*; *called* has the identifier of each label there is elsewhere."""
    bench, rows = Bench(), [row for row in rows if row.place.file.startswith(FOLDER)]
    own = {name: row.text("ID") for row in rows if row.text("ID") for name in [*row.says("name"), row.text("LABEL")]}
    for row in rows:
        with mistakes.at(row.place):
            take(row, bench, {**own, **called})
    return bench


def take(row: Row, bench: Bench, names: Mapping[str, str]) -> None:
    """Put what *row* says on the *bench*; raises NotFound where it names what is not there, TableError where twice."""
    table = row.place.file.removeprefix(FOLDER).removesuffix(".tsv")
    if table not in TABLES:
        raise TableError(f"no table of culture is called {table!r}{meant(table, TABLES)}")
    said: dict[str, tuple[str, ...]] = {}
    for cell in row.cells:
        if cell.column.keyword == "CULTURE" and cell.values:
            what = cell.column.argument
            said[what] = tuple(named(names, each) for each in cell.values) if what in ENTITIES else tuple(cell.values)
    if table == "kinds" and said.get("acts", ("",))[0] not in ACTS:
        raise TableError(f"say under 'Acts' whether it can bear on the cells: {', '.join(ACTS)}")
    identifier = row.text("ID") or str(row.place)
    if identifier in bench[table]:
        raise TableError(f"{identifier} stands twice in this table: give each thing one row")
    name = said.get("name", (row.text("LABEL"),))[0]
    bench[table][identifier] = Entry(identifier, name, said, row)


def named(names: Mapping[str, str], text: str) -> str:
    """Return the identifier of what is called *text*; raises NotFound with what was probably meant."""
    if text in NO_ENTITY or text in names.values():
        return text
    if text not in names:
        raise NotFound(f"unknown name {text!r}{meant(text, names)}")
    return names[text]
