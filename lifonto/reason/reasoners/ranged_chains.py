"""Chains that end in a relation with a range, which OWL 2 EL rules out (OWL 2 Profiles §2.2.6).

Of ``r o s SubPropertyOf t`` and ``t Range C`` the EL rules of rustdl 0.4.42 do not see that what ``r o s`` leads to is
a ``C``, unless it is the range of ``s`` as well. With some relation that is an inverse it goes by rules that do, which
ask for no cases; without, it takes the ontology for one within OWL 2 EL and says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from lifonto.owl.expressions import Named
from lifonto.reason.ontology.axioms import AnyAxiom, Axiom, Chain
from lifonto.reason.ontology.documents import INCLUSION
from lifonto.reason.reasoners.taxonomy import ancestors


def ranged_chains(axioms: Iterable[AnyAxiom]) -> list[Axiom]:
    """Return the chains among *axioms* whose whole has a range that their last link has not."""
    stated = [each for each in axioms if isinstance(each, Axiom)]
    over: defaultdict[object, set[object]] = defaultdict(set)
    ranges: defaultdict[object, set[object]] = defaultdict(set)
    for axiom in stated:
        if axiom.word == "SubPropertyOf" and not isinstance(axiom.left, Chain):
            over[axiom.left].update(axiom.right)
        if axiom.word == "Range":
            ranges[axiom.left].update(axiom.right)

    def ranges_of(relation: object) -> set[object]:
        return set().union(*(ranges[each] for each in ancestors(relation, over)))

    chains = ((axiom, axiom.left.links[-1]) for axiom in stated if isinstance(axiom.left, Chain))
    return [axiom for axiom, last in chains if ranges_of(axiom.right[0]) - ranges_of(last)]


def inverse_for(chains: Iterable[Axiom]) -> list[AnyAxiom]:
    """Return the axiom that makes rustdl see the ranges of *chains*: a new relation is the inverse of one of theirs."""
    whole = next((each for axiom in chains for each in axiom.right if isinstance(each, Named)), None)
    return [Axiom(Named(f"{INCLUSION}inverse"), "InverseOf", (whole,))] if whole else []
