"""Competency questions: what the ontology must be able to answer, each with the answer that is kept beside it.

A question is ``<what it asks>.rq``; its answer is ``<what it asks>.tsv``, the engine's own SPARQL 1.1 TSV with the
rows sorted, so that a change of answer is a change of lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lifonto.ask.headers import QueryFile, query_files
from lifonto.ask.store import Store, answer, serialize
from lifonto.errors import NotFound
from lifonto.tables.mistakes import meant


@dataclass(frozen=True)
class Outcome:
    """What became of a question: the rows that are missing from its answer, and those that are too many."""

    question: QueryFile
    missing: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def exact(self) -> bool:
        """Whether the answer is just what was kept."""
        return not (self.missing or self.extra)


def questions(home: Path) -> list[QueryFile]:
    """Return the questions of the *home* folder, by name; raises NotFound where there is none."""
    return query_files(home / "questions")


def question(home: Path, name: str) -> QueryFile:
    """Return the question called *name*; raises NotFound with the nearest names where there is none."""
    known = {each.name: each for each in questions(home)}
    if name not in known:
        raise NotFound(f"no question is called {name!r}{meant(name, known)}; `lifonto ask` lists them all")
    return known[name]


def answer_lines(store: Store, asked: QueryFile) -> list[str]:
    """Answer *asked* as sorted lines of TSV, the variables first."""
    head, *rows = serialize(answer(store, asked.text), "tsv").splitlines()
    return [head, *sorted(rows)]


def kept_file(asked: QueryFile) -> Path:
    """Return where the answer to *asked* is kept."""
    return asked.file.with_suffix(".tsv")


def compare(store: Store, asked: QueryFile) -> Outcome:
    """Answer *asked* and compare with what was kept; raises NotFound where no answer was kept."""
    if not kept_file(asked).is_file():
        raise NotFound(f"{asked.name} has no kept answer: look at `lifonto ask {asked.name}`, then add --keep")
    kept, now = kept_file(asked).read_text(encoding="utf-8").splitlines(), answer_lines(store, asked)
    return Outcome(asked, tuple(row for row in kept if row not in now), tuple(row for row in now if row not in kept))
