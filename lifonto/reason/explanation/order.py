"""The order of an argument: the axioms of an explanation as one would say them, from what is known to what follows.

It begins with the axioms about the class asked about, goes on to what they lead to, each class in turn; then come the
rules about relations, and last the definition that is met.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from lifonto.reason.values.axioms import INDIVIDUAL, SORTS, Axiom, Chain, entities, names_in
from lifonto.reason.values.expressions import Expression, Junction, Named, Restriction
from lifonto.reason.values.functional import write

UNFOLD, RULE, FOLD = range(3)


def in_order(axioms: Iterable[Axiom], sub: Expression | None = None) -> tuple[Axiom, ...]:
    """Return *axioms*, from which something follows of *sub*, in the order of the argument."""
    left = sorted(axioms, key=write)
    known = dict.fromkeys(sorted(names_in(sub))) if sub is not None else {}
    said: list[Axiom] = []
    while left:
        following = min(left, key=lambda axiom: turn(axiom, list(known)))
        left.remove(following)
        said.append(following)
        known.update(dict.fromkeys(sorted(following.names() - known.keys())))
    return tuple(said)


def turn(axiom: Axiom, known: list[str]) -> tuple[object, ...]:
    """Return how late *axiom* is said when the names *known* have come up: what cannot be used yet comes last."""
    parts: Any = axiom.parts
    if INDIVIDUAL in SORTS[axiom.kind]:
        places = [place(each.iri, known) for each in entities(axiom) if each.kind == INDIVIDUAL]
        return (False, UNFOLD, min(places, default=0))
    match axiom.kind, parts:
        case "SubClassOf" | "EquivalentClasses", (Named(name), *_) if name in known:
            return (False, UNFOLD, place(name, known), axiom.kind == "SubClassOf", complexity(axiom))
        case "EquivalentClasses", (_, *right):
            met = any(is_met(each, known) for each in right)
            return (not met, FOLD, complexity(axiom))
        case "SubClassOf", (Named(), _):
            return (True, UNFOLD, 0, complexity(axiom))
        case "SubClassOf", (left, _):
            return (not is_met(left, known), RULE, complexity(axiom))
        case "DisjointClasses" | "DisjointUnion", _:
            return (not axiom.names() <= {*known}, FOLD, complexity(axiom))
    links = parts[0].links if isinstance(parts[0], Chain) else parts[:1]
    ready = all(names_in(link) <= {*known} for link in links)
    return (not ready, RULE, complexity(axiom))


def place(name: str, known: Collection[str]) -> int:
    """Return where *name* stands among those *known*."""
    return list(known).index(name) if name in known else len(known)


def complexity(axiom: Axiom) -> int:
    """Return how much there is to say: a class before a relation to one."""
    return sum(not isinstance(each, Named) for each in axiom.parts[1:]) + len(axiom.names())


def is_met(term: object, known: Collection[str]) -> bool:
    """Tell whether what *term* asks for has come up."""
    match term:
        case Named(name):
            return name in known
        case Junction(word, operands):
            return (all if word == "and" else any)(is_met(each, known) for each in operands)
        case Restriction(relation, _, filler, _):
            return names_in(relation) <= {*known} and is_met(filler, known)
    return names_in(term) <= {*known}  # type: ignore[arg-type]
