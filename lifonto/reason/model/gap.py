"""What is missing for a class to be a subclass of another: the conjuncts of its definition that do not follow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lifonto.owl.expressions import Expression, Junction, Named
from lifonto.reason.model.knowledge import KnowledgeBase
from lifonto.reason.ontology.axioms import AnyAxiom, Axiom
from lifonto.reason.ontology.documents import THING


@dataclass(frozen=True)
class Gap:
    """How far ``sub SubClassOf sup`` is from following.

    ``nearest``: the lowest superclasses of *sup* that *sub* does have; ``conjuncts``: each part of a definition of
    *sup* with whether *sub* meets it; ``excluded``: nothing can be an instance of both.
    """

    follows: bool
    nearest: tuple[str, ...]
    conjuncts: tuple[tuple[Expression, bool], ...]
    excluded: bool


def gap(base: KnowledgeBase, axioms: Iterable[AnyAxiom], sub: Expression, sup: Expression) -> Gap:
    """Work out what keeps ``sub SubClassOf sup`` from following from *base*, whose *axioms* hold the definitions."""
    above = base.ask(sup).superclasses
    parts = list(conjuncts(axioms, sup))
    follows, *met = base.entailed([(sub, sup), *((sub, each) for each in [*parts, *map(Named, above)])])
    reached = [iri for iri, holds in zip(above, met[len(parts) :], strict=True) if holds]
    return Gap(
        follows,
        tuple(sorted(base.taxonomy.lowest(reached))) or (THING,),
        tuple(zip(parts, met[: len(parts)], strict=True)),
        not base.satisfiable(Junction("and", (sub, sup))),
    )


def conjuncts(axioms: Iterable[AnyAxiom], sup: Expression) -> Iterable[Expression]:
    """Yield what *sup*, or each definition of it, asks for, one part at a time."""
    if not isinstance(sup, Named):
        yield from _parts(sup)
        return
    for axiom in axioms:
        if isinstance(axiom, Axiom) and axiom.word == "EquivalentTo" and axiom.left == sup:
            for definition in axiom.right:
                if not isinstance(definition, str):
                    yield from _parts(definition)


def _parts(expression: object) -> Iterable[Expression]:
    if isinstance(expression, Junction) and expression.word == "and":
        for operand in expression.operands:
            yield from _parts(operand)
    else:
        yield expression  # type: ignore[misc]
