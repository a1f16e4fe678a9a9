"""The order of an argument: the axioms of an explanation as one would say them, from what is known to what follows.

It begins with what is said of the class asked about, goes on to what that leads to, each class in turn; then come the
rules about relations, and last the definition that is met.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from lifonto.owl.expressions import Expression, Junction, Named, Restriction
from lifonto.reason.ontology.axioms import AnyAxiom, Axiom, Chain, Fact, names_in

UNFOLD, RULE, FOLD = range(3)


def argument(axioms: Iterable[AnyAxiom], sub: Expression | None = None) -> tuple[AnyAxiom, ...]:
    """Return *axioms*, from which something follows of *sub*, in the order of the argument."""
    left = sorted(axioms, key=lambda axiom: axiom.text())
    known = dict.fromkeys(sorted(names_in(sub))) if sub is not None else {}
    said: list[AnyAxiom] = []
    while left:
        following = min(left, key=lambda axiom: turn(axiom, list(known)))
        left.remove(following)
        said.append(following)
        known.update(dict.fromkeys(sorted(following.names() - known.keys())))
    return tuple(said)


def turn(axiom: AnyAxiom, known: list[str]) -> tuple[object, ...]:
    """Return how late *axiom* is said when the names *known* have come up: what cannot be used yet comes last."""
    if isinstance(axiom, Fact):
        return (False, UNFOLD, place(axiom.subject.name, known))
    if not isinstance(axiom, Axiom):
        return (True, FOLD, 0)
    match axiom.left, axiom.word:
        case Named(name), "Type" | "SameAs" | "DifferentFrom":
            return (False, UNFOLD, place(name, known))
        case Named(name), "SubClassOf" | "EquivalentTo" if name in known:
            return (False, UNFOLD, place(name, known), axiom.word != "EquivalentTo", complexity(axiom))
        case _, "EquivalentTo":
            met = any(is_met(each, known) for each in axiom.right)
            return (not met, FOLD, complexity(axiom))
        case Named(name), "SubClassOf":
            return (True, UNFOLD, 0, complexity(axiom))
        case left, "SubClassOf":
            return (not is_met(left, known), RULE, complexity(axiom))
        case _, "DisjointWith" | "DisjointUnionOf":
            return (not axiom.names() <= {*known}, FOLD, complexity(axiom))
    links = axiom.left.links if isinstance(axiom.left, Chain) else (axiom.left,)
    ready = all(names_in(link) <= {*known} for link in links)
    return (not ready, RULE, complexity(axiom))


def place(name: str, known: Collection[str]) -> int:
    """Return where *name* stands among those *known*."""
    return list(known).index(name) if name in known else len(known)


def complexity(axiom: Axiom) -> int:
    """Return how much there is to say: a class before a relation to one."""
    return sum(not isinstance(each, Named) for each in axiom.right) + len(axiom.names())


def is_met(term: object, known: Collection[str]) -> bool:
    """Tell whether what *term* asks for has come up."""
    match term:
        case Named(name):
            return name in known
        case Junction(word, operands):
            return (all if word == "and" else any)(is_met(each, known) for each in operands)
        case Restriction(relation, _, filler, _):
            return names_in(relation) <= {*known} and is_met(filler, known)
        case str():
            return False
    return names_in(term) <= {*known}  # type: ignore[arg-type]
