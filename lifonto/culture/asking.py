"""The culture checker whole: what is typed is read, judged, and handed back with how it was understood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lifonto.ask.citations import Citations
from lifonto.ask.frames import Framed
from lifonto.ask.references import cited
from lifonto.culture.condition import Condition
from lifonto.culture.fields import Fields
from lifonto.culture.knowledge import Knowledge
from lifonto.culture.lexicon import Kind, Lexicon
from lifonto.culture.lines import Line, lines_of
from lifonto.culture.names import lexicon_of
from lifonto.culture.plain import Json, plain
from lifonto.culture.ranges import Ranges
from lifonto.culture.reading import Reader
from lifonto.culture.recipe import Recipe, Typed
from lifonto.culture.telling import Telling, papers
from lifonto.culture.understanding import condition_of
from lifonto.culture.verdict import Checker, Verdict
from lifonto.culture.vocabulary import LIFO

PLAIN_FEEDER = f"{LIFO}0002040"  # a feeder cell, of which no more is said
LISTS: dict[str, tuple[Kind, ...]] = {
    "cells": ("cell", "line", "strain", "alteration"),
    "ingredients": ("ingredient",),
    "media": ("medium",),
    "feeders": ("feeder",),
    "matrices": ("matrix",),
}


@dataclass(frozen=True)
class Answer(Framed):
    """A condition as it was read, and the *verdict* on what it was read as; ``str()`` of it is a page of text."""

    recipe: Recipe
    verdict: Verdict
    known: Knowledge = field(repr=False, compare=False)

    @property
    def outcome(self) -> str:
        """What becomes of the cells, in a word of the ontology, or *undecided* or *contested*."""
        return str(self.verdict.outcome)

    @property
    def sentence(self) -> str:
        """The outcome and why, in one sentence."""
        return self.telling.sentence()

    @property
    def telling(self) -> Telling:
        """What puts it into words."""
        return Telling(self.recipe, self.verdict, self.known)

    def __str__(self) -> str:
        """Return the page that the command prints."""
        return "\n".join(self.telling.page())

    def row(self) -> dict[str, str]:
        """Return it as a row of a table, a column for each question."""
        return self.telling.row()

    def rows(self) -> list[dict[str, str]]:
        """Return its one row as a table."""
        return [self.row()]

    def cite(self) -> Citations:
        """Return the citations of the rules that decide, and of what speaks against them."""
        against = (source for each in self.verdict.contradicting for source in each.sources)
        return Citations(cited([*papers(self.verdict.reasons), *against], self.known.home))

    def plain(self) -> Json:
        """Return it as plain values, for JSON."""
        return plain(self.recipe, self.verdict, self.known)


@dataclass(frozen=True)
class Culture:
    """Answers what becomes of cells in conditions as people type them."""

    checker: Checker

    @classmethod
    def of(cls, home: Path, reasoner: str = "rustdl") -> Culture:
        """Read the release in *home*; raises NotFound where there is none."""
        found = cls(Checker.of(home, reasoner))
        _ = found.lexicon, found.lines, found.ranges
        return found

    @property
    def known(self) -> Knowledge:
        """What the release knows of culture."""
        return self.checker.known

    @cached_property
    def lexicon(self) -> Lexicon:
        """The names that may be typed."""
        return lexicon_of(self.known)

    @cached_property
    def lines(self) -> dict[str, Line]:
        """The cell lines, with what each is."""
        return lines_of(self.known)

    @cached_property
    def ranges(self) -> Ranges:
        """The amounts that published recipes use."""
        return Ranges.of(self.known)

    def ask(self, typed: Iterable[Typed]) -> list[Answer]:
        """Return the answers to conditions as *typed*, judged in one go."""
        reader = Reader(self.lexicon)
        recipes = [self.ranges.noted(reader.read(each)) for each in typed]
        verdicts = self.checker.judge([self.meant(each) for each in recipes])
        return [Answer(recipe, verdict, self.known) for recipe, verdict in zip(recipes, verdicts, strict=True)]

    def meant(self, recipe: Recipe) -> Condition:
        """Return what *recipe* means."""
        return condition_of(recipe, self.lines, PLAIN_FEEDER)

    def fields(self, recipe: Recipe) -> Fields | None:
        """Return *recipe* as the fields of a form; None where they would be read as something else."""
        found = Fields.of(recipe)
        again = Reader(self.lexicon).read(found.typed())
        same = self.meant(again) == self.meant(recipe) and Fields.of(again).medium_texts == found.medium_texts
        return found if same else None


def called(culture: Culture, what: str) -> list[Json]:
    """Return all that may be typed as *what*: each term with its label, and the other ways to write it."""
    names: dict[str, list[str]] = {}
    for each in sorted(culture.lexicon.names, key=lambda name: name.rank):
        if each.kind in LISTS[what]:
            names.setdefault(each.term, [])
            names[each.term] += [] if each.is_made else [each.written]
    told: list[Json] = []
    for term, written in names.items():
        label = culture.lexicon.call(term)
        others = [each for each in dict.fromkeys(written) if each != label]
        told.append({"id": culture.known.prefixes.contract(term), "label": label, "names": others})
    return sorted(told, key=lambda each: str(each["label"]).casefold())
