"""Everything above something, where what is directly above each is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Each = TypeVar("Each")


def ancestors(one: Each, over: Mapping[Each, set[Each]]) -> frozenset[Each]:
    """Return *one* and everything *over* it, directly or not."""
    found, waiting = {one}, [one]
    while waiting:
        fresh = over.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return frozenset(found)
