"""From a recipe as it was read to a condition in terms of the ontology."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lifonto.culture.condition import Condition
from lifonto.culture.knowledge import CultureKnowledge
from lifonto.culture.lines import Line
from lifonto.culture.recipe import Recipe

ANY_CELL = "http://purl.obolibrary.org/obo/CL_0000000"  # of a kind that is not known


def condition_of(recipe: Recipe, lines: Mapping[str, Line], known: CultureKnowledge) -> Condition:
    """Return what *recipe* means, with what its cell line is; a word that is not understood is kept as unknown."""
    grown = [lines[each] for each in recipe.of("line") if each in lines]
    kinds = [line.cell for line in grown if line.cell and line.is_read]
    strains = [line.strain for line in grown if line.strain]
    changes = [each for line in grown for each in line.alterations]
    return Condition(
        cell=special([*recipe.of("cell"), *kinds], known) or ANY_CELL,
        alterations=frozenset([*recipe.of("alteration"), *changes]),
        strain=special([*recipe.of("strain"), *strains], known),
        line=next(iter(recipe.of("line")), None),
        media=recipe.of("medium"),
        added=recipe.of("ingredient"),
        left_out=recipe.of("ingredient", "medium", absent=True),
        unknown=recipe.unknown,
        feeder=special(recipe.of("feeder"), known),
        matrix=next(iter(recipe.of("matrix")), None),
    )


def special(terms: Iterable[str], known: CultureKnowledge) -> str | None:
    """Return the first of *terms* that has no other of them below it."""
    wanted = list(terms)
    wider = {above for each in wanted for above in known.above(each) - {each}}
    return next((each for each in wanted if each not in wider), None)
