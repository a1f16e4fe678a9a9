"""Long lines that only say again what a chain of shorter ones says; a picture without them can be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import hypot

from sparql_server.pages.cascade.statements import Line
from sparql_server.picture import Box

LONGEST = 4  # lines of a chain
SIGNS = {"raises": 1, "binds": 1, "lowers": -1}


def shortcuts(boxes: Sequence[Box], every: Iterable[Line]) -> set[Line]:
    """Return the lines that others make up for: the longest are tried first, and what is left bears the rest.

    What was checked is made up for only by what was checked, and what is contested neither makes up nor is left out.
    """
    places = {each.name: each for each in boxes}
    left = {each for each in every if not (each.is_negative or each.is_contested)}
    found = set()
    for line in sorted(left, key=lambda each: (-reach(places, each), each.subject, each.object)):
        others = {each for each in left if each != line and (line.is_partial or not each.is_partial)}
        if line.mark != "binds" and leads(line.subject, line.object, SIGNS[line.mark], onward(others)):
            left.remove(line)
            found.add(line)
    return found


def reach(places: Mapping[str, Box], line: Line) -> float:
    """Return how far apart the ends of *line* are."""
    one, other = places[line.subject], places[line.object]
    return hypot(one.row - other.row, one.column - other.column)


def onward(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Return the lines from each box."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.subject, []).append(line)
    return found


def leads(start: str, goal: str, sign: int, steps: Mapping[str, list[Line]]) -> bool:
    """Tell whether steps lead from *start* to *goal* with *sign*, in at least two; only the first may be a binding."""
    front = {(start, 1)}
    seen = set(front)
    for number in range(1, LONGEST + 1):
        front = {
            (line.object, had * SIGNS[line.mark])
            for at, had in front
            for line in steps.get(at, ())
            if number == 1 or line.mark != "binds"
        } - seen
        if number > 1 and (goal, sign) in front:
            return True
        seen |= front
    return False
