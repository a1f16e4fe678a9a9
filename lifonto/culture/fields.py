"""A recipe as a form has it: the cells, each ingredient by itself, feeder and matrix."""

from __future__ import annotations

from dataclasses import dataclass

from lifonto.culture.lexicon import Kind
from lifonto.culture.recipe import CELLS, Part, Recipe, Typed

MEDIUM: tuple[Kind, ...] = ("ingredient", "medium")


@dataclass(frozen=True)
class Fields:
    """What stands in each field; ``medium`` has each ingredient, with the place of its part in the recipe."""

    cell: str
    medium: tuple[tuple[int, str], ...]
    feeder: str
    matrix: str

    @classmethod
    def of(cls, recipe: Recipe) -> Fields:
        """Return what the fields of a form have to say for *recipe*; what was set aside is left out."""
        parts = [(place, part) for place, part in enumerate(recipe.parts) if part.how != "set aside"]
        cells, feeders, matrices = (
            ", ".join(
                written(part) for _, part in parts if part.role in roles and (part.role in CELLS or not part.absent)
            )
            for roles in (CELLS, ("feeder",), ("matrix",))
        )
        medium = tuple((place, written(part)) for place, part in parts if part.role in MEDIUM)
        return cls(cells, medium, feeders, matrices)

    @property
    def medium_texts(self) -> list[str]:
        """Each ingredient as it is written."""
        return [text for _, text in self.medium]

    def typed(self) -> Typed:
        """Return the condition that the fields say together."""
        return Typed(self.cell, ", ".join(self.medium_texts), self.feeder, self.matrix)


def written(part: Part) -> str:
    """Write *part* so that it is read again as what it is."""
    return " ".join(filter(None, ["no" if part.absent else "", part.amount.typed if part.amount else "", part.typed]))
