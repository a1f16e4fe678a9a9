"""Cell lines: the kind of cell that each is, its strain, and what was done to its genes."""

from __future__ import annotations

from dataclasses import dataclass

from lifonto.culture.knowledge import Knowledge


@dataclass(frozen=True)
class Line:
    """What a line is."""

    cell: str
    strain: str
    alterations: tuple[str, ...]


def lines_of(known: Knowledge) -> dict[str, Line]:
    """Return each line in the table of cell lines."""
    return {
        iri: Line(entry.one("cell"), entry.one("strain"), entry.says("altered"))
        for iri, entry in known.bench["cell_lines"].items()
    }
