"""What the page is asked: a condition in its fields, a recipe in one go, or a table with many; and its address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from sparql_server.culture.questions import checked

SINGLE = ("name", "cell", "feeder", "matrix", "text", "table")
NAMES = {*SINGLE, "with", "drop"}


@dataclass(frozen=True)
class Asked:
    """What stands in the fields; ``medium`` has the ingredients one by one."""

    name: str = ""
    cell: str = ""
    medium: tuple[str, ...] = ()
    feeder: str = ""
    matrix: str = ""
    text: str = ""
    table: str = ""

    @classmethod
    def of(cls, given: MultiDict[str, str]) -> Asked:
        """Read the fields of a form or an address; ``drop`` is the number of the ingredient that is taken off."""
        said = {name: given.get(name, "").strip("\r\n ") for name in SINGLE}
        medium = [each.strip() for each in given.getlist("with")]
        dropped = given.get("drop", "")
        if dropped.isdecimal() and 0 < int(dropped) <= len(medium):
            medium[int(dropped) - 1] = ""
        return cls(medium=tuple(filter(None, medium)), **said)

    def pairs(self) -> list[tuple[str, str]]:
        """Return what its address says; what is empty is left out."""
        if self.table:
            return [("table", self.table)]
        single = [(name, value) for name in SINGLE if (value := getattr(self, name))]
        return [*single[:2], *(("with", each) for each in self.medium), *single[2:]]

    def address(self) -> str:
        """Return the query string that asks this."""
        return urlencode(self.pairs())

    def is_said_by(self, given: MultiDict[str, str]) -> bool:
        """Tell whether *given* says this, and nothing that is empty or taken off."""
        return sorted(self.pairs()) == sorted((name, value) for name, value in given.items(multi=True) if name in NAMES)

    def conditions(self) -> list[dict[str, str]]:
        """Return it as the checker is asked; nothing where nothing is asked. Raises Problem for what is too long."""
        if self.table:
            return [{"table": self.table}]
        said = {name: value for name, value in self.pairs() if name != "with"} | {"with": ", ".join(self.medium)}
        return [checked(said, "the condition")] if any(said.values()) else []

    def plus(self, medium: Iterable[str], feeder: str = "") -> Asked:
        """Return this with more in the medium, and perhaps another feeder."""
        return replace(self, medium=(*self.medium, *medium), feeder=feeder or self.feeder)

    def instead(self, place: int, text: str) -> Asked:
        """Return this with *text* for the ingredient at *place*."""
        return replace(self, medium=(*self.medium[:place], text, *self.medium[place + 1 :]))

    def without(self, place: int) -> Asked:
        """Return this without the ingredient at *place*."""
        return replace(self, medium=(*self.medium[:place], *self.medium[place + 1 :]))

    def line(self, name: str = "") -> str:
        """Return it as a line of a table."""
        if self.text:
            return " ".join(self.text.split())
        cells = (name or self.name, self.cell, ", ".join(self.medium), self.feeder, self.matrix)
        return "\t".join(" ".join(each.split()) for each in cells)


def of_fields(told: dict[str, Any]) -> Asked | None:
    """Return the condition that was judged in fields of its own; None where only the whole of it is understood."""
    typed, fields = told["typed"], told["fields"]
    if fields:
        medium = tuple(text for _, text in fields["medium"])
        return Asked(cell=fields["cell"], medium=medium, feeder=fields["feeder"], matrix=fields["matrix"])
    if typed["text"]:
        return None
    medium = tuple(filter(None, [typed["with"]]))
    return Asked(cell=typed["cell"], medium=medium, feeder=typed["feeder"], matrix=typed["matrix"])
