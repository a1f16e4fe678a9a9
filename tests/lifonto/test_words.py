"""The words by which readers are told how to take a statement: one set, in the command line, tables and the manual."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lifonto.words import UNSETTLED, WORDS, in_words, with_words, words_for

MANUAL = Path(__file__).parents[2] / "docs" / "statements.md"
LIFO = "https://w3id.org/lifonto/LIFO_"
ROW = re.compile(r"^\| \*\*(.+?)\*\* \| (.+?) \| (.+?) \|$", re.MULTILINE)


def test_the_manual_has_the_words_of_the_table_with_their_meanings() -> None:
    told = {word: (meaning, of) for word, meaning, of in ROW.findall(MANUAL.read_text(encoding="utf-8"))}
    assert {word: meaning for word, (meaning, _) in told.items()} == {each.word: each.meaning for each in WORDS}
    labels = {each.word: {of for of in each.told_of if "_" not in of} for each in WORDS}
    assert {word: set(of.split(", ")) for word, (_, of) in told.items()} == labels


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ((f"{LIFO}0000101", "verified"), ()),
        ((f"{LIFO}0000102", "verified"), ("negative",)),
        ((f"{LIFO}0000102", "partial"), ("negative", "partly checked")),
        ((f"{LIFO}0000103", "unverified"), ("only suggested", "not checked")),
        ((f"{LIFO}0000104",), ("contested",)),
        ((f"{LIFO}0000105",), ("asked and not answered",)),
        ((f"{LIFO}0000106",), ("worked out",)),
        (("hypothetical net effect",), ("only suggested", "worked out")),
    ],
)
def test_kind_and_standing_give_the_words(marks: tuple[str, ...], words: tuple[str, ...]) -> None:
    assert words_for(*marks) == words


def test_words_stand_before_the_sentence_and_what_was_found_has_none() -> None:
    assert with_words(("negative", "partly checked"), "A binds B.") == "(negative, partly checked) A binds B."
    assert with_words((), "A binds B.") == "A binds B."


def test_a_negative_finding_is_settled_and_never_called_false() -> None:
    assert "negative" not in UNSETTLED
    assert [each.word for each in WORDS if "false" in f"{each.word} {each.meaning}".casefold()] == []


def test_a_cell_with_a_kind_is_told_in_words_and_any_other_stays() -> None:
    assert in_words("negative statement") == "negative"
    assert in_words("positive statement") == "found"
    assert in_words("LIF") == "LIF"
