"""How each word of a recipe was understood, told in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lifonto.culture.lexicon import Name
from lifonto.culture.recipe import UNDERSTOOD, Part, Recipe
from lifonto.finding.spelling import key


@dataclass(frozen=True)
class Wording:
    """Says how the parts of a recipe were understood; *call* has the label of a term."""

    call: Callable[[str], str]

    def lines(self, recipe: Recipe) -> Iterator[str]:
        """Yield a line for each part of *recipe* that needs a word, plain ones together in the first."""
        if plain := [self.said(part) for part in recipe.parts if is_plain(part)]:
            yield "; ".join(plain)
        yield from (self.said(part) for part in recipe.parts if not is_plain(part) and part.how in UNDERSTOOD)
        yield from (self.puzzle(part) for part in recipe.parts if part.how in ("ambiguous", "unknown"))
        yield from (f"{part.typed!r} was set aside" for part in recipe.parts if part.how == "set aside")

    def said(self, part: Part) -> str:
        """Say what an understood *part* was taken to be."""
        told = f"{'no ' if part.absent else ''}{part.label}{f' {part.amount.typed}' if part.amount else ''}"
        if part.how in ("read as", "assumed"):
            told = f"{part.typed!r} read as {told}"
        if part.aside:
            told += f" ({', '.join(part.aside)} set aside)"
        if part.also:
            told += f"; {part.typed!r} may also mean {self.listed(part.also)}"
        return "; ".join([told, *part.notes])

    def puzzle(self, part: Part) -> str:
        """Say what is not understood, and what it may be."""
        missing = " (left out)" if part.absent else ""
        if part.how == "ambiguous":
            may = f" may be {self.listed(part.names, 'or')}: write which" if len(part.names) > 1 else " is not clear"
            return "; ".join([f"{part.typed!r}{missing}{may}", *part.notes])
        verb = "name is" if len(part.names) == 1 else "names are"
        near = f"the nearest {verb} {self.listed(part.names)}" if part.names else "nothing here has a similar name"
        return f"{part.typed!r}{missing} is not known; {near}"

    def listed(self, names: Iterable[Name], last: str = "and") -> str:
        """Return *names* as a list in words, each with the label of its term where that is another."""
        told = []
        for each in names:
            label = self.call(each.term)
            told.append(label if key(each.written) in key(label) else f"{each.written} ({label})")
        return in_words(told, last)


def is_plain(part: Part) -> bool:
    """Tell whether *part* is what it was typed as, and nothing more is to be said."""
    return part.how in ("name", "spelling") and not (part.also or part.notes or part.aside)


def in_words(words: Iterable[str], last: str = "and") -> str:
    """Return *words* as a list."""
    *first, end = list(words) or [""]
    return f"{', '.join(first)} {last} {end}" if first else end
