"""The culture checker whole: what is typed is read, judged, and handed back with how it was understood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from lifonto.culture.lexicon import Kind, Lexicon
from lifonto.culture.lines import Line, lines_of, noted
from lifonto.culture.names import lexicon_of
from lifonto.culture.ranges import Ranges
from lifonto.culture.reading import Reader
from lifonto.culture.recipe import Recipe, Typed
from lifonto.culture.understanding import condition_of
from lifonto.culture.verdict import Checker, Verdict

Json = dict[str, Any]
LISTS: dict[str, tuple[Kind, ...]] = {
    "cells": ("cell", "line", "strain", "alteration"),
    "ingredients": ("ingredient",),
    "media": ("medium",),
    "feeders": ("feeder",),
    "matrices": ("matrix",),
}


@dataclass(frozen=True)
class Answer:
    """A condition as it was read, and the *verdict* on what it was read as."""

    recipe: Recipe
    verdict: Verdict


@dataclass(frozen=True)
class Culture:
    """Answers what becomes of cells in conditions as people type them."""

    checker: Checker
    home: Path

    @classmethod
    def of(cls, home: Path, reasoner: str = "rustdl") -> Culture:
        """Read the release in *home*; raises NotFound where there is none."""
        found = cls(Checker.of(home, reasoner), home)
        _ = found.lexicon, found.lines, found.ranges
        return found

    @cached_property
    def lexicon(self) -> Lexicon:
        """The names that may be typed."""
        return lexicon_of(self.checker.known, self.home)

    @cached_property
    def lines(self) -> dict[str, Line]:
        """The cell lines, with what each is."""
        return lines_of(self.home, self.checker.known.index)

    @cached_property
    def ranges(self) -> Ranges:
        """The amounts that published recipes use."""
        return Ranges.of(self.home, self.checker.known.index)

    def ask(self, typed: Iterable[Typed]) -> list[Answer]:
        """Return the answers to conditions as *typed*, judged in one go."""
        reader = Reader(self.lexicon)
        recipes = [self.ranges.noted(noted(reader.read(each), self.lines, self.checker.known.index)) for each in typed]
        verdicts = self.checker.judge([condition_of(each, self.lines, self.checker.known) for each in recipes])
        return [Answer(recipe, verdict) for recipe, verdict in zip(recipes, verdicts, strict=True)]


def called(culture: Culture, what: str) -> list[Json]:
    """Return all that may be typed as *what*: each term with its label, and the other ways to write it."""
    contract = culture.checker.known.index.prefixes.contract
    names: dict[str, list[str]] = {}
    for each in sorted(culture.lexicon.names, key=lambda name: name.rank):
        if each.kind in LISTS[what]:
            names.setdefault(each.term, [])
            names[each.term] += [] if each.is_made else [each.written]
    told: list[Json] = []
    for term, written in names.items():
        label = culture.lexicon.call(term)
        others = [each for each in dict.fromkeys(written) if each != label]
        told.append({"id": contract(term), "label": label, "names": others})
    return sorted(told, key=lambda each: str(each["label"]).casefold())
