"""Rules by what triggers them: a name or a relation that every element under the rule has.

An element has a few dozen names and relations, and an ontology hundreds of rules, few of which can apply to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from lifonto.reason.values.expressions import Expression, Named, Restriction, conjuncts
from lifonto.reason.values.vocabulary import THING

Rule = TypeVar("Rule", bound=tuple[Expression, object])  # an expression first, and what follows of it
Triggered = dict[str, list[Rule]]
ALWAYS = ""


def triggered(rules: Iterable[Rule]) -> Triggered[Rule]:
    """Return *rules* by their triggers."""
    found: Triggered[Rule] = defaultdict(list)
    for rule in rules:
        triggers = sorted(filter(None, map(trigger, conjuncts(rule[0]))))
        found[triggers[0][1] if triggers else ALWAYS].append(rule)
    return found


def trigger(part: Expression) -> tuple[bool, str] | None:
    """Return what an instance of *part* has; a name sorts before a relation, which more elements have."""
    match part:
        case Named(name) if name != THING:
            return False, name
        case Restriction(Named(relation), "some"):
            return True, relation
    return None


def applicable(rules: Triggered[Rule], names: Iterable[str], links: Iterable[tuple[str, object]]) -> Iterator[Rule]:
    """Yield those of *rules* that an element with *names* and *links* may fall under."""
    for each in (ALWAYS, *sorted({*names, *(relation for relation, _ in links)})):
        yield from rules.get(each, ())
