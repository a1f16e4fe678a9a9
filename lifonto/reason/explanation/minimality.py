"""What a handful of axioms entail by themselves, asked of the whole reasoner: cases and all."""

from __future__ import annotations

from collections.abc import Iterable

from lifonto.owl.expressions import Expression
from lifonto.reason.model.knowledge import KnowledgeBase
from lifonto.reason.ontology.axioms import AnyAxiom
from lifonto.reason.ontology.rdfxml import document
from lifonto.reason.reasoners.rust import Rustdl


def entails(axioms: Iterable[AnyAxiom], sub: Expression, sup: Expression) -> bool:
    """Tell whether ``sub SubClassOf sup`` follows from *axioms* and nothing else."""
    return KnowledgeBase(document(list(axioms)), Rustdl()).entails(sub, sup)


def smallest(axioms: frozenset[AnyAxiom], sub: Expression, sup: Expression) -> frozenset[AnyAxiom]:
    """Return *axioms*, which entail ``sub SubClassOf sup``, without those that it does not take."""
    for axiom in sorted(axioms, key=lambda each: each.text()):
        if entails(axioms - {axiom}, sub, sup):
            axioms = axioms - {axiom}
    return axioms
