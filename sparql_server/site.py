"""What the pages tell people beside the data: its name, the words for what is found, where the data say what."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Card:
    """A question on the front page with its answer, and the statements that the answer rests on."""

    question: str
    answer: str
    statements: tuple[str, ...]
    link: str
    to: str


@dataclass(frozen=True)
class Site:
    """The words and places of one collection; a server of anybody's file needs none of them.

    ``roles`` names the property that says each thing of a statement or reference (``subject``, ``species``…) and
    ``kinds`` its classes; ``themes`` are headings, each with the values of the role ``theme`` that stand under it.
    ``badges`` gives what deviates from the ordinary (a kind's or a value's identifier) a state of the style sheet
    and a word. ``stated`` and ``direct`` are the graphs of what is stated, and of the nearest superclasses that
    follow. ``standings`` says in words how well a source was seen; ``roots`` are where a tree may begin. ``verdicts``
    gives each outcome of a culture condition a state and a heading, ``conditions`` has examples by their names. All
    identifiers are CURIEs by the prefixes of the settings. ``notes`` warn programs of what they could trip over.
    """

    name: str = ""
    headline: str = ""
    lead: str = ""
    placeholder: str = ""
    licence: str = ""
    tries: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    stated: str = ""
    direct: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    badges: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    standings: Mapping[str, str] = field(default_factory=dict)
    verdicts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    conditions: Mapping[str, str] = field(default_factory=dict)
    cards: tuple[Card, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Site:
        """Read the words from the TOML file at *path*; an ontology folder may do without it."""
        if not path.is_file():
            return cls()
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        cards = tuple(Card(**{name: frozen(value) for name, value in card.items()}) for card in told.pop("cards", ()))
        known = {each.name for each in fields(cls)}
        return cls(cards=cards, **{name: frozen(value) for name, value in told.items() if name in known})


def frozen(value: Any) -> Any:
    """Return *value* with tuples for lists."""
    if isinstance(value, dict):
        return {name: frozen(each) for name, each in value.items()}
    return tuple(value) if isinstance(value, list) else value
