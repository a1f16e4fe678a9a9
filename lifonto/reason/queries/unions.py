"""What an ontology states by cases, and of all that something is related to: unions, and universals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lifonto.reason.links.canonical import denied
from lifonto.reason.queries.alternatives import count
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Expression, Junction, Named, Restriction, conjuncts
from lifonto.reason.values.inclusions import inclusions_of
from lifonto.reason.values.vocabulary import THING


class Union(NamedTuple):
    """Each instance *of* an expression is in one or more of the *parts*."""

    of: Expression
    parts: tuple[Expression, ...]


class Universal(NamedTuple):
    """Whatever an instance *of* an expression is related to by *relation* is a *filler*."""

    of: Expression
    relation: str
    filler: Expression


def unions_of(axioms: Iterable[Axiom]) -> Iterator[Union]:
    """Yield the unions that *axioms* state: on the right, or by a complement on the left."""
    for sub, sup in inclusions_of(axioms):
        told = [each for each in conjuncts(sub) if not denied(each)]
        of = Junction("and", tuple(told)) if told else Named(THING)
        if cases := tuple(operand for each in conjuncts(sub) if (operand := denied(each))):
            yield Union(of, (*cases, sup))
        yield from (Union(of, each.operands) for each in conjuncts(sup) if isinstance(each, Junction))


def universals_of(axioms: Iterable[Axiom]) -> Iterator[Universal]:
    """Yield the universals that *axioms* state."""
    for sub, sup in inclusions_of(axioms):
        for each in conjuncts(sup):
            match each:
                case Restriction(Named(relation), "only", filler, _):
                    yield Universal(sub, relation, filler)


def is_nested(expression: Expression) -> bool:
    """Tell whether *expression* has a union within a filler or within another union."""
    return any(
        count(part) > 1
        for each in conjuncts(expression)
        for part in (each.operands if isinstance(each, Junction) else (each,))
    )
