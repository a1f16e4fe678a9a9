"""What a handful of axioms entail by themselves, asked of the whole reasoner: the full procedure."""

from __future__ import annotations

from collections.abc import Iterable

from lifonto.errors import Inconsistent
from lifonto.reason.queries.knowledge import KnowledgeBase
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Expression
from lifonto.reason.values.functional import write
from lifonto.reason.values.ontology import Ontology


def entails(axioms: Iterable[Axiom], sub: Expression, sup: Expression) -> bool:
    """Tell whether ``sub SubClassOf sup`` follows from *axioms* and nothing else."""
    try:
        return KnowledgeBase(Ontology(tuple(axioms)), Rustdl()).entails(sub, sup)
    except Inconsistent:
        return True  # from a contradiction follows everything


def smallest(axioms: frozenset[Axiom], sub: Expression, sup: Expression) -> frozenset[Axiom]:
    """Return *axioms*, which entail ``sub SubClassOf sup``, without those that it does not take."""
    for axiom in sorted(axioms, key=write):
        if entails(axioms - {axiom}, sub, sup):
            axioms = axioms - {axiom}
    return axioms
