"""From a recipe as it was read to a condition in terms of the ontology: the words are told apart here, never guessed."""

from __future__ import annotations

from collections.abc import Iterator

from lifonto.culture.condition import Condition
from lifonto.culture.knowledge import CultureKnowledge
from lifonto.culture.lexicon import Lexicon
from lifonto.culture.recipe import Part, Recipe


def condition_of(recipe: Recipe, lexicon: Lexicon, known: CultureKnowledge) -> Condition:
    """Return what *recipe* means; a word that is not understood is kept as unknown."""
    line = next(iter(recipe.of("line")), None)
    strain = next(iter(recipe.of("strain")), None)
    return Condition(
        cell=cell_of(recipe, lexicon, known),
        alterations=frozenset(recipe.of("alteration")),
        strain=strain,
        line=line,
        media=recipe.of("medium"),
        added=recipe.of("ingredient"),
        left_out=recipe.of("ingredient", "medium", absent=True),
        unknown=recipe.unknown,
        feeder=most_special(recipe.of("feeder"), known),
        matrix=next(iter(recipe.of("matrix")), None),
    )
