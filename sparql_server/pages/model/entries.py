"""The entries of a term's page: a class above, an entry elsewhere, a fact, what points here, a theme."""

from __future__ import annotations

from dataclasses import dataclass

from sparql_server.pages.model.findings import Finding
from sparql_server.pages.model.things import Thing


@dataclass(frozen=True)
class Parent(Thing):
    """A class above: stated by the curators, or worked out."""

    stated: bool = True


@dataclass(frozen=True)
class Other:
    """An entry for the same, more or less, in another resource."""

    how: str
    text: str
    to: str


@dataclass(frozen=True)
class Fact:
    """What else the data say of a thing: a property, which may have a page, and its values as links or as words."""

    property: Thing
    has_page: bool
    things: tuple[Thing, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Pointing:
    """Things that are in one relation to a term."""

    name: str
    things: tuple[Thing, ...]


@dataclass(frozen=True)
class Theme:
    """Findings under a heading."""

    name: str
    findings: tuple[Finding, ...]
