"""Rows as the compiler reads them, from what a writer has to say of each term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lifonto.recipes.bench import Entry
from lifonto.tables.columns import Column
from lifonto.tables.mistakes import Place
from lifonto.tables.rows import Cell, Row

SOURCE = Column("Axiom source", "AI", "dcterms:source", split="|", on_axiom=True)
COLUMNS = {
    "id": Column("Identifier", "ID"),
    "label": Column("Label", "LABEL"),
    "definition": Column("Definition", "A", "IAO:0000115"),
    "definition source": Column("Definition source", "AI", "IAO:0000119", split="|"),
    "exact": Column("Synonyms", "A", "oboInOwl:hasExactSynonym", split="|"),
    "related": Column("Related synonyms", "A", "oboInOwl:hasRelatedSynonym", split="|"),
    "reference": Column("Other identifier", "A", "oboInOwl:hasDbXref", split="|"),
    "comment": Column("Comment", "A", "rdfs:comment"),
    "rests on": Column("Rests on", "AI", "LIFO:0000018", split="|"),
    "parent": Column("Parent", "SC", "%", split="|"),
    "parent source": SOURCE,
    "definition in logic": Column("Equivalent to", "EC", "%"),
    "logic source": replace(SOURCE, header="Definition's source"),
    "never": Column("Disjoint with", "DC", "%", split="|"),
}
OWN = ("LIFO:", "LIFC:")
INTRODUCING = ("label", "definition", "definition source")
Told = Mapping[str, object]


class Writer:
    """Writes a row for each term, without what the *rows* of other tables already have."""

    def __init__(self, rows: Iterable[Row]) -> None:
        cells = [(row, cell) for row in rows for cell in row.cells if not cell.column.on_axiom]
        self.introduced = {row.text("ID") for row, cell in cells if cell.column.keyword == "LABEL" and cell.values}
        self.said = {(row.text("ID"), cell.column.argument, value) for row, cell in cells for value in cell.values}

    def written(self, table: str, told: Iterable[Told]) -> Iterator[Row]:
        """Yield a row for each term of *told*; label and definition where it is ours and no other row introduces it."""
        for number, each in enumerate(told, start=1):
            entry, identifier = each.get("entry"), str(each["id"])
            place = entry.row.place if isinstance(entry, Entry) and entry.row else Place(f"culture/{table}", number)
            new = identifier not in self.introduced and identifier.startswith(OWN)
            self.introduced.add(identifier)
            yield Row(place, tuple(self.cell(place, key, identifier, each, new=new) for key in COLUMNS))

    def cell(self, place: Place, key: str, identifier: str, told: Told, *, new: bool) -> Cell:
        """Return the cell of the column *key*, without what has been said."""
        column, values = COLUMNS[key], values_of(told.get(key, ""), COLUMNS[key])
        if key in INTRODUCING and not new:
            values = []
        if column.keyword in ("A", "AI") and not column.on_axiom:
            values = [each for each in values if (identifier, column.argument, each) not in self.said]
            self.said |= {(identifier, column.argument, each) for each in values}
        return Cell(replace(place, column=column.header), column, "|".join(dict.fromkeys(values)))


def values_of(value: object, column: Column) -> list[str]:
    """Return the values of a cell, given as its text or one by one."""
    return column.values(value) if isinstance(value, str) else list(value)  # type: ignore[call-overload]


def standard(entry: Entry) -> dict[str, object]:
    """Return what *entry* says in the columns that the compiler reads as they stand."""
    told: dict[str, object] = {"id": entry.id, "entry": entry, "label": entry.name}
    for key, column in COLUMNS.items():
        for cell in entry.row.cells if entry.row else ():
            same = (cell.column.keyword, cell.column.argument) == (column.keyword, column.argument)
            if same and cell.column.on_axiom == column.on_axiom and cell.values and key not in told:
                told[key] = cell.text.strip()
    return told


def either(names: Iterable[str]) -> str:
    """Return *names* as people list them: a, b and c."""
    *first, last = list(names) or ["nothing"]
    return f"{', '.join(first)} and {last}" if first else last
