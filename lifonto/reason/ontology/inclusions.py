"""What axioms state of classes, as inclusions: everything in one expression is in another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations

from lifonto.owl.expressions import Complement, Expression, Junction, Named, Restriction
from lifonto.reason.ontology.axioms import Axiom
from lifonto.reason.ontology.documents import THING

Pair = tuple[Expression, Expression]


def inclusions_of(axioms: Iterable[Axiom]) -> Iterator[Pair]:
    """Yield (sub, super) for each inclusion that *axioms* state between classes, domains among them."""
    for axiom in axioms:
        left, right = axiom.left, classes_in(axiom.right)
        match axiom.word:
            case "Domain" if isinstance(left, Named):
                yield from ((Restriction(left, "some", Named(THING)), each) for each in right)
            case "SubClassOf":
                yield from ((sub, sup) for sub in classes_in([left]) for sup in right)
            case "EquivalentTo":
                yield from permutations(classes_in([left, *right]), 2)


def classes_in(terms: Iterable[object]) -> list[Expression]:
    """Return those of *terms* that are class expressions."""
    return [each for each in terms if isinstance(each, Named | Restriction | Junction | Complement)]


def conjuncts(terms: Iterable[object]) -> Iterator[object]:
    """Yield what all of *terms* together are all of, themselves where they are no conjunctions."""
    for each in terms:
        if isinstance(each, Junction) and each.word == "and":
            yield from conjuncts(each.operands)
        else:
            yield each


def is_existential(term: object) -> bool:
    """Tell whether *term* is an existential, or a conjunction with one in it."""
    return any(isinstance(each, Restriction) and each.quantifier == "some" for each in conjuncts([term]))
