"""The hierarchy of data properties, which rustdl 0.4.42 is not told: what follows from it is spelled out instead.

Of ``w SubPropertyOf u``, ``w value 1 SubClassOf F`` and ``E SubClassOf w value 0`` rustdl concludes that E is below F,
which does not follow: with a data property above another it takes one value for any other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import Any

from lifonto.reason.values.ancestry import ancestors
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import DataRestriction, Named, parts_of
from lifonto.reason.values.vocabulary import LITERAL, NOTHING, TOP_DATA

HIERARCHY = ("SubDataPropertyOf", "EquivalentDataProperties")
UPWARDS = {"DataPropertyAssertion"}  # a value of a property is one of its superproperties
DOWNWARDS = {  # and of those below it
    *("DataPropertyDomain", "DataPropertyRange", "FunctionalDataProperty", "NegativeDataPropertyAssertion"),
}


def restrictions(axioms: Iterable[Axiom]) -> Iterator[DataRestriction]:
    """Yield the restrictions on data values in *axioms*."""
    parts: Any = (part for axiom in axioms for part in axiom.parts)
    yield from (each for part in parts for each in parts_of(part) if isinstance(each, DataRestriction))


def spelled_out(axioms: Iterable[Axiom]) -> Iterator[Axiom]:
    """Yield what follows from the hierarchy of data properties in *axioms* for what else they say."""
    stated = tuple(axioms)
    over: defaultdict[Any, set[Any]] = defaultdict(set)
    for axiom in stated:
        if axiom.kind in HIERARCHY:
            for sub, sup in [axiom.parts] if axiom.kind == HIERARCHY[0] else permutations(axiom.parts, 2):
                over[sub].add(sup)
    pairs = [(sub, sup) for sub in over for sup in ancestors(sub, over) - {sub} if sup != Named(TOP_DATA)]
    said = dict.fromkeys(restrictions(stated)) if pairs else {}
    for sub, sup in pairs:
        yield from between(sub, sup, said)
        yield from (moved for axiom in stated for moved in moves(axiom, sub, sup))
    for axiom in stated if pairs else ():
        if axiom.kind == "DisjointDataProperties":
            for each in over:
                if len(set(axiom.parts) & ancestors(each, over)) > 1:
                    yield Axiom("SubClassOf", (DataRestriction(each, "some", Named(LITERAL)), Named(NOTHING)))


def between(sub: Named, sup: Named, said: Iterable[DataRestriction]) -> Iterator[Axiom]:
    """Yield which restriction of *sub* is below which of *sup*, or the other way round, for each that is *said*."""
    some = DataRestriction(sub, "some", Named(LITERAL))
    for each in (some, *(each for each in said if each.relation in (sub, sup))):
        for word in ("min", "max") if each.quantifier == "exactly" else (each.quantifier,):
            low, high = (DataRestriction(one, word, each.filler, each.number) for one in (sub, sup))
            yield Axiom("SubClassOf", (high, low) if word in ("only", "max") else (low, high))


def moves(axiom: Axiom, sub: Named, sup: Named) -> Iterator[Axiom]:
    """Yield *axiom*, where it is one of *sub* or *sup*, for the other of them if it holds of that as well."""
    first, *rest = axiom.parts
    if axiom.kind in UPWARDS and first == sub:
        yield Axiom(axiom.kind, (sup, *rest))
    if axiom.kind in DOWNWARDS and first == sup:
        yield Axiom(axiom.kind, (sub, *rest))
