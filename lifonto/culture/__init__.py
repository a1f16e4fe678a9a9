"""Culture conditions: what comes of cells in a condition that somebody describes, as the ontology has it.

A condition is put into the terms of the ontology, and a reasoner says which rules it falls under. No rule, ingredient
or cell is known to this package.
"""

from lifonto.culture.condition import Condition
from lifonto.culture.gaps import Fact, Settling, Unless
from lifonto.culture.knowledge import Knowledge, Statement
from lifonto.culture.outcomes import Outcome
from lifonto.culture.reasons import Reason
from lifonto.culture.verdict import Checker, Verdict

__all__ = [
    "Checker",
    "Condition",
    "Fact",
    "Knowledge",
    "Outcome",
    "Reason",
    "Settling",
    "Statement",
    "Unless",
    "Verdict",
]
