"""An answer in words and in JSON: what becomes of the cells, why, how each word was understood, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lifonto.culture import understood
from lifonto.culture.asking import Answer, Culture
from lifonto.culture.knowledge import CultureKnowledge
from lifonto.culture.reasons import Reason
from lifonto.culture.verdict import UNDECIDED

Json = dict[str, Any]
NO_FINDING = "no finding here covers it"
STATEMENT = ("record", "sentence", "sources")


def as_json(answer: Answer, culture: Culture) -> Json:
    """Return *answer* as plain values; terms as their CURIE and label."""
    known, verdict, recipe = culture.checker.known, answer.verdict, answer.recipe
    return {
        "name": recipe.typed.name,
        "asked": str(recipe.typed),
        "outcome": verdict.outcome,
        "strength": verdict.strength,
        "sentence": sentence(answer, known),
        "understood": understood.as_json(recipe, known.index),
        "unknown": list(recipe.unknown),
        "falls_under": [understood.term(each, known.index) for each in verdict.falls_under],
        "because": [reason_json(each) for each in verdict.reasons],
        "missing": [[understood.term(each, known.index) for each in extra] for extra in verdict.missing],
        "superfluous": [understood.term(each, known.index) for each in verdict.superfluous],
        "contradicting": [reason_json(each) for each in verdict.contradicting],
        "unless": list(verdict.unless),
        "settles": list(verdict.settles),
        "notes": list(verdict.notes),
    }


def reason_json(reason: Reason) -> Json:
    """Return a rule or fact with its statements as plain values."""
    return {"says": reason.says, "statements": [dict(zip(STATEMENT, each, strict=True)) for each in reason.statements]}


def sentence(answer: Answer, known: CultureKnowledge) -> str:
    """Say in one sentence what becomes of the cells, and what decides it."""
    verdict = answer.verdict
    if verdict.outcome == UNDECIDED:
        words = answer.recipe.unknown
        why = f"it is not known what {named(words)} {'is' if len(words) == 1 else 'are'}" if words else NO_FINDING
        return f"Undecided: {why}. That is not a no."
    rule = f": this is {known.index.call(verdict.falls_under[0])}" if verdict.falls_under else ""
    unless = f", unless {named(answer.recipe.unknown)} changes it" if answer.recipe.unknown else ""
    return f"{verdict.outcome[:1].upper()}{verdict.outcome[1:]}{rule}{unless}."


def as_text(answer: Answer, culture: Culture) -> str:
    """Return *answer* as the lines of a page."""
    return "\n".join(page(answer, culture.checker.known))


def page(answer: Answer, known: CultureKnowledge) -> Iterator[str]:
    """Yield the lines of *answer* for a terminal."""
    verdict, typed = answer.verdict, answer.recipe.typed
    yield f"{typed.name}: {typed}" if typed.name else str(typed)
    yield f"  {verdict.outcome}{f' ({verdict.strength})' if verdict.strength else ''}"
    yield f"  {sentence(answer, known)}"
    yield from section("understood as", understood.lines(answer.recipe))
    yield from section("because", cited(verdict.reasons))
    yield from section("what speaks against it", cited(verdict.contradicting))
    yield from section("holds unless", verdict.unless)
    yield from section("would settle it", verdict.settles)
    known_way = verdict.outcome == UNDECIDED
    title = "known ways to keep the cells naive, add any of" if known_way else "to keep the cells naive, add any of"
    yield from section(title, (additions(each, known) for each in verdict.missing))
    yield from section("not needed", map(known.index.call, verdict.superfluous))
    yield from section("notes", verdict.notes)


def additions(extra: tuple[str, ...], known: CultureKnowledge) -> str:
    """Say what would be added, with examples of a kind that holds several."""
    names = []
    for each in extra:
        members = ", ".join(map(known.index.call, known.members(each)))
        names.append(f"{known.index.call(each)} ({members})" if members else known.index.call(each))
    return " and ".join(names)


def cited(reasons: Iterable[Reason]) -> Iterator[str]:
    """Yield each reason and, indented, the statements behind it; a statement is told once."""
    told: set[str] = set()
    for reason in reasons:
        yield reason.says
        for record, said, sources in reason.statements:
            yield f"  {record}" if record in told else f"  {record}  {said}  [{', '.join(sources)}]"
            told.add(record)


def section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield *lines* under *title*, or nothing where there are none."""
    if found := list(lines):
        yield f"  {title}"
        yield from (f"    {line}" for line in found)


def named(words: Iterable[str]) -> str:
    """Return *words* as a list in quotes."""
    return understood.in_words(map(repr, words))


def row(answer: Answer, culture: Culture) -> dict[str, str]:
    """Return *answer* as a row of a table, a column for each question."""
    known, verdict, recipe = culture.checker.known, answer.verdict, answer.recipe
    sources = [s for reason in verdict.reasons for _, _, cited_by in reason.statements for s in cited_by]
    return {
        "name": recipe.typed.name,
        "condition": str(recipe.typed),
        "outcome": verdict.outcome,
        "strength": verdict.strength,
        "why": sentence(answer, known),
        "to keep the cells naive, add": " or ".join(additions(each, known) for each in verdict.missing),
        "not needed": "; ".join(map(known.index.call, verdict.superfluous)),
        "not understood": "; ".join(recipe.unknown),
        "would settle it": "; ".join(verdict.settles),
        "understood as": "; ".join(understood.lines(recipe)),
        "papers": " ".join(dict.fromkeys(sources)),
        "notes": "; ".join(verdict.notes),
    }
