"""From a recipe as it was read to a condition in terms of the ontology."""

from __future__ import annotations

from collections.abc import Mapping

from lifonto.culture.condition import Condition
from lifonto.culture.lines import Line
from lifonto.culture.recipe import CELLS, Recipe

ANY_CELL = "http://purl.obolibrary.org/obo/CL_0000000"  # of a kind that is not known


def condition_of(recipe: Recipe, lines: Mapping[str, Line], plain_feeder: str = "") -> Condition:
    """Return what *recipe* means, with what its cell line is; a word that is not understood is kept as unknown.

    A feeder of which no more is said than that it is one gives way to any other.
    """
    grown = [lines[each] for each in recipe.of("line") if each in lines]
    strains = [*recipe.of("strain"), *(line.strain for line in grown if line.strain)]
    feeders = sorted(recipe.of("feeder"), key=lambda each: each == plain_feeder)
    return Condition(
        cell=cell_of(recipe, grown),
        alterations=frozenset([*recipe.of("alteration"), *(each for line in grown for each in line.alterations)]),
        strain=next(iter(strains), None),
        line=next(iter(recipe.of("line")), None),
        media=recipe.of("medium"),
        added=recipe.of("ingredient"),
        left_out=recipe.of("ingredient", "medium", absent=True),
        unknown=recipe.unknown,
        feeder=next(iter(feeders), None),
        matrix=next(iter(recipe.of("matrix")), None),
    )


def cell_of(recipe: Recipe, grown: list[Line]) -> str:
    """Return the kind of cell: as it is named, else that of the line, else what a loose word such as *ES* means."""
    if any(part.role in CELLS and part.how in ("ambiguous", "unknown") for part in recipe.parts):
        return ANY_CELL  # what was done to them may change everything
    named = [part for part in recipe.parts if part.role == "cell" and part.term]
    plain = [part.term for part in named if part.how != "assumed"]
    loose = [part.term for part in named if part.how == "assumed"]
    kinds = [line.cell for line in grown if line.cell]
    return next(filter(None, [*plain, *kinds, *loose]), ANY_CELL)
