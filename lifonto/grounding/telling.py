"""Answers as text, rows of a table, and data for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lifonto.grounding.resolution import Candidate, Resolution, Status, Term

COLUMNS = (
    *("asked_id", "asked", "status", "term", "label", "matched_by", "matched_name"),
    *("replaced_by", "consider", "also", "makes", "near", "note"),
)
MOST = 4  # of what else there is that are named in text
WIDTH = 28


def text(answer: Resolution) -> str:
    """Say it in a line, and in more below it where there is more to say."""
    asked = str(answer.asked)
    head = f"{asked:<{WIDTH}}  "
    if answer.status in (Status.MATCHED, Status.OBSOLETE):
        lines = [f"{head}{answer.found[0].term}  ({how(answer.found[0])})"]
    else:
        lines = [f"{head}{answer.status.upper()}{f': {answer.why}' if answer.why else ''}"]
    return "\n".join([*lines, *(f"{'':<{WIDTH}}  {each}" for each in more(answer))])


def how(candidate: Candidate) -> str:
    """Say how it is known, and by which name where that is not the label."""
    named = candidate.name not in (candidate.term.label, candidate.term.curie, candidate.term.iri)
    return f"{candidate.how} {candidate.name!r}" if named and "identifier" not in candidate.how else candidate.how


def more(answer: Resolution) -> Iterator[str]:
    """Yield what else is to be told of it."""
    if answer.status is Status.AMBIGUOUS:
        yield from (f"is it {each.term}?  ({how(each)})" for each in answer.found)
    for each in answer.found:
        yield from fate(each.term)
    if answer.status is Status.MATCHED and answer.why:
        yield answer.why
    yield from listed("its product", answer.related)
    if answer.status is not Status.REFUSED:
        yield from listed("also", [f"{each.term} ({how(each)})" for each in answer.also])
    yield from listed("near", [f"{each.term}" for each in answer.near])


def fate(term: Term) -> Iterator[str]:
    """Say what became of an obsolete *term*."""
    if term.obsolete:
        use = " and ".join(map(str, term.instead)) or " or ".join(map(str, term.consider))
        word = "use" if term.instead else "consider"
        yield f"{term.curie} is obsolete: {f'{word} {use}' if use else 'nothing is named in its place'}"


def listed(title: str, things: Iterable[object]) -> Iterator[str]:
    """Yield one line with the first of *things*."""
    every = list(map(str, things))
    rest = f"; and {len(every) - MOST} more" if len(every) > MOST else ""
    if every:
        yield f"{title}: {'; '.join(every[:MOST])}{rest}"


def row(answer: Resolution) -> tuple[str, ...]:
    """Return it as a row of COLUMNS; several things in a cell are separated by ``|``."""
    found = [each.term for each in answer.found]
    return (
        answer.asked.identifier,
        answer.asked.name,
        answer.status,
        joined(each.curie for each in found),
        joined(each.label for each in found),
        joined(each.how for each in answer.found),
        joined(each.name for each in answer.found),
        joined(each.curie for one in found for each in one.instead),
        joined(each.curie for one in found for each in one.consider),
        joined(f"{each.term.curie} {each.how}" for each in answer.also),
        joined(each.curie for each in answer.related),
        joined(f"{each.term.curie} {each.name}" for each in answer.near),
        answer.why,
    )


def joined(cells: Iterable[str]) -> str:
    return "|".join(cells)


def as_data(answer: Resolution) -> dict[str, Any]:
    """Return it for programs; what is empty is left out."""
    said = {
        "asked": answer.asked.name,
        "asked_id": answer.asked.identifier,
        "status": str(answer.status),
        "found": [of_candidate(each) for each in answer.found],
        "also": [of_candidate(each) for each in answer.also],
        "related": [of_term(each) for each in answer.related],
        "near": [of_candidate(each) for each in answer.near],
        "note": answer.why,
    }
    return {key: value for key, value in said.items() if value}


def of_candidate(candidate: Candidate) -> dict[str, Any]:
    said = {**of_term(candidate.term), "how": candidate.how, "name": candidate.name, "predicate": candidate.predicate}
    return {key: value for key, value in said.items() if value}


def of_term(term: Term) -> dict[str, Any]:
    said = {
        "id": term.curie,
        "label": term.label,
        "iri": term.iri,
        "kind": term.kind,
        "obsolete": term.obsolete,
        "replaced_by": [of_term(each) for each in term.instead],
        "consider": [of_term(each) for each in term.consider],
    }
    return {key: value for key, value in said.items() if value}
