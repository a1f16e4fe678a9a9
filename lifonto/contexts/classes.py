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
from lifonto.tables.columns import EVIDENCE, SOURCE, Column
from lifonto.tables.mistakes import Mistakes, Place
from lifonto.tables.rows import Cell, Row

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

    def stated(self, fact: Row, about: Cell, axiom: Cell) -> Iterator[Row]:
        """Yield a row for each setting of *fact*, with its axiom on the context classes of that setting.

        *about* and *axiom* are its cells with the entities and with the expressions. Raises TableError where its
        contexts cannot be together, or its axiom has not one of them.
        """
        settings = [()] if fact.text("UNIVERSAL") else self.settings.of(fact)
        if not settings:
            raise TableError("its species is not that of any of its cells and tissues: mend one of them")
        entities = [self.outline.identifier(value) for value in about.values]
        kept = [cell for cell in fact.cells if cell.column.keyword == "ID"]
        kept += [on_axiom(cell) for cell in fact.cells if cell.column.argument in EVIDENCE]
        seen = set()
        for setting in settings:
            self.refuse_lost(setting, entities, axiom)
            told = self.told(fact, setting, entities, axiom)
            if all(told) and told not in seen:
                seen.add(told)
                yield Row(fact.place, (replace(about, text=told[0]), *kept, replace(axiom, text=told[1])))

    def told(self, fact: Row, setting: Setting, entities: list[str], axiom: Cell) -> tuple[str, str]:
        """Return the two cells of *fact* for *setting*: its context classes, and their axioms."""
        here = [name for name in entities if self.settings.fits(name, setting, fact)]
        narrowed = () if all(self.settings.inside(name, setting) for name in here) else setting
        said = (self.said(value, setting, narrowed, fact) for value in axiom.values)
        return "|".join(self.within(name, setting, fact) for name in here), "|".join(text for text in said if text)

    def refuse_lost(self, setting: Setting, entities: list[str], axiom: Cell) -> None:
        """Raise TableError where neither side of an axiom has, or can be given, a context of *setting*.

        The first context takes the others along, if it can itself stand in them.
        """
        told = set().union(*map(self.settings.reached, {*entities, *self.outline.named(axiom.values)}))
        first = [value for qualifier, value in setting[:1] if self.linked(qualifier, entities) and value not in told]
        told = told.union(*map(self.settings.reached, first))
        for qualifier, value in setting:
            if value not in told and not self.linked(qualifier, first or entities):
                raise TableError(
                    f"neither side of its axiom is of {self.outline.label(value)!r}, which the row gives as context: "
                    "use a term that is, or say in 'Universal because' why it is stated of all"
                )

    def linked(self, qualifier: str, entities: Iterable[str]) -> bool:
        """Tell whether one of *entities* can stand in a context that is a value of *qualifier*."""
        return any(self.settings.link(qualifier, each) for each in entities)

    def within(self, entity: str, setting: Setting, fact: Row) -> str:
        """Return the identifier of the class of *entity* in *setting*, or *entity* where it is in it already.

        The first context of several is itself put into the others: a cell of a species, under a condition.
        """
        if len(setting) > 1 and setting[0][0] == self.settings.qualifiers[0]:
            (qualifier, first), rest = setting[0], setting[1:]
            if first in self.settings.reached(entity) or not self.settings.link(qualifier, entity):
                return self.within(entity, rest, fact)
            setting = ((qualifier, self.within(first, rest, fact)),)
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
            denied = isinstance(expression, Complement)
            match expression.operand if isinstance(expression, Complement) else expression:
                case Restriction(_, "some", Named(filler)) if not self.settings.fits(filler, setting, fact):
                    return ""
                case Restriction(relation, "some", Named(filler)) if denied and narrowed:
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
        about, axiom = row.cell("ABOUT"), row.cell("SC")
        if about is None or axiom is None:
            told.append(row)
            continue
        told.append(replace(row, cells=tuple(cell for cell in row.cells if cell.column.keyword not in ("ABOUT", "SC"))))
        with mistakes.at(row.place):
            told += classes.stated(row, about, axiom)
    return [*told, *classes.rows()]


def on_axiom(cell: Cell) -> Cell:
    """Return *cell* as an annotation of the axiom alone, since the record has it already."""
    return replace(cell, column=replace(cell.column, on_axiom=True))


def local(identifier: str) -> str:
    """Return *identifier* as a part of another: ``GO_0006096``."""
    return identifier.removeprefix(PREFIX).replace(":", "_")
