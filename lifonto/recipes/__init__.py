"""Tables of culture, spelled out: from what an ingredient counts as to the axioms that say what a medium lacks.

A curator writes what is in a medium and what each ingredient counts as. Whatever is absent follows: each *medium
without* a kind of ingredient, each disjointness, each definition of a medium, a rule or a published condition.
"""

from lifonto.recipes.bench import Bench, Entry, labelled, read_bench
from lifonto.recipes.document import bearing, document
from lifonto.recipes.rules import DECIDING
from lifonto.recipes.spelled_out import spelled_out

__all__ = ["DECIDING", "Bench", "Entry", "bearing", "document", "labelled", "read_bench", "spelled_out"]
