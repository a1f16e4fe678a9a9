"""Reading a condition as it was typed, into a recipe: no word is lost, and none is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lifonto.culture.lexicon import KINDS, Kind, Lexicon
from lifonto.culture.recipe import CELLS, Part, Recipe, Typed
from lifonto.culture.tokens import unbulleted
from lifonto.culture.walking import walk
from lifonto.errors import QueryError
from lifonto.finding.spelling import tidy, words

MEDIUM: tuple[Kind, ...] = ("medium", "ingredient", "matrix", "feeder", *CELLS)
GROUND: tuple[Kind, ...] = ("feeder", "matrix", "ingredient")
ANYTHING: tuple[Kind, ...] = ("cell", "feeder", "matrix", "medium", "ingredient", "line", "strain", "alteration")
NOTHING = ("", "none", "no", "0", "nofeeder", "nofeeders", "withoutfeeders", "feederfree", "na", "noneused", "without")
LONGEST = 20_000  # characters of one recipe


@dataclass(frozen=True)
class Reader:
    """Reads conditions with the names of a *lexicon*."""

    lexicon: Lexicon

    def read(self, typed: Typed) -> Recipe:
        """Return what each word of *typed* was taken to be."""
        parts = [*self.all_of(typed.text), *self.cells(typed.cell), *self.medium(typed.medium)]
        parts += [*self.ground(typed.feeder, "feeder"), *self.ground(typed.matrix, "matrix")]
        return Recipe(typed, tuple(parts))

    def all_of(self, text: str) -> list[Part]:
        """Read a condition that is said in one go: the cells first, if they are unknown."""
        found = self.parts(text, ANYTHING, "ingredient")
        lead = (
            rf"(\W|cells?\b|lines?\b|the\b)*{re.escape(found[0].typed)}\s+(cells?\b|lines?\b|(\S+\s+){{0,4}}?(in|on)\b)"
            if found
            else ""
        )
        nameless = not any(each.role in CELLS for each in found)
        if found and nameless and found[0].how == "unknown" and re.match(lead, tidy(text), re.IGNORECASE):
            near = self.lexicon.nearest(found[0].typed, ("cell", "line"))
            found[0] = replace(found[0], role="cell", names=near)
        return found

    def cells(self, text: str) -> list[Part]:
        """Read the cells."""
        return self.parts(text, CELLS, "cell")

    def medium(self, text: str) -> list[Part]:
        """Read the medium, with what it stands on if that is said."""
        return self.parts(text, MEDIUM, "ingredient")

    def ground(self, text: str, wanted: Kind) -> list[Part]:
        """Read feeders or a matrix."""
        return [] if "".join(words(text)) in NOTHING else self.parts(text, GROUND, wanted)

    def parts(self, text: str, kinds: Sequence[Kind], wanted: Kind) -> list[Part]:
        """Return the parts of *text*."""
        if len(text) > LONGEST:
            raise QueryError(f"a recipe may have {LONGEST} characters, this has {len(text)}: paste the medium alone")
        plain = unbulleted(tidy(text))
        return walk(plain, self.lexicon, kinds, wanted)


__all__ = ["KINDS", "Reader"]
