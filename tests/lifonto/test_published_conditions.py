"""The published conditions of the reference data: never another verdict than the literature has."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from shared_conditions import AGREES, Names, rows, told

from lifonto.culture import Checker, Verdict

NAIVE = "naive state maintained"
PAGE = Path(__file__).parents[2] / "docs" / "culture-verdicts.md"


@pytest.fixture(scope="module")
def names(home: Path) -> Names:
    return Names(Checker.of(home).known)


@pytest.fixture(scope="module")
def table(names: Names, home: Path, shared: Path) -> list[tuple[dict[str, str], Verdict]]:
    """The conditions of the reference data, each with its verdict."""
    told = list(rows(shared))
    return list(zip(told, Checker.of(home).judge(names.published(row) for row in told), strict=True))


def test_no_condition_of_the_table_gets_another_verdict_than_the_literature(
    table: list[tuple[dict[str, str], Verdict]],
):
    wrong = {row["id"]: verdict.outcome.word for row, verdict in table if judged(row, verdict) == "wrong"}
    assert not wrong
    assert sum(judged(row, verdict) == "right" for row, verdict in table) >= 0.9 * len(table)


def judged(row: dict[str, str], verdict: Verdict) -> str:
    """Say how *verdict* stands to the literature: right, undecided, or wrong.

    Harm by long culture is a note on a verdict that is right without it.
    """
    word = verdict.outcome.word
    if word in AGREES[row["outcome"]]:
        return "right"
    if row["outcome"] == "contested" and "prolonged" in row["medium"] and word == NAIVE and verdict.notes:
        return "right"
    return "undecided" if word in ("undecided", "contested") else "wrong"


def test_the_page_of_verdicts_is_what_the_checker_says(table: list[tuple[dict[str, str], Verdict]], names: Names):
    told = "\n".join(page(table, names)) + "\n"
    if os.environ.get("LIFONTO_WRITE_DOCS"):
        PAGE.write_text(told, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == told, "set LIFONTO_WRITE_DOCS=1 to write the page anew"


def page(table: list[tuple[dict[str, str], Verdict]], names: Names) -> Iterator[str]:
    """Yield the lines of the page."""
    counts = {word: sum(judged(*each) == word for each in table) for word in ("right", "undecided", "wrong")}
    yield "# What the checker says of published conditions"
    yield ""
    yield "`tests/lifonto/test_published_conditions.py` writes this page (with `LIFONTO_WRITE_DOCS=1`), and fails where"
    yield "it is not what the checker says. Each condition was published with its outcome; *undecided* says why."
    yield ""
    yield f"{len(table)} conditions: {', '.join(f'{count} {word}' for word, count in counts.items())}."
    yield ""
    yield "| condition | verdict | by | judged |"
    yield "|---|---|---|---|"
    for row, verdict in table:
        rule = "; ".join(each.says for each in verdict.reasons) or why(verdict, names)
        yield f"| {told(verdict.condition, names)} | {verdict.outcome.word} | {rule} | {judged(row, verdict)} |"


def why(verdict: Verdict, names: Names) -> str:
    """Say why *verdict* is undecided."""
    if verdict.hints:
        return "; ".join(f"only {each.strength}: {each.says}" for each in verdict.hints)
    said = (f"{fact.aspect} {names.known.call(fact.what)}" for each in verdict.settles for fact in each.facts)
    facts = dict.fromkeys(said)
    return f"would be settled by: {', '.join(facts)}" if facts else "no rule"
