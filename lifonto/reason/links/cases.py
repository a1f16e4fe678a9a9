"""Case analysis for the canonical model: what follows of a class because it follows in each of its cases.

EL rules draw nothing from ``X SubClassOf A or B``. Yet whatever is above both ``X and A`` and ``X and B`` is above X,
and what both are linked to X is linked to; a case that is impossible drops out. Each such inclusion, added to the
axioms, is one that the rules can go on with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lifonto.reason.reasoners.taxonomy import lowest
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Expression, Junction, Named, Restriction, conjuncts
from lifonto.reason.values.fresh import is_fresh
from lifonto.reason.values.vocabulary import NOTHING

Above = Mapping[str, frozenset[str]]
Links = Mapping[str, set[tuple[str, str]]]


class Cases(NamedTuple):
    """An expression, the name of its element, and those of the elements of its cases."""

    of: Expression
    element: str
    elements: tuple[str, ...]


def cases_in(sub: Expression, sup: Expression) -> Iterator[list[Expression]]:
    """Yield the cases of *sub* by each union that *sup* says it is within."""
    for each in conjuncts(sup):
        if isinstance(each, Junction):
            yield [Junction("and", (sub, case)) for case in each.operands]


def in_every_case(cases: Cases, above: Above, links: Links) -> Iterator[Axiom]:
    """Yield the inclusions that hold in each of *cases* and are not known of what they are cases of."""
    possible = [each for each in cases.elements if each in above]
    if cases.element not in above:
        return
    if not possible:
        yield Axiom("SubClassOf", (cases.of, Named(NOTHING)))
        return
    kinds = frozenset.intersection(*(above[each] for each in possible)) - above[cases.element] - {cases.element}
    reached = set.intersection(*(reach(each, above, links) for each in possible)) - reach(cases.element, above, links)
    yield from (Axiom("SubClassOf", (cases.of, Named(each))) for each in sorted(kinds) if not is_fresh(each))
    fillers: dict[str, set[str]] = {}
    for relation, filler in sorted(reached):
        fillers.setdefault(relation, set()).add(filler)
    for relation, found in fillers.items():
        for filler in sorted(lowest(found, above)):
            yield Axiom("SubClassOf", (cases.of, Restriction(Named(relation), "some", Named(filler))))


def reach(element: str, above: Above, links: Links) -> set[tuple[str, str]]:
    """Return the (relation, named class) that *element* is linked by and to."""
    found = ((relation, each) for relation, target in links[element] for each in (target, *above.get(target, ())))
    return {(relation, each) for relation, each in found if not is_fresh(each)}
