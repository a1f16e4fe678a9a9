"""Net effects along a cascade: the signs of its steps multiplied, with the route that bears them.

OWL 2 DL allows only half of the sign rules as property chains: all four together make the hierarchy of relations
irregular (OWL 2 Structural Specification §11.2). Two negatives that make a positive are therefore worked out here,
over signed steps, each of which is a statement with its evidence.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Sign = Literal[1, -1]
LONGEST = 8  # steps; beyond it a route through curated edges says little about biology


@dataclass(frozen=True, order=True)
class Step:
    """One signed causal statement: *subject* raises (+1) or lowers (-1) *object*; all by IRI."""

    subject: str
    object: str
    sign: Sign
    statement: str


@dataclass(frozen=True)
class Effect:
    """What *subject* does to *object* along the shortest route of at least two steps.

    ``sign`` is 0 where routes of the same length disagree; ``opposed`` tells that a longer route has the other sign.
    """

    subject: str
    object: str
    sign: Literal[1, 0, -1]
    opposed: bool
    route: tuple[Step, ...]


def net_effects(steps: Iterable[Step]) -> list[Effect]:
    """Return the net effect of every subject on every object it reaches in 2 to 8 steps, sorted.

    Where a step says it directly there is no net effect to work out. Ties between routes of the same sign and
    length are broken by the order of their steps, so that the same statements give the same routes.
    """
    onward: dict[str, list[Step]] = {}
    for step in sorted(set(steps)):
        onward.setdefault(step.subject, []).append(step)
    return [effect for source in sorted(onward) for effect in effects_of(source, onward)]


def effects_of(source: str, onward: dict[str, list[Step]]) -> Iterator[Effect]:
    """Yield the net effects of *source*, in the order of their objects."""
    routes = shortest_routes(source, onward)
    direct = {step.object for step in onward[source]}
    for target in sorted({node for node, _ in routes} - direct - {source}):
        raising, lowering = routes.get((target, 1)), routes.get((target, -1))
        best = min((route for route in (raising, lowering) if route), key=len)
        sign: Literal[1, 0, -1] = 1 if best is raising else -1
        opposed = raising is not None and lowering is not None
        if raising and lowering and len(raising) == len(lowering):
            sign = 0
        yield Effect(source, target, sign, opposed, best)


def shortest_routes(source: str, onward: dict[str, list[Step]]) -> dict[tuple[str, int], tuple[Step, ...]]:
    """Return the shortest route from *source* to each (node, sign) it reaches, found breadth first."""
    routes: dict[tuple[str, int], tuple[Step, ...]] = {(source, 1): ()}
    waiting = deque([(source, 1)])
    while waiting:
        node, sign = waiting.popleft()
        route = routes[node, sign]
        if len(route) == LONGEST:
            continue
        for step in onward.get(node, ()):
            reached = step.object, sign * step.sign
            if reached not in routes and step.object not in {passed.subject for passed in route}:
                routes[reached] = (*route, step)
                waiting.append(reached)
    return routes
