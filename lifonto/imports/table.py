"""A table of imported terms, line by line, so that what the source says nothing of stays as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from lifonto.errors import NotFound, TableError
from lifonto.tables.writing import replaced

HEADER = ["Identifier", "Label", "Parents", "Source version"]
TEMPLATE = ["ID", "LABEL", "SC % SPLIT=|", "A dcterms:source"]


@dataclass(frozen=True)
class Term:
    """One row of the table: a term, the parents as they are written, and which version of the source says so."""

    curie: str
    label: str
    parents: tuple[str, ...] = ()
    version: str = ""


@dataclass(frozen=True)
class ImportTable:
    """The lines of ``imports/<prefix>.tsv``; ``name`` is its path in the ontology folder."""

    file: Path
    name: str
    lines: tuple[tuple[str, ...], ...]

    @classmethod
    def read(cls, home: Path, prefix: str, *, new: bool = False) -> ImportTable:
        """Read the table of *prefix*; raises NotFound where there is none and it is not *new*, and TableError."""
        file = home / "imports" / f"{prefix.lower()}.tsv"
        name = file.relative_to(home).as_posix()
        if not file.is_file():
            if not new:
                raise NotFound(f"no table {name}: name the first terms to import with --add, and it is made")
            return cls(file, name, (tuple(HEADER), tuple(TEMPLATE)))
        table = cls(file, name, tuple(tuple(line.split("\t")) for line in file.read_text("utf-8").splitlines()))
        absent = [each for each in TEMPLATE if len(table.lines) < 2 or each not in table.lines[1]]
        if absent:
            raise TableError(f"{name}:2: a table of imports wants a column with the template {absent[0]!r}")
        return table

    @property
    def columns(self) -> list[int]:
        """Where identifier, label, parents and source version stand."""
        return [self.lines[1].index(each) for each in TEMPLATE]

    @property
    def terms(self) -> dict[str, Term]:
        """The terms by CURIE."""
        found = (self.term(line) for line in self.lines[2:])
        return {term.curie: term for term in found if term.curie}

    def term(self, line: tuple[str, ...]) -> Term:
        """Read one line."""
        padded = (*line, *[""] * len(self.lines[1]))
        curie, label, parents, version = (padded[place].strip() for place in self.columns)
        return Term(curie, label, tuple(each.strip() for each in parents.split("|") if each.strip()), version)

    def with_terms(self, terms: Iterable[Term]) -> ImportTable:
        """Return the table with *terms*: those it has in their lines, the others in the order of identifiers."""
        known = {term.curie: term for term in terms}
        lines = [
            self.written(known.pop(curie), line) if (curie := self.term(line).curie) in known else line
            for line in self.lines[2:]
        ]
        old = [self.term(line).curie for line in lines]
        lines += [self.written(term) for term in known.values()]
        if old == sorted(old):
            lines.sort(key=lambda line: self.term(line).curie)
        return replace(self, lines=(*self.lines[:2], *lines))

    def written(self, term: Term, line: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return *line* with what *term* says; the other columns stay."""
        cells = [*line, *[""] * (len(self.lines[1]) - len(line))]
        for place, text in zip(
            self.columns, (term.curie, term.label, "|".join(term.parents), term.version), strict=True
        ):
            cells[place] = text
        return tuple(cells)

    def write(self) -> None:
        """Write the table."""
        self.file.parent.mkdir(exist_ok=True)
        replaced(self.file, "".join("\t".join(line) + "\n" for line in self.lines).encode())
