"""The tables of an ontology folder with other names in the place of stale ones, cell by cell.

Rows keep their order and cells their columns; a row about a term that goes becomes one about its replacement, or goes
where that has a row of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lifonto.errors import TableError
from lifonto.health.mending.edits import Edits
from lifonto.imports.places import NAMING, Tables
from lifonto.tables.columns import LOGICAL, Column
from lifonto.tables.mistakes import Mistakes
from lifonto.tables.rows import read_columns, table_files

NAMES = {*NAMING, *LOGICAL, "AI", "CULTURE"}  # columns whose values name things
MAPPINGS = "mappings/lifonto.sssom.tsv"


@dataclass(frozen=True)
class Words:
    """The texts that change: CURIE by CURIE, label by label; ``labels`` has the label that a CURIE has from now on."""

    curies: dict[str, str]
    names: dict[str, str]
    labels: dict[str, str]
    moved: dict[tuple[str, str], str]

    def value(self, text: str, about: str, *, is_expression: bool) -> str:
        """Return one value of a cell of a row *about* a term."""
        new = self.moved.get((about, text.strip("'")), text)
        if new != text:
            return f"'{new}'" if text.startswith("'") else new
        new = self.curies.get(text) or self.names.get(text) or text
        if not is_expression or new != text:
            return new
        new = re.sub(r"'([^']+)'", lambda found: f"'{self.names.get(found[1], found[1])}'", text)
        return re.sub(r"(?<![\w:'])[A-Za-z]\w*:\w+", lambda found: self.curies.get(found[0], found[0]), new)


class TableMender:
    """Makes *edits* in the tables of *home*."""

    def __init__(self, home: Path, edits: Edits) -> None:
        self.home, self.edits, self.tables = home, edits, Tables.read(home)

    @cached_property
    def words(self) -> Words:
        """What changes; raises TableError where a label names two things, before or afterwards."""
        edits, short = self.edits, self.tables.prefixes.contract
        curies = {short(old): short(new) for old, new in edits.replaced.items()}
        labels = {short(iri): label for iri, label in edits.renamed.items()}
        labels |= {short(new): edits.label(new) for new in edits.replaced.values()}
        names = {}
        for curie in {*curies, *map(short, edits.renamed)}:
            old, new = self.own_labels.get(curie, ""), labels.get(curies.get(curie, curie), "")
            others = self.tables.labels.get(new, set()) - {curie, curies.get(curie, curie)}
            if others:
                raise TableError(
                    f"{curie} is to be called {new!r}, as is {', '.join(sorted(others))}: mend that by hand"
                )
            if old and new and old != new and self.tables.labels[old] == {curie}:
                names[old] = new
        moved = {
            (short(iri), self.own_labels.get(short(old), "")): self.own_labels[short(new)]
            for (iri, old), new in edits.moved.items()
            if short(new) in self.own_labels
        }
        return Words(curies, names, labels, moved)

    @cached_property
    def own_labels(self) -> dict[str, str]:
        """The label that each identifier has in the tables."""
        return {curie: label for label, curies in self.tables.labels.items() for curie in curies}

    def files(self) -> Iterator[tuple[Path, bytes]]:
        """Yield each table that changes, with its new content."""
        mappings = self.home / MAPPINGS
        for file in [*table_files(self.home), *([mappings] if mappings.is_file() else [])]:
            old = file.read_bytes().decode()
            new = self.mapped(old) if file == mappings else self.table(file, old)
            if new != old:
                yield file, new.encode()

    def table(self, file: Path, text: str) -> str:
        """Return the text of one table."""
        lines = text.splitlines(keepends=True)
        if len(lines) < 2:
            return text
        head, template = (line.rstrip("\r\n").split("\t") for line in lines[:2])
        columns = read_columns(file.name, head, template, Mistakes())
        return "".join([*lines[:2], *(line for old in lines[2:] if (line := self.row(old, columns)))])

    def row(self, line: str, columns: list[Column]) -> str:
        """Return one line, or nothing where its term goes and the other has a row already."""
        bare = line.rstrip("\r\n")
        cells = bare.split("\t")
        place = next((n for n, each in enumerate(columns) if each.keyword == "ID"), 0)
        about = cells[place].strip() if place < len(cells) else ""
        has_label = any(each.keyword == "LABEL" for each in columns)
        new = self.words.curies.get(about, "")
        if new and has_label and new in self.own_labels:
            return ""
        made = [self.cell(text, column, about) for text, column in zip(cells, columns, strict=False)]
        return "\t".join([*made, *cells[len(made) :]]) + line[len(bare) :]

    def cell(self, text: str, column: Column, about: str) -> str:
        """Return one cell."""
        curie = self.words.curies.get(about, about)
        if column.keyword == "LABEL" and curie in self.words.labels:
            return self.words.labels[curie]
        if not column.keyword:
            return self.words.names.get(text, text) if self.own_labels.get(about) == text else text
        if column.keyword not in {*NAMES, "ID"}:
            return text
        split = column.split or "\0"
        values = [self.words.value(each, about, is_expression=column.keyword in NAMES) for each in text.split(split)]
        if column.keyword == "SC":
            pairs = zip(text.split(split), values, strict=True)
            values = list(dict.fromkeys(up for old, new in pairs for up in self.above(old, new, curie)))
        return split.join(values)

    def above(self, old: str, new: str, curie: str) -> list[str]:
        """Return *new*, a parent of *curie*; or, where that is the term itself now, the parents of what it replaces."""
        if new == old or new.strip("'") not in (curie, self.words.labels.get(curie)):
            return [new]
        gone = self.tables.named(old, self.tables.labels)
        row = next((each for each in self.tables.rows if each.text("ID") == gone and each.text("LABEL")), None)
        cell = row.cell("SC") if row else None
        return [self.words.value(each, curie, is_expression=True) for each in cell.values] if cell else []

    def mapped(self, text: str) -> str:
        """Return the text of the table of mappings."""
        lines = text.splitlines(keepends=True)
        head = next((line for line in lines if not line.startswith("#")), "").rstrip("\r\n").split("\t")
        return "".join(line if line.startswith("#") else self.mapping(line, head) for line in lines)

    def mapping(self, line: str, head: list[str]) -> str:
        """Return one mapping."""
        bare = line.rstrip("\r\n")
        cells = bare.split("\t")
        for side in ("subject", "object"):
            if f"{side}_id" not in head or len(cells) != len(head):
                continue
            place, label = head.index(f"{side}_id"), head.index(f"{side}_label")
            curie = cells[place] = self.words.curies.get(cells[place], cells[place])
            cells[label] = self.words.labels.get(curie, cells[label])
        return "\t".join(cells) + line[len(bare) :]
