"""A culture condition in the terms of the ontology, as IRIs."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Condition:
    """What is grown, in what, on what; what is not said is left to the rules, and amounts decide nothing.

    ``line`` implies what the line is: its kind of cell, its strain and its alterations stand in their own fields.
    Without a feeder there is none; without media and ingredients nothing is said of the medium.
    """

    cell: str
    alterations: frozenset[str] = frozenset()
    strain: str | None = None
    line: str | None = None
    media: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    feeder: str | None = None
    matrix: str | None = None

    def plus(self, extra: tuple[str, ...]) -> Condition:
        """Return this condition with *extra* ingredients."""
        return replace(self, added=(*self.added, *extra))
