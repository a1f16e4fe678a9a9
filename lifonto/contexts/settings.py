"""The settings a fact was found in: each combination of its contexts, and the words and logic to say them with.

A table under ``relations/`` has a row for each context property and kind of entity (``OF``): how an entity of that
kind stands in such a context (``WITHIN``), what its class is then called (``CALLED``) and defined as (``SAID``), the
relations along which a term is known to have the context in it already (``KNOWN``), and the relation that rules a
context out where it leads elsewhere (``APART``): a cell of the mouse is not found in man.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from lifonto.contexts.outline import Outline, fillers
from lifonto.tables.rows import Row

Setting = tuple[tuple[str, str], ...]  # (context property, value), in the order of the table


@dataclass(frozen=True)
class Link:
    """How an entity of *kind* stands in a context that is a value of *qualifier*."""

    qualifier: str
    kind: str
    within: str
    called: str
    said: str
    known: frozenset[str]
    apart: frozenset[str]


def links_of(outline: Outline) -> list[Link]:
    """Return the links that the rows of the tables tell, in their order."""

    def relations(row: Row, keyword: str) -> frozenset[str]:
        cell = row.cell(keyword)
        return frozenset(outline.identifier(name) for name in cell.values) if cell else frozenset()

    return [
        Link(
            row.text("ID"),
            outline.identifier(row.text("OF")),
            row.text("WITHIN"),
            row.text("CALLED"),
            row.text("SAID"),
            relations(row, "KNOWN"),
            relations(row, "APART"),
        )
        for row in outline.rows
        if row.text("WITHIN")
    ]


class Settings:
    """Which settings a fact was found in, and what an entity still lacks to be in one."""

    def __init__(self, outline: Outline) -> None:
        self.outline, self.links = outline, links_of(outline)
        self.qualifiers = list(dict.fromkeys(link.qualifier for link in self.links))
        self.known = frozenset().union(*(link.known for link in self.links))

    def of(self, row: Row) -> list[Setting]:
        """Return the settings of a fact: lists mean *each*, and what cannot be together is left out."""
        columns = [(qualifier, values) for qualifier in self.qualifiers if (values := self.values(row, qualifier))]
        choices = product(*([(qualifier, value) for value in values] for qualifier, values in columns))
        return [setting for setting in choices if self.possible(setting)]

    def values(self, row: Row, qualifier: str) -> list[str]:
        """Return the identifiers of what stands under *qualifier* in *row*."""
        cells = (cell for cell in row.cells if cell.column.argument == qualifier)
        return [self.outline.identifier(value) for cell in cells for value in cell.values]

    def possible(self, setting: Setting) -> bool:
        """Tell whether no part of *setting* is told to be apart from another: of another species than is named."""
        return all(
            not (apart := self.apart(qualifier, other)) or any(self.agree(value, each) for each in apart)
            for qualifier, value in setting
            for _, other in setting
            if other != value
        )

    def reached(self, entity: str) -> set[str]:
        """Return what *entity* is told to be and to stand in."""
        return self.outline.reached(entity, self.known)

    def inside(self, entity: str, setting: Setting) -> bool:
        """Tell whether *entity* is told to be, or to stand in, the first context of *setting*."""
        return not setting or setting[0][1] in self.reached(entity)

    def fits(self, entity: str, setting: Setting, row: Row) -> bool:
        """Tell whether *entity* is not told to be in another of the contexts of *row* than *setting* has.

        Where a row has several cells, each self-renewal goes with its own cell.
        """
        reached = self.reached(entity)
        for qualifier, value in setting:
            own = reached.intersection(self.values(row, qualifier))
            if own and value not in own:
                return False
        return True

    def apart(self, qualifier: str, entity: str) -> set[str]:
        """Return what *entity* is linked to along the relations that rule out other values of *qualifier*."""
        along = frozenset().union(*(link.apart for link in self.links if link.qualifier == qualifier))
        parts = (part for name in self.reached(entity) for part in self.outline.parts(name))
        return {filler for part in parts for filler in fillers(part, along)}

    def agree(self, one: str, other: str) -> bool:
        """Tell whether one of two classes is told to be the other, or below it."""
        return one in self.outline.above(other) or other in self.outline.above(one)

    def link(self, qualifier: str, entity: str) -> Link | None:
        """Return how *entity*, by its kind, stands in a context that is a value of *qualifier*."""
        above = self.outline.above(entity)
        return next((link for link in self.links if link.qualifier == qualifier and link.kind in above), None)

    def lacking(self, entity: str, setting: Setting) -> Iterator[tuple[Link, str]]:
        """Yield each context of *setting* that *entity* is not in yet, with the link that puts it there."""
        reached = self.reached(entity)
        for qualifier, value in setting:
            link = self.link(qualifier, entity)
            if link and value not in reached:
                yield link, value
