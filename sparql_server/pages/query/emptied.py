"""Why an answer is empty: the pattern that emptied it, and what may have been meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sparql_server.pages.query.meant import Hint, hints
from sparql_server.pages.query.patterns import Part, Query, read
from sparql_server.pages.query.reader import Unreadable
from sparql_server.pages.query.trial import Trial

BUDGET, EACH = 8.0, 4.0  # seconds, for all questions together and for one
MOST = 24  # patterns of a query that is looked into
NEVER_EMPTIES = {"OPTIONAL", "BIND"}
NAMES = {"FILTER": "this filter", "MINUS": "this MINUS", "UNION": "this part", "VALUES": "these values"}


@dataclass(frozen=True)
class Reason:
    """What emptied an answer: a sentence, the place and text of each pattern, and what may be meant."""

    sentence: str
    parts: tuple[tuple[int, int, str], ...] = ()
    hints: tuple[Hint, ...] = ()


def reason(text: str) -> Reason:
    """Say why the query *text*, whose prefixes are declared, has no solution."""
    try:
        query = read(text)
    except Unreadable:
        return Reason("This query is of a shape that is not looked into. Leave out one pattern after the other.")
    if not 0 < len(query.parts) <= MOST:
        return Reason("It has too many patterns to try each. Leave out one after the other.")
    trial = Trial(BUDGET, EACH, as_asked=True)
    if trial.holds(ask(query, query.parts)):
        return Reason("The patterns have solutions; what follows them (HAVING, LIMIT, OFFSET or VALUES) leaves none.")
    blamed = alone(query, trial) or left_out(query, trial) or together(query, trial)
    if blamed is None:
        return Reason("Which pattern empties it was not found in the time for that. Leave out one after the other.")
    sentence, parts = blamed
    told = tuple(dict.fromkeys(hint for part in parts[:2] for hint in hints(query, part, trial)))
    return Reason(sentence, tuple((part.start, part.end, shown(query, part)) for part in parts), told)


Blamed = tuple[str, list[Part]]


def alone(query: Query, trial: Trial) -> Blamed | None:
    """Find the patterns that nothing in the data fits, whatever stands beside them."""
    found = [part for part in query.parts if part.triple and trial.holds(ask(query, [part])) is False]
    if not found:
        return None
    these = "Nothing in the data fits this pattern" if len(found) == 1 else "Nothing in the data fits these patterns"
    return f"{these}, whatever stands beside it:" if len(found) == 1 else f"{these}, each by itself:", found


def left_out(query: Query, trial: Trial) -> Blamed | None:
    """Find the patterns without any one of which there are solutions."""
    found = [
        part
        for part in could_empty(query)
        if trial.holds(ask(query, [each for each in query.parts if each is not part]))
    ]
    if not found:
        return None
    if len(found) == 1:
        return f"Without {NAMES.get(found[0].kind, 'this pattern')} there are solutions:", found
    return "Leave out any one of these, and there are solutions:", found


def together(query: Query, trial: Trial) -> Blamed | None:
    """Find the pattern that leaves nothing of what those before it found."""
    so_far: list[Part] = []
    for part in query.parts:
        so_far.append(part)
        if part.kind not in NEVER_EMPTIES and trial.holds(ask(query, so_far)) is False:
            return "Up to here there are solutions, and with this pattern none:", [part]
    return None


def could_empty(query: Query) -> Iterator[Part]:
    """Yield the parts that can leave fewer solutions."""
    return (part for part in query.parts if part.kind not in NEVER_EMPTIES)


def ask(query: Query, parts: Sequence[Part]) -> str:
    """Return a query for one solution of *parts*."""
    body = "\n".join(part.text for part in parts)
    return f"{query.prologue} SELECT (1 AS ?one) {query.dataset} WHERE {{ {body} }} LIMIT 1"


def shown(query: Query, part: Part) -> str:
    """Return a part as the query writes it, on one line."""
    return " ".join(query.text[part.start : part.end].split())
