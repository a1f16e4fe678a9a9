"""A recipe: what was typed, and what each part of it was taken to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from lifonto.culture.amounts import Amount
from lifonto.culture.lexicon import Kind, Name

How = Literal["name", "spelling", "read as", "assumed", "ambiguous", "unknown", "set aside"]
CELLS: tuple[Kind, ...] = ("cell", "line", "strain", "alteration")
UNDERSTOOD: tuple[How, ...] = ("name", "spelling", "read as", "assumed")


@dataclass(frozen=True)
class Typed:
    """A condition in the words of the one who asks; ``text`` says it in one go, as in *E14 in 2i on gelatin*."""

    cell: str = ""
    medium: str = ""
    feeder: str = ""
    matrix: str = ""
    text: str = ""
    name: str = ""

    def __str__(self) -> str:
        """Say it in a line."""
        ground = [each for each in (self.feeder, self.matrix) if each.strip()]
        told = f"{self.cell or 'cells that are not named'} in {self.medium or 'a medium that is not named'}"
        return " ".join((self.text or f"{told}{' on ' + ' and '.join(ground) if ground else ''}").split())


@dataclass(frozen=True)
class Part:
    """A word or words as *typed*, the *role* they have, and the *term* they mean, if any is known.

    ``names``: of what is ambiguous, all that it may mean; of what is unknown, the nearest of its kind. ``also``: what
    else is called so. ``aside``: words that were left out of account.
    """

    typed: str
    role: Kind
    how: How
    term: str | None = None
    label: str = ""
    amount: Amount | None = None
    absent: bool = False
    names: tuple[Name, ...] = ()
    also: tuple[Name, ...] = ()
    aside: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recipe:
    """The *parts* of what was *typed*, in their order."""

    typed: Typed
    parts: tuple[Part, ...] = field(default=())

    def of(self, *roles: Kind, absent: bool = False) -> tuple[str, ...]:
        """Return the terms that have one of these *roles*, each once."""
        found = (each.term for each in self.parts if each.role in roles and each.absent == absent)
        return tuple(dict.fromkeys(term for term in found if term))

    @property
    def unknown(self) -> tuple[str, ...]:
        """The words that nobody knows, or that may mean several things, as they were typed."""
        return tuple(dict.fromkeys(each.typed for each in self.parts if each.how in ("ambiguous", "unknown")))
