"""An answer to an assistant put together: what was found, the statements and papers behind it, what is not known.

It fits into MOST_CHARACTERS of JSON. Where it would not, lists are cut, and ``left_out`` says by how much.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from lifonto.ask.references import cited
from lifonto.collection import Collection
from lifonto.exchange.statements import Statement

MOST_CHARACTERS = 20_000
LENGTHS = (50, 25, 12, 6, 3, 1)  # of lists, tried one after the other
LONGEST_TEXT, SHORT_TEXT = 4_000, 300
NO_STATEMENT = "no statement of the collection stands behind this answer; it has no citation"
UNSETTLED = {
    "negative": "negative: they say that something was found not to be so",
    "contested": "contested: sources disagree",
    "hypothetical": "hypothetical: suggested, not found",
    "undetermined": "undetermined: asked, and not answered",
}
Json = dict[str, Any]


@dataclass
class Draft:
    """What was *found*, the CURIEs of the *statements* behind it, the most telling first, and what is *not_known*."""

    found: Json
    statements: Sequence[str] = ()
    not_known: list[str] = field(default_factory=list)
    papers: Sequence[str] = ()  # cited beside those of the statements
    more: str = "ask for less"  # how to have what is left out


def told(draft: Draft, known: Collection) -> Json:
    """Return the answer as plain values, as much of it as fits."""
    for most in LENGTHS:
        answer = cut(draft, known, most, LONGEST_TEXT)
        if size(answer) <= MOST_CHARACTERS:
            return answer
    return cut(draft, known, LENGTHS[-1], SHORT_TEXT)


def size(answer: Json) -> int:
    """Return how many characters an answer takes."""
    return len(json.dumps(answer, ensure_ascii=False))


def cut(draft: Draft, known: Collection, most: int, longest: int) -> Json:
    """Return the answer with at most so many entries in a list, and texts no longer than *longest*."""
    left_out: dict[str, int] = {}
    found = {name: shortened(name, value, most, longest, left_out) for name, value in draft.found.items()}
    curies = list(dict.fromkeys(draft.statements))
    shown = [stated(each, known) for each in shortened("statements", curies, most, longest, left_out)]
    papers = dict.fromkeys([*draft.papers, *(paper for each in shown for paper in each["papers"])])
    citations = [
        {"id": each.id, "text": str(each)[:longest], "url": each.iri, "seen": each.standing or "not recorded here"}
        for each in cited(shortened("papers", list(papers), 2 * most, longest, left_out), known.home)
    ]
    return {
        "answer": found,
        "statements": shown,
        "citations": citations,
        "not_known": [*draft.not_known, *open_questions(shown), *([] if shown else [NO_STATEMENT])],
        "left_out": {name: f"{count} more: {draft.more}" for name, count in left_out.items()},
    }


def shortened(name: str, value: Any, most: int, longest: int, left_out: dict[str, int]) -> Any:
    """Return *value* cut down; what is cut from the list called *name* is counted."""
    if isinstance(value, str) and len(value) > longest:
        return value[: longest - 1] + "…"
    if isinstance(value, dict):
        return {key: shortened(f"{name}.{key}", each, most, longest, left_out) for key, each in value.items()}
    if not isinstance(value, list | tuple):
        return value
    if len(value) > most:
        left_out[name] = left_out.get(name, 0) + len(value) - most
    return [shortened(name, each, most, longest, left_out) for each in value[:most]]


def stated(curie: str, known: Collection) -> Json:
    """Return a statement with what a reader has to know of it."""
    said = known.statements.by_curie.get(curie)
    if said is None:
        return {"statement": curie, "says": "", "polarity": "", "standing": "", "context": [], "papers": []}
    label, short = known.statements.label, known.statements.curie
    context = [label(each) for each in (*said.species, *said.cells, *said.conditions)]
    return {
        "statement": curie,
        "says": said.sentence,
        "polarity": said.kind,
        "standing": said.standing,
        "context": [*context, *filter(None, [said.context_note])],
        "papers": list(map(short, papers_of(said))),
    }


def papers_of(said: Statement) -> Iterable[str]:
    """Return the IRIs of what a statement cites."""
    return (*said.sources, *(each for each in said.other_sources if "://" in each))


def open_questions(shown: Sequence[Json]) -> Iterable[str]:
    """Yield what has to be said of statements that are not settled findings."""
    for polarity, meaning in UNSETTLED.items():
        if some := [each["statement"] for each in shown if each["polarity"] == polarity]:
            yield f"{', '.join(some)}: {meaning}"
    if some := [each["statement"] for each in shown if each["standing"] != "verified"]:
        yield f"{', '.join(some)}: not verified against a source in full"
    if some := [each["statement"] for each in shown if not each["papers"]]:
        yield f"{', '.join(some)}: no paper is recorded"
