"""Reasoners that are programs of their own: they are given functional syntax in a file, and tell in text."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from lifonto.errors import ReasoningError
from lifonto.reason.reasoners.taxonomy import Taxonomy, close
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import NOTHING, THING

LONGEST = 3600.0  # seconds


class Told(NamedTuple):
    """One line of a hierarchy: classes that are the same, or a class and one above it."""

    same: bool
    classes: tuple[str, ...]


class Answer(NamedTuple):
    """What a program left: its exit code, what it printed, its errors, and its file of results."""

    code: int
    printed: str
    errors: str
    written: str


def run(ontology: Ontology, command: Callable[[Path, Path], list[str]], seconds: float = LONGEST) -> Answer:
    """Run the *command* for a file with *ontology* and one for results.

    Raises ReasoningError where it cannot run, or does not end within so many *seconds*.
    """
    with tempfile.TemporaryDirectory(prefix="lifonto-") as folder:
        file, results = Path(folder, "ontology.ofn"), Path(folder, "results")
        file.write_bytes(ontology.functional)
        words = command(file, results)
        try:
            done = subprocess.run(
                words,
                stdin=subprocess.DEVNULL,  # Konclude waits for a terminal
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                check=False,
                timeout=seconds,
            )
        except subprocess.TimeoutExpired as error:
            raise ReasoningError(f"{Path(words[0]).name} did not end within {seconds:g} s") from error
        except OSError as error:
            raise ReasoningError(f"{words[0]} cannot be run: {error}") from error
        written = results.read_text(encoding="utf-8") if results.exists() else ""
        return Answer(done.returncode, done.stdout, done.stderr, written)


def hierarchy(classes: Iterable[str], lines: Iterable[Told]) -> Taxonomy:
    """Return the hierarchy of *classes* that *lines* tell; what is not told of stands right below owl:Thing."""
    names = {*classes, THING, NOTHING}
    groups: dict[str, set[str]] = {}
    direct: dict[str, set[str]] = {each: set() for each in names}
    for is_same, told in lines:
        if is_same:
            whole = set(told).union(*(groups.get(each, ()) for each in told))
            groups.update(dict.fromkeys(whole, whole))
        else:
            direct[told[0]].add(told[1])
    empty, everything = groups.get(NOTHING, set()), groups.get(THING, set()) - {THING}
    kept = names - empty - {THING, NOTHING}
    same = {each: (groups.get(each, set()) & kept) - {each} for each in kept}
    over = {each: ((direct[each] | everything) & kept) - same[each] - {each} for each in kept}
    above = close(over, same)
    return Taxonomy(above, frozenset(empty) - {NOTHING})
