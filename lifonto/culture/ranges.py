"""What amounts of an ingredient published recipes use; an amount outside of them is told, and decides nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from lifonto.culture.amounts import Amount
from lifonto.culture.knowledge import Knowledge
from lifonto.culture.recipe import Part, Recipe

FEWEST = 3  # recipes that make a range


@dataclass(frozen=True)
class Ranges:
    """For an ingredient and a unit, the amounts that recipes use."""

    used: dict[tuple[str, str], list[Amount]]

    @classmethod
    def of(cls, known: Knowledge) -> Ranges:
        """Take the amounts from the table of recipes."""
        used: defaultdict[tuple[str, str], list[Amount]] = defaultdict(list)
        for line in known.bench["recipes"].values():
            amount = Amount.read(f"{line.one('amount')} {line.one('unit')}")
            if scaled := amount.scaled():
                used[line.one("ingredient"), scaled[2]].append(amount)
        return cls(dict(used))

    def noted(self, recipe: Recipe) -> Recipe:
        """Return *recipe* with a note on each amount that is outside of what the recipes use."""
        return replace(recipe, parts=tuple(map(self.note, recipe.parts)))

    def note(self, part: Part) -> Part:
        """Return *part*, with a note where its amount is outside of what the recipes use."""
        ours = part.amount.scaled() if part.amount and part.term and not part.absent else None
        used = self.used.get((part.term or "", ours[2]), []) if ours else []
        if not ours or len(used) < FEWEST:
            return part
        bounds = [(scaled[0], scaled[1], each.typed) for each in used if (scaled := each.scaled())]
        least, most = min(bounds), max(bounds, key=lambda each: each[1])
        if least[0] <= ours[0] and ours[1] <= most[1]:
            return part
        told = f"{least[2]} to {most[2]}" if least[0] < most[1] else least[2]
        told = f"the {len(used)} recipes here that say an amount use {told}"
        return replace(part, notes=(*part.notes, told))
