"""Where a statement was seen to hold, and what two such contexts have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

PLACES = (  # a cell is of the tissue it is part of, and of the cell or tissue it derives from
    "http://purl.obolibrary.org/obo/BFO_0000050",
    "http://purl.obolibrary.org/obo/RO_0001000",
)
ANY_CELL = "http://purl.obolibrary.org/obo/CL_0000000"  # "cell": a record that says no more names no cell


@dataclass(frozen=True)
class Context:
    """The species, and the cells or tissues, in each of which something holds; empty where none is stated."""

    species: frozenset[str] = frozenset()
    cells: frozenset[str] = frozenset()


class Hierarchy:
    """Which species, cells and tissues are within which: subclasses, parts, and what derives from what."""

    def __init__(self, subclasses: Iterable[tuple[str, str]], links: Iterable[tuple[str, str, str]]) -> None:
        self.pairs = {*subclasses} | {(part, whole) for part, relation, whole in links if relation in PLACES}

    def shared(self, one: Context, other: Context) -> Context | None:
        """Return the context in which both hold, or None where none is known.

        Both must state a species, and the two be the same or one within the other; so with cells and tissues, unless
        neither states any. What is not stated is not shared.
        """
        species, cells = self.common(one.species, other.species), self.common(one.cells, other.cells)
        known = bool(species) and (bool(cells) or not (one.cells or other.cells))
        return Context(species, cells) if known else None

    def common(self, some: frozenset[str], others: frozenset[str]) -> frozenset[str]:
        """Return the narrower of each two, one of *some* and one of *others*, that are within one another."""
        found = {one for one in some for other in others if self.within(one, other)}
        found |= {other for one in some for other in others if self.within(other, one)}
        return frozenset(each for each in found if not any(self.narrower(other, each) for other in found))

    def within(self, one: str, other: str) -> bool:
        """Tell whether *one* is *other* or within it."""
        return one == other or (one, other) in self.pairs

    def narrower(self, one: str, other: str) -> bool:
        """Tell whether *one* is within *other*, and not the other way round."""
        return self.within(one, other) and not self.within(other, one)
