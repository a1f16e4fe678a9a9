"""A picture of statements: which terms are drawn, each in a box with its place, and what their relations look like."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Box:
    """A box: its name, the terms that it stands for (CURIEs), its place, and its look (big, drug, end)."""

    name: str
    terms: tuple[str, ...]
    row: float
    column: float
    look: str = ""


@dataclass(frozen=True)
class Picture:
    """What is drawn; a server of anybody's file has none.

    ``kinds`` are the classes of the statements that are drawn, ``contested`` the one whose sources disagree; ``marks``
    are the relations that raise, lower or bind; ``overview`` has row and column of the boxes of a narrow window;
    ``pathways`` names boxes; ``start`` and ``goal`` are the boxes of the path that is offered first; ``effects`` names
    what says of a net effect its sign, its length and what bears it; ``outcome`` says in words what is shown.
    """

    title: str = ""
    lead: str = ""
    outcome: str = ""
    start: str = ""
    goal: str = ""
    kinds: tuple[str, ...] = ()
    contested: str = ""
    overview: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    boxes: tuple[Box, ...] = ()
    effects: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pathways: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Picture:
        """Read the picture in the TOML file at *path*; an ontology folder may do without it."""
        if not path.is_file():
            return cls()
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        boxes = tuple(Box(**{**each, "terms": tuple(each["terms"])}) for each in told.pop("boxes"))
        marks, pathways = (
            {name: tuple(all) for name, all in told.pop(part, {}).items()} for part in ("marks", "pathways")
        )
        words = (told["title"], told["lead"], told["outcome"], told["from"], told["to"])
        overview = {name: tuple(place) for name, place in told.get("overview", {}).items()}
        kinds = (tuple(told["kinds"]), told.get("contested", ""))
        return cls(*words, *kinds, overview, boxes, told.get("effects", {}), marks, pathways)
