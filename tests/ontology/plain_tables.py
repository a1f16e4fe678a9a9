"""The tables of an ontology folder written as plain ROBOT templates: our own extensions said with ROBOT's keywords.

A fact becomes two rows: the record, and the axiom on the entity under ABOUT with its evidence. GCI and CHAIN have no
counterpart in ROBOT, so tables of them are left out; so are headings, since every row of ROBOT has an identifier.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from lifonto.contexts.classes import in_context
from lifonto.owl.worlds import KINDS
from lifonto.recipes import spelled_out
from lifonto.tables.columns import EVIDENCE, Column
from lifonto.tables.mistakes import Mistakes
from lifonto.tables.prefixes import Prefixes
from lifonto.tables.rows import Cell, Row, read_tables, table_files

OWN = ("GCI", "CHAIN", "WITHIN")
EXPRESSIONS = ("SC", "EC", "DOMAIN", "RANGE")
STATED_IN = ">AI LIFO:0000006"


class PlainTables:
    """The rows of an ontology folder, to be written again without our own extensions."""

    def __init__(self, home: Path) -> None:
        mistakes = Mistakes()
        self.rows = in_context(spelled_out(read_tables(table_files(home), home, mistakes), mistakes), mistakes)
        mistakes.raise_if_any()
        introduced = [row for row in self.rows if row.text("LABEL")]
        self.kinds = {row.text("ID"): row.text("TYPE") or "owl:Class" for row in introduced}
        self.ids = {row.text("LABEL"): row.text("ID") for row in introduced}

    def write(self, folder: Path) -> list[Path]:
        """Write every table into *folder*; the first declares all classes and properties, so that labels are known."""
        declared = [row for row in self.rows if row.text("LABEL") and self.kind(row) in KINDS]
        content = [[row.text("ID"), row.text("LABEL"), self.kind(row)] for row in declared]
        files = [write(folder / "entities.tsv", ["ID", "LABEL", "TYPE"], content)]
        for number, rows in enumerate(self.alike()):
            files += self.table(folder, f"{number}_{rows[0].place.file}", rows)
        return files

    def alike(self) -> Iterable[list[Row]]:
        """Return the rows of each file by their columns: those that the build spells out have columns of their own."""
        found: dict[tuple[str, ...], list[Row]] = {}
        for row in self.rows:
            of_culture = row.place.file.startswith("culture/")
            columns = tuple(str(cell.column) for cell in row.cells) if of_culture else ()
            found.setdefault((row.place.file, *columns), []).append(row)
        return found.values()

    def kind(self, row: Row) -> str:
        """Return the TYPE of what *row* speaks of, which ROBOT wants in every row that is not on a class."""
        return row.text("TYPE") or self.kinds[row.text("ID")]

    def table(self, folder: Path, name: str, rows: list[Row]) -> Iterator[Path]:
        """Write the table called *name*: one table, or for facts one of records and one of axioms."""
        stated = [row for row in rows if row.cell("ABOUT")]
        rows = [row for row in rows if not row.cell("ABOUT")]
        columns = [cell.column for cell in max(rows, key=lambda row: len(row.cells)).cells]
        if {column.keyword for column in columns}.intersection(OWN):
            return
        stem = name.removesuffix(".tsv").replace("/", "_")
        kept = [column for column in columns if column.keyword not in ("ID", "TYPE", "ABOUT")]
        content = [[row.text("ID"), self.kind(row), *texts(row, kept)] for row in rows]
        yield write(folder / f"{stem}.tsv", ["ID", "TYPE", *map(template, kept)], content)
        if stated:
            evidence = [cell.column for cell in stated[0].cells if cell.column.argument in EVIDENCE]
            header = ["ID", "SC % SPLIT=|", *map(template, evidence), STATED_IN]
            yield write(folder / f"{stem}_axioms.tsv", header, self.axioms(stated, evidence))

    def axioms(self, rows: Iterable[Row], evidence: list[Column]) -> Iterator[list[str]]:
        """Yield a row for each entity that a fact states an axiom about."""
        for row in rows:
            about, expression = row.cell("ABOUT"), row.cell("SC")
            for entity in about.values if about and expression else ():
                yield [self.ids.get(entity, entity), plain(expression), *texts(row, evidence), row.text("ID")]


def texts(row: Row, columns: Iterable[Column]) -> list[str]:
    """Return what stands in *columns* of *row*, in their order; a short row ends in empty cells."""
    cells = {cell.column: cell for cell in row.cells}
    return [plain(cells[column]) if column in cells else "" for column in columns]


def plain(cell: Cell) -> str:
    """Write a cell as ROBOT reads it: it takes words that begin without quote or bracket for one long label."""
    values = cell.values
    if cell.column.keyword in EXPRESSIONS:
        values = [f"({value})" if " " in value and value[0] not in "'(" else value for value in values]
    return (cell.column.split or "|").join(values)


def template(column: Column) -> str:
    """Write *column* in ROBOT's notation."""
    manchester = " %" if column.keyword in ("SC", "EC", "DC", "SP", "IP") else ""
    keyword = "A" if column.keyword == "UNIVERSAL" else column.keyword
    text = (">" if column.on_axiom else "") + keyword + manchester
    text += f" {column.argument}" if column.argument and not manchester else ""
    text += f"@{column.lang}" if column.lang else ""
    text += f"^^{column.datatype}" if column.datatype else ""
    return text + (f" SPLIT={column.split}" if column.split else "")


def write(file: Path, templates: list[str], rows: Iterable[list[str]]) -> Path:
    """Write one ROBOT template: a header for people, the template row, the rest."""
    lines = [[f"{number} {text}" for number, text in enumerate(templates)], templates, *rows]
    file.write_text("".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")
    return file


def write_prefixes(home: Path, file: Path) -> Path:
    """Write the prefixes of *home* as the JSON-LD context that ROBOT reads."""
    file.write_text(json.dumps({"@context": dict(Prefixes.read(home / "prefixes.tsv"))}), encoding="utf-8")
    return file
