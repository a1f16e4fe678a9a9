"""What is missing for a class to be a subclass of another: the conjuncts of its definition that do not follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lifonto.reason.queries.knowledge import KnowledgeBase
from lifonto.reason.values.expressions import Expression, Junction, Named, conjuncts
from lifonto.reason.values.vocabulary import THING


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


def gap(base: KnowledgeBase, sub: Expression, sup: Expression) -> Gap:
    """Work out what keeps ``sub SubClassOf sup`` from following from *base*."""
    above = base.ask(sup).superclasses
    parts = [part for each in definitions(base, sup) for part in conjuncts(each)]
    follows, *met = base.entailed([(sub, sup), *((sub, each) for each in [*parts, *map(Named, above)])])
    reached = [iri for iri, holds in zip(above, met[len(parts) :], strict=True) if holds]
    return Gap(
        follows,
        tuple(sorted(base.taxonomy.lowest(reached))) or (THING,),
        tuple(zip(parts, met[: len(parts)], strict=True)),
        not base.satisfiable(Junction("and", (sub, sup))),
    )


def definitions(base: KnowledgeBase, sup: Expression) -> Iterator[Expression]:
    """Yield what *sup* is defined as; itself where it is no name."""
    if not isinstance(sup, Named):
        yield sup
        return
    for axiom in base.ontology.axioms:
        if axiom.kind == "EquivalentClasses" and sup in axiom.parts:
            others: Any = (each for each in axiom.parts if each != sup)
            yield from others
