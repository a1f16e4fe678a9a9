"""Which classes of a source come along with those that are wanted, and which of their parents are direct."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from lifonto.errors import TableError
from lifonto.reason.values.ancestry import ancestors


def nearest_common(wanted: Iterable[str], candidates: Iterable[str], above: Mapping[str, frozenset[str]]) -> set[str]:
    """Return those of *candidates* under which two of *wanted* meet for the first time.

    From below upwards each candidate is taken that has at least two taken or wanted classes below it with none of
    these between. So any two classes meet where they meet in the source, and no chain of single children comes along.
    To ask again with what was found adds nothing.
    """
    taken, known = set(wanted), set(candidates)
    below: dict[str, set[str]] = {}
    for each in (*taken, *known):
        for sup in above.get(each, ()):
            below.setdefault(sup, set()).add(each)
    found = set[str]()
    for each in sorted(known, key=lambda one: (-len(above[one]), one)):  # what is lower has more above it
        under = below.get(each, set()) & taken
        if len([one for one in under if not above[one] & under]) > 1:
            found.add(each)
            taken.add(each)
    return found


def lowest(parents: Iterable[str], over: Mapping[str, set[str]]) -> list[str]:
    """Return *parents* without those that are above another of them by *over*, the direct parents of everything."""
    some = set(parents)
    implied = {sup for each in some for sup in ancestors(each, dict(over)) - {each}}
    return sorted(some - implied)


def refuse_circles(over: Mapping[str, set[str]]) -> None:
    """Raise TableError where something would be above itself by *over*."""
    try:
        TopologicalSorter(over).prepare()
    except CycleError as error:
        way = ", ".join(error.args[1][::-1])
        raise TableError(
            f"with the parents of the source the hierarchy would go round in a circle: {way}; "
            "one of these parents is ours: take it out first"
        ) from error
