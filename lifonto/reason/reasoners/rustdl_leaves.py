"""The leaves of a tree of names: classes whose only axiom says that they are below one other named class.

Above such a class are that one and what is above it, and nothing else: any model of the rest stays a model when the
class has no instances. So the reasoner need not be told of it. Once it is gone the class above it may be such a leaf,
and a whole tree may go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from lifonto.reason.values.axioms import Axiom, Entity, entities
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import NOTHING, THING

Leaves = dict[str, str]  # a class and the one above it, after those below it


class Pruned(NamedTuple):
    """An ontology without its leaves, and the leaves."""

    ontology: Ontology
    leaves: Leaves


def pruned(declared: frozenset[Entity], axioms: Iterable[Axiom]) -> Pruned:
    """Return the ontology of *axioms*, which names no more than what is *declared*, without its leaves."""
    stated = tuple(axioms)
    leaves = leaves_of(stated)
    rest = tuple(each for each in stated if not ((found := pair(each)) and found[0] in leaves))
    return Pruned(Ontology(rest, frozenset(each for each in declared if each.iri not in leaves)), leaves)


def leaves_of(axioms: tuple[Axiom, ...]) -> Leaves:
    """Return the classes among *axioms* that can do without a reasoner."""
    above: Leaves = dict(filter(None, map(pair, axioms)))
    named = Counter(iri for axiom in axioms for _, iri in entities(axiom))
    ready = [each for each in above if named[each] == 1]
    leaves: Leaves = {}
    while ready:
        leaf = ready.pop()
        leaves[leaf] = over = above[leaf]
        named[over] -= 1
        if named[over] == 1 and over in above:
            ready.append(over)
    return leaves


def pair(axiom: Axiom) -> tuple[str, str] | None:
    """Return the two names of an *axiom* that says no more than that one class is below another."""
    match axiom:
        case Axiom("SubClassOf", (Named(sub), Named(sup))) if sup not in {THING, NOTHING}:
            return sub, sup
    return None


def plus(base: Pruned, axioms: Iterable[Axiom]) -> Pruned:
    """Return *base* with *axioms*, and again with the leaves that these name, and all above them."""
    added = tuple(axioms)
    waiting = [iri for axiom in added for _, iri in entities(axiom)]
    named: Leaves = {}
    while waiting:
        if (each := waiting.pop()) in base.leaves and each not in named:
            named[each] = base.leaves[each]
            waiting.append(base.leaves[each])
    again = (Axiom("SubClassOf", (Named(sub), Named(sup))) for sub, sup in named.items())
    leaves = {sub: sup for sub, sup in base.leaves.items() if sub not in named} if named else base.leaves
    return Pruned(base.ontology.plus((*again, *added)), leaves)


def put_back(leaves: Leaves, above: dict[str, frozenset[str]], empty: set[str]) -> None:
    """Add *leaves* to a hierarchy: what is *above* each class, and which are *empty*."""
    for leaf, over in reversed(leaves.items()):
        if over in empty:
            empty.add(leaf)
        else:
            above[leaf] = above[over] | {over}
