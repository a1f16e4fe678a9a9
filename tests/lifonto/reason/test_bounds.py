"""Beyond OWL 2 EL an expression is answered between two models: never wrong, and whole, or it is said to be undecided.

That is held to the full procedure, over ontologies whose named hierarchy EL rules find whole, as that of the release.
"""

from __future__ import annotations

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from sentences import read, term
from test_ready import BEYOND, CLASSES, DECLARED, RELATIONS, expressions, is_no_name

from lifonto.reason.queries.bounds import Bounds, Undecided
from lifonto.reason.queries.knowledge import Answer, KnowledgeBase
from lifonto.reason.queries.ready import ReadyBase
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Expression
from lifonto.reason.values.ontology import Ontology

RANDOM = settings(
    max_examples=150,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


def bounded(axioms: list[Axiom]) -> tuple[Bounds | None, KnowledgeBase]:
    """Return the bounds of *axioms*, None where EL rules do not find their hierarchy, and the full procedure."""
    told = Ontology((*DECLARED, *axioms))
    rules, whole = ReadyBase(told, Rustdl(saturation_only=True)), KnowledgeBase(told, Rustdl())
    if not rules.witnesses or rules.taxonomy.above != whole.taxonomy.above or whole.taxonomy.unsatisfiable:
        return None, whole
    return Bounds.of(told, rules.witnesses), whole


def found(answer: Answer) -> tuple[set[str] | None, set[str]]:
    """Return what is above and below, in the manner of the bounds."""
    above = {*answer.superclasses, *answer.equivalents} if answer.satisfiable else None
    return above, {*answer.subclasses, *answer.equivalents}


@given(st.lists(BEYOND, min_size=4, max_size=14), st.lists(expressions(CLASSES, RELATIONS), min_size=1, max_size=4))
@RANDOM
def test_what_the_bounds_decide_is_what_the_full_procedure_finds(
    axioms: list[Axiom], expressions: list[Expression]
) -> None:
    bounds, whole = bounded(axioms)
    assume(bounds is not None)
    assert bounds
    for asked in filter(is_no_name, expressions):
        try:
            around = bounds.around(asked)
        except Undecided:
            continue
        answer = whole.ask(asked)
        assert answer.notes or around == found(answer), asked


@pytest.mark.parametrize(
    ("axioms", "asked"),
    [
        (["A EquivalentTo B or C", "B SubClassOf r some D", "C SubClassOf r some E"], "r some Z"),
        (
            ["A EquivalentTo B or C", "B SubClassOf r some (D and (s some E))", "C SubClassOf r some (s some E)"],
            "r some (s some E)",
        ),
        (["A EquivalentTo B or C"], "B or C"),
        (["A EquivalentTo B or C", "H SubClassOf r some A"], "(r some B) or (r some C)"),
        (["A SubClassOf B or C", "B and D SubClassOf E", "C and D SubClassOf E"], "A and D"),
        (["A SubClassOf B or C", "B DisjointWith D", "C DisjointWith E"], "A and D and E"),
        (["A EquivalentTo B and (not (r some C))"], "A or (r some C)"),
        (["A SubClassOf r only B", "B DisjointWith C"], "A and (r some C)"),
        (["A SubClassOf r only B", "D SubClassOf A"], "D and (r some C)"),
        (["F EquivalentTo A or B", "B and E SubClassOf s some (C and D)", "C DisjointWith D"], "E and F"),
    ],
)
def test_what_takes_cases_is_decided(axioms: list[str], asked: str) -> None:
    bounds, whole = bounded([read(each) for each in axioms])
    assert bounds
    assert bounds.around(term(asked)) == found(whole.ask(term(asked)))
