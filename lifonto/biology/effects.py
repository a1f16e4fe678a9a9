"""Net effects along a cascade: the signs of its steps multiplied, with the route that bears them.

OWL 2 DL allows only half of the sign rules as property chains: all four together make the hierarchy of relations
irregular (OWL 2 Structural Specification §11.2). Two negatives that make a positive are therefore worked out here,
over signed steps, each of which is a statement with its context and evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from lifonto.biology.contexts import Context

Sign = Literal[1, -1]
LONGEST = 8  # steps; beyond it a route through curated edges says little about biology


@dataclass(frozen=True, order=True)
class Step:
    """One signed causal statement: *subject* raises (+1) or lowers (-1) *object*, in a context; all by IRI."""

    subject: str
    object: str
    sign: Sign
    statement: str
    context: Context = field(default=Context(), compare=False)


@dataclass(frozen=True)
class Route:
    """Steps from one thing to another that pass nothing twice, their sign, and the context that all of them share."""

    steps: tuple[Step, ...]
    sign: Sign
    context: Context


@dataclass(frozen=True)
class Effect:
    """What *subject* does to *object* along the shortest route of at least two steps, in the context of that route.

    ``sign`` is 0 where routes of the same length disagree; ``opposed`` tells that some route, of whatever length, has
    the other sign.
    """

    subject: str
    object: str
    sign: Literal[1, 0, -1]
    opposed: bool
    route: tuple[Step, ...]
    context: Context


Shared = Callable[[Context, Context], Context | None]


def anywhere(one: Context, other: Context) -> Context:
    """Let any two steps follow one another, whatever their contexts."""
    return Context()


def net_effects(steps: Iterable[Step], shared: Shared) -> list[Effect]:
    """Return the net effect of every subject on every object it reaches in 2 to 8 steps, sorted.

    A route goes on only while *shared* finds a context that all of its steps have in common. Where a step says it
    directly there is no net effect to work out. Ties between routes of the same sign and length are broken by the
    order of their steps, so that the same statements give the same routes.
    """
    onward: dict[str, list[Step]] = {}
    for step in sorted(set(steps)):
        onward.setdefault(step.subject, []).append(step)
    return [effect for source in sorted(onward) for effect in effects_of(source, onward, shared)]


def effects_of(source: str, onward: Mapping[str, list[Step]], shared: Shared) -> Iterator[Effect]:
    """Yield the net effects of *source*, in the order of their objects."""
    direct = {step.object for step in onward[source]}
    found: dict[str, list[Route]] = {}
    for route in routes_from(source, onward, shared):
        if route.steps[-1].object not in direct:
            found.setdefault(route.steps[-1].object, []).append(route)
    for target in sorted(found):
        best = min(found[target], key=lambda route: (len(route.steps), -route.sign, route.steps))
        others = [route for route in found[target] if route.sign != best.sign]
        tied = any(len(route.steps) == len(best.steps) for route in others)
        yield Effect(source, target, 0 if tied else best.sign, bool(others), best.steps, best.context)


def routes_from(source: str, onward: Mapping[str, list[Step]], shared: Shared) -> Iterator[Route]:
    """Yield every route of at least two steps from *source* that passes nothing twice."""
    waiting = [Route((step,), step.sign, step.context) for step in onward[source] if step.object != source]
    while waiting:
        route = waiting.pop()
        if len(route.steps) > 1:
            yield route
        if len(route.steps) < LONGEST:
            waiting += longer(route, onward, shared)


def longer(route: Route, onward: Mapping[str, list[Step]], shared: Shared) -> Iterator[Route]:
    """Yield *route* with each step more that it can take."""
    passed = {step.subject for step in route.steps}
    for step in onward.get(route.steps[-1].object, ()):
        context = shared(route.context, step.context)
        if context is not None and step.object not in passed and step.object != step.subject:
            sign: Sign = 1 if route.sign == step.sign else -1
            yield Route((*route.steps, step), sign, context)
