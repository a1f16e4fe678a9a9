"""What else may be meant by a name that nothing has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Near:
    """A thing with a page, and what of it is near to the name asked for."""

    iri: str
    name: str
    folder: str = "terms"
    matched: str = ""


def near_names(wanted: str, most: int = 5) -> list[Near]:
    """Return what is called nearly *wanted*."""
    return []
