"""Circles of asserted parents, found before owlready2 makes Python classes of them and fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from lifonto.errors import LifontoError
from lifonto.owl.names import Names
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.manchester import parse
from lifonto.tables.mistakes import Mistakes
from lifonto.tables.rows import Cell, Row


def refuse_cycles(rows: Iterable[Row], names: Names, mistakes: Mistakes) -> set[Cell]:
    """Note every circle of parents in *rows* as a mistake, and return the cells that close them.

    Names that are not known are left to be noted when they are stated.
    """
    edges = {(sub, sup): cell for sub, sup, cell in parents(rows, names)}
    closing: set[Cell] = set()
    while circle := find_cycle(edges):
        cell = edges.pop((circle[0], circle[1]))
        way = ", ".join(names.prefixes.contract(iri) for iri in circle)
        labels = ", ".join(names.called(iri) for iri in circle)
        mistakes.add(cell.place, f"the hierarchy goes round in a circle: {labels} ({way})")
        closing.add(cell)
    return closing


def parents(rows: Iterable[Row], names: Names) -> Iterator[tuple[str, str, Cell]]:
    """Yield (subclass, named superclass, cell that says so) as IRIs."""
    for row in rows:
        cell, about = row.cell("SC"), row.cell("ABOUT")
        if cell is None or not row.text("ID"):
            continue
        for value in cell.values:
            try:
                subjects = [names.find(name).iri for name in about.values] if about else [names.iri(row.text("ID"))]
                parent = parse(value, lambda name: names.find(name).iri)
            except LifontoError:
                continue
            if isinstance(parent, Named):
                yield from ((subject, parent.name, cell) for subject in subjects)


def find_cycle(edges: Iterable[tuple[str, str]]) -> list[str] | None:
    """Return one circle as the IRIs along it, the first again at the end, or None where there is none."""
    above: dict[str, set[str]] = {}
    for sub, sup in edges:
        above.setdefault(sub, set()).add(sup)
    try:
        TopologicalSorter(above).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]  # each is a predecessor of the next: read it backwards to go up
        return circle[::-1]
    return None
