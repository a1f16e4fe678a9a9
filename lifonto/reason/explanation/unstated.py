"""What follows directly and is not stated: the subclass relations that a reader of the axioms has to work out."""

from __future__ import annotations

from collections.abc import Iterable

from lifonto.owl.expressions import Named
from lifonto.reason.ontology.axioms import AnyAxiom, Axiom
from lifonto.reason.ontology.documents import THING
from lifonto.reason.reasoners.taxonomy import Taxonomy

Pair = tuple[str, str]


def unstated(taxonomy: Taxonomy, axioms: Iterable[AnyAxiom]) -> list[Pair]:
    """Return each (sub, super) of *taxonomy* with no class between that none of *axioms* says, in order."""
    direct = {
        (sub, sup)
        for sub in taxonomy.above
        for sup in taxonomy.parents(sub) | taxonomy.equivalents(sub)
        if sup != THING
    }
    return sorted(direct - set(stated(axioms)))


def stated(axioms: Iterable[AnyAxiom]) -> Iterable[Pair]:
    """Yield the (sub, super) that one of *axioms* is, between named classes."""
    for axiom in axioms:
        if isinstance(axiom, Axiom) and isinstance(axiom.left, Named) and axiom.word == "SubClassOf":
            yield from ((axiom.left.name, each.name) for each in axiom.right if isinstance(each, Named))
