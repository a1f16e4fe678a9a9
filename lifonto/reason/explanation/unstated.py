"""What follows directly and is not stated: the subclass relations that a reader of the axioms has to work out."""

from __future__ import annotations

from collections.abc import Iterable

from lifonto.reason.reasoners.taxonomy import Taxonomy
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.vocabulary import THING

Pair = tuple[str, str]


def unstated(taxonomy: Taxonomy, axioms: Iterable[Axiom]) -> list[Pair]:
    """Return each (sub, super) of *taxonomy* with no class between that none of *axioms* says, in order."""
    direct = {
        (sub, sup)
        for sub in taxonomy.above
        for sup in taxonomy.parents(sub) | taxonomy.equivalents(sub)
        if sup != THING
    }
    return sorted(direct - set(stated(axioms)))


def stated(axioms: Iterable[Axiom]) -> Iterable[Pair]:
    """Yield the (sub, super) that one of *axioms* is, between named classes."""
    for axiom in axioms:
        match axiom:
            case Axiom("SubClassOf", (Named(sub), Named(sup))):
                yield sub, sup
