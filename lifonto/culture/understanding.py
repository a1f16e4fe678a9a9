"""From a recipe as it was read to a condition in terms of the ontology."""

from __future__ import annotations

from collections.abc import Iterable

from lifonto.culture.condition import Condition
from lifonto.culture.knowledge import CultureKnowledge
from lifonto.culture.lexicon import Lexicon
from lifonto.culture.recipe import Recipe

ANY_CELL = "http://purl.obolibrary.org/obo/CL_0000000"  # of a kind that is not known


def condition_of(recipe: Recipe, lexicon: Lexicon, known: CultureKnowledge) -> Condition:
    """Return what *recipe* means; a word that is not understood is kept as unknown."""
    return Condition(
        cell=cell_of(recipe, lexicon, known),
        alterations=frozenset(recipe.of("alteration")),
        strain=special(recipe.of("strain"), known),
        line=next(iter(recipe.of("line")), None),
        media=recipe.of("medium"),
        added=recipe.of("ingredient"),
        left_out=recipe.of("ingredient", "medium", absent=True),
        unknown=recipe.unknown,
        feeder=special(recipe.of("feeder"), known),
        matrix=next(iter(recipe.of("matrix")), None),
    )


def cell_of(recipe: Recipe, lexicon: Lexicon, known: CultureKnowledge) -> str:
    """Return the kind of cell that is grown: the narrowest that is named, or that of the line."""
    kinds = {name.term for name in lexicon.names if name.kind == "cell"}
    of_lines = [kind for line in recipe.of("line") for kind in known.above(line) & kinds]
    return special([*recipe.of("cell"), *of_lines], known) or ANY_CELL


def special(terms: Iterable[str], known: CultureKnowledge) -> str | None:
    """Return the first of *terms* that has no other of them below it."""
    wanted = list(terms)
    wider = {above for each in wanted for above in known.above(each) - {each}}
    return next((each for each in wanted if each not in wider), None)
