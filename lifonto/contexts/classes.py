"""Context classes: the entity of a fact as it is in the setting it was found in, one class for each combination.

A curator writes the fact of the plain entity; what is stated is stated of the context class, which these rows define.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lifonto.contexts.outline import Outline
from lifonto.contexts.settings import Link, Setting, Settings
from lifonto.errors import TableError
from lifonto.reason.values.expressions import Complement, Named, Restriction
from lifonto.reason.values.rendering import render
from lifonto.tables.columns import Column
from lifonto.tables.mistakes import Mistakes, Place
from lifonto.tables.rows import Cell, Row

EVIDENCE = ("dcterms:source", "biolink:has_evidence")
SOURCE = "dcterms:source"
COLUMNS = {
    "ID": Column("Identifier", "ID"),
    "LABEL": Column("Label", "LABEL"),
    "EC": Column("Equivalent to", "EC"),
    "DEFINITION": Column("Definition", "A", "IAO:0000115"),
    "SOURCE": Column("Definition source", "AI", "IAO:0000119", split="|"),
}
PREFIX, HERE = "LIFC:", "{}"
TABLE = "contexts"  # the table that these rows would stand in


class ContextClasses:
    """The context classes that facts ask for, each by its identifier."""

    def __init__(self, outline: Outline) -> None:
        self.outline, self.settings = outline, Settings(outline)
        self.cells: dict[str, dict[str, str]] = {}
        self.sources: dict[str, set[str]] = {}

    def stated(self, fact: Row) -> Iterator[Row]:
        """Yield a row for each setting of *fact*, with its axiom on the context classes of that setting."""
        settings = [()] if fact.text("UNIVERSAL") else self.settings.of(fact)
        if not settings:
            raise TableError("its species is not that of any of its cells and tissues: mend one of them")
        seen = set()
        for setting in settings:
            stated = self.in_setting(fact, setting)
            self.refuse_lost(fact, setting)
            told = tuple(cell.text for cell in stated.cells)
            if told not in seen and stated.cell("ABOUT") and stated.cell("SC"):
                seen.add(told)
                yield stated

    def in_setting(self, fact: Row, setting: Setting) -> Row:
        """Return the axiom of *fact* with its evidence, on the classes that its entities are in *setting*."""
        cells, named = [], []
        for cell in sorted(fact.cells, key=lambda cell: cell.column.keyword != "ABOUT"):
            if cell.column.keyword == "ABOUT":
                named = [self.outline.identifier(value) for value in cell.values]
                named = [name for name in named if self.settings.fits(name, setting, fact)]
                cells.append(replace(cell, text="|".join(self.within(name, setting, fact) for name in named)))
            elif cell.column.keyword == "SC":
                narrowed = setting[:0] if all(self.settings.inside(name, setting) for name in named) else setting
                said = (self.said(value, setting, narrowed, fact) for value in cell.values)
                cells.append(replace(cell, text="|".join(text for text in said if text)))
            elif cell.column.keyword == "ID":
                cells.append(cell)
            elif cell.column.argument in EVIDENCE:
                cells.append(replace(cell, column=replace(cell.column, on_axiom=True)))
        return Row(fact.place, tuple(cells))

    def refuse_lost(self, fact: Row, setting: Setting) -> None:
        """Raise TableError where neither side of the axiom of *fact* has, or can be given, a context of *setting*."""
        about = {self.outline.identifier(name) for cell in (fact.cell("ABOUT"),) if cell for name in cell.values}
        carried = any(self.settings.link(qualifier, side) for qualifier, _ in setting[:1] for side in about)
        sides = about | self.outline.named(cell.values if (cell := fact.cell("SC")) else ())
        reached = set().union(*(self.settings.reached(side) for side in sides))
        for qualifier, value in setting:
            linked = carried or any(self.settings.link(qualifier, side) for side in about)
            if not linked and value not in reached:
                raise TableError(
                    f"neither side of its axiom is of {self.outline.label(value)!r}, which the row gives as context: "
                    "use a term that is, or say in 'Universal because' why it is stated of all"
                )

    def within(self, entity: str, setting: Setting, fact: Row) -> str:
        """Return the identifier of the class of *entity* in *setting*, or *entity* where it is in it already.

        The first context of several is itself put into the others: a cell of a species, under a condition.
        """
        (qualifier, first), *rest = setting or [("", "")]
        if rest and qualifier == self.settings.qualifiers[0]:
            if first in self.settings.reached(entity) or not self.settings.link(qualifier, entity):
                return self.within(entity, tuple(rest), fact)
            setting = ((qualifier, self.within(first, tuple(rest), fact)),)
        lacking = list(self.settings.lacking(entity, setting))
        if not lacking:
            return entity
        identifier = PREFIX + ".".join(local(name) for name in (entity, *(value for _, value in lacking)))
        if identifier not in self.cells:
            self.cells[identifier] = self.defined(identifier, entity, lacking)
        self.sources.setdefault(identifier, set()).update(self.settings.values(fact, SOURCE))
        return identifier

    def said(self, value: str, setting: Setting, narrowed: Setting, fact: Row) -> str:
        """Return what the expression *value* says in *setting*, or nothing where it speaks of another setting.

        What a negation denies is denied of what is *narrowed* alone.
        """
        for expression in self.outline.read([value]):
            match expression:
                case Restriction(_, "some", Named(filler)) if not self.settings.fits(filler, setting, fact):
                    return ""
                case Complement(Restriction(_, "some", Named(filler))) if not self.settings.fits(filler, setting, fact):
                    return ""
                case Complement(Restriction(relation, "some", Named(filler))) if narrowed:
                    return render(Complement(Restriction(relation, "some", Named(self.within(filler, narrowed, fact)))))
        return value

    def defined(self, identifier: str, entity: str, lacking: list[tuple[Link, str]]) -> dict[str, str]:
        """Return what stands in the row of a context class, by column."""

        def label(name: str) -> str:
            return self.cells[name]["LABEL"] if name in self.cells else self.outline.label(name)

        logic = [f"({link.within.replace(HERE, value)})" for link, value in lacking]
        said = " and ".join(link.said.replace(HERE, label(value)) for link, value in lacking)
        return {
            "ID": identifier,
            "LABEL": " ".join([label(entity), *(link.called.replace(HERE, label(value)) for link, value in lacking)]),
            "EC": " and ".join([entity, *logic]),
            "DEFINITION": f"{label(entity)[0].upper()}{label(entity)[1:]} that {said}.",
        }

    def rows(self) -> Iterator[Row]:
        """Yield the row of each class that was asked for, with the sources of all facts that asked."""
        for number, identifier in enumerate(sorted(self.cells), start=1):
            texts = self.cells[identifier] | {"SOURCE": "|".join(sorted(self.sources[identifier]))}
            place = Place(TABLE, number)
            yield Row(
                place,
                tuple(Cell(replace(place, column=COLUMNS[key].header), COLUMNS[key], texts[key]) for key in COLUMNS),
            )


def in_context(rows: Iterable[Row], mistakes: Mistakes) -> list[Row]:
    """Return *rows* with each fact's axiom apart from its record, on context classes, whose rows are added.

    A fact whose contexts cannot be together goes into *mistakes*.
    """
    outline = Outline(rows)
    classes = ContextClasses(outline)
    told: list[Row] = []
    for row in outline.rows:
        if row.cell("ABOUT") and row.cell("SC"):
            told.append(record_of(row))
            with mistakes.at(row.place):
                told += classes.stated(row)
        else:
            told.append(row)
    return [*told, *classes.rows()]


def record_of(fact: Row) -> Row:
    """Return *fact* without its axiom."""
    return replace(fact, cells=tuple(cell for cell in fact.cells if cell.column.keyword not in ("ABOUT", "SC")))


def local(identifier: str) -> str:
    """Return *identifier* as a part of another: ``GO_0006096``."""
    return identifier.removeprefix(PREFIX).replace(":", "_")
