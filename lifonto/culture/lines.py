"""Cell lines: the kind of cell that each is, its strain, and what was done to its genes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lifonto.ask.terms import TermIndex
from lifonto.culture.recipe import Recipe

NAME_ONLY = "name only"  # the standing of a line of which no source was read


@dataclass(frozen=True)
class Line:
    """What is known of a line; *is_read* where a source tells what kind of cell it is."""

    cell: str | None
    strain: str | None
    alterations: tuple[str, ...]
    is_read: bool


def lines_of(home: Path, index: TermIndex) -> dict[str, Line]:
    """Return each line in the table of cell lines in *home*."""
    return {index.prefixes.expand(row["ID"]): line_of(row, index) for row in rows(home / "culture" / "cell_lines.tsv")}


def rows(table: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a *table* by what its columns are for."""
    _, template, *lines = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        row = dict(zip(template, line, strict=False))
        if row.get("ID"):
            yield row


def line_of(row: dict[str, str], index: TermIndex) -> Line:
    """Return the line in a *row*."""
    named = {column.split(" SPLIT")[0].removeprefix("CULTURE "): cell for column, cell in row.items() if cell}
    cells, strains, altered = ([*found(named.get(each, ""), index)] for each in ("cell", "strain", "altered"))
    is_read = named.get("standing") != NAME_ONLY
    return Line(next(iter(cells), None), next(iter(strains), None), tuple(altered), is_read)


def found(names: str, index: TermIndex) -> Iterator[str]:
    """Yield the terms that a cell of a table names."""
    yield from (index.find(name.strip()) for name in names.split("|") if name.strip())


def noted(recipe: Recipe, lines: dict[str, Line], index: TermIndex) -> Recipe:
    """Return *recipe* with a note on each line whose kind of cell was not read, where the recipe does not say it."""
    if recipe.of("cell"):
        return recipe
    parts = []
    for part in recipe.parts:
        line = lines.get(part.term or "")
        if part.role == "line" and line and line.cell and not line.is_read:
            kind = index.call(line.cell)
            told = f"that it is a {kind} was not read in any source here: write '{part.typed} {kind}' if it is"
            parts.append(replace(part, notes=(*part.notes, told)))
        else:
            parts.append(part)
    return replace(recipe, parts=tuple(parts))
