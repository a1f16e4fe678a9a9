"""The words by which a reader is told how a statement is to be taken.

``words.tsv`` has them, in the order in which they are told. Whatever shows statements to people takes them from here,
so that the command line, its tables and pages say the same.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True)
class Word:
    """A word, the kinds and standings it is told of, whether what it is told of is *settled*, and what it means.

    ``before`` tells whether it stands before a sentence; where none does, the sentence was found.
    """

    word: str
    told_of: frozenset[str]
    before: bool
    settled: bool
    meaning: str


def read() -> tuple[Word, ...]:
    """Read the table of words."""
    _, *lines = (files("lifonto") / "words.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return tuple(
        Word(word, frozenset(told_of.split("|")), before == "yes", settled == "yes", meaning)
        for word, told_of, before, settled, meaning in rows
    )


WORDS = read()
UNSETTLED = frozenset(each.word for each in WORDS if not each.settled)


def words_for(*marks: str) -> tuple[str, ...]:
    """Return the words for a statement with these *marks*: its kind, by IRI or label, and its standing.

    There are none for what was found and checked.
    """
    local = {mark.rpartition("/")[2] for mark in marks}
    return tuple(each.word for each in WORDS if each.before and each.told_of & local)


def with_words(words: Collection[str], sentence: str) -> str:
    """Return *sentence* with *words* before it, in brackets."""
    return f"({', '.join(words)}) {sentence}" if words else sentence


def in_words(cell: str) -> str:
    """Return the words for *cell* where it is the label of a kind or a standing that has any, or else *cell*."""
    return ", ".join(each.word for each in WORDS if cell in each.told_of) or cell
