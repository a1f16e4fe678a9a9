"""The W3C OWL 2 test cases: nothing wrong, nothing missed without a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from w3c_owl2 import Answer, answers, counts, table


@pytest.fixture(scope="module")
def found(shared: Path) -> list[Answer]:
    suite = shared / "owl2" / "all.rdf.gz"
    if not suite.is_file():
        pytest.skip(f"the W3C OWL 2 test cases are not at {suite}")
    return answers(suite)


def told(found: list[Answer], *outcomes: str) -> list[str]:
    """The questions that had one of *outcomes*."""
    return [f"{each.question.case} ({each.question.kind})" for each in found if each.outcome in outcomes]


def test_every_question_of_the_suite_is_asked(found: list[Answer]) -> None:
    assert len(found) > 400


def test_no_answer_is_wrong(found: list[Answer]) -> None:
    assert told(found, "wrong", "crash", "refused") == []


def test_nothing_is_missed_without_a_note(found: list[Answer]) -> None:
    assert told(found, "missed") == []


@pytest.mark.parametrize(
    ("kind", "syntax", "least"),
    [
        ("InconsistencyTest", "RDF/XML", 74),
        ("InconsistencyTest", "functional", 20),
        ("PositiveEntailmentTest", "RDF/XML", 66),
    ],
)
def test_contradictions_and_entailments_are_found(found: list[Answer], kind: str, syntax: str, least: int) -> None:
    assert counts(found)[kind, syntax, "passed"] >= least, table(found)
