"""Rows of the tables of culture, spelled out as rows that the compiler reads: with every *without* written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lifonto.recipes import cells, ingredients, media, rules
from lifonto.recipes.bench import FOLDER, Bench, labelled, read_bench
from lifonto.recipes.written import Told, Writer
from lifonto.tables.mistakes import Mistakes
from lifonto.tables.rows import Row

WRITERS: dict[str, Callable[[Bench], Iterator[Told]]] = {
    "kinds": ingredients.kinds,
    "absences": ingredients.absences,
    "ingredients": ingredients.ingredients,
    "media": media.media,
    "bases": media.bases,
    "altered": cells.altered,
    "cells": cells.plain,
    "rules": rules.rules,
    "conditions": rules.conditions,
}


def spelled_out(rows: Iterable[Row], mistakes: Mistakes) -> list[Row]:
    """Return *rows* with those of the tables of culture replaced by what they mean.

    Raises TableErrors where these cannot be read. Without such tables the rows stay as they are.
    """
    rows = list(rows)
    if not any(row.place.file.startswith(FOLDER) for row in rows):
        return rows
    before = len(mistakes.found)
    bench = read_bench(rows, labelled(rows), mistakes)
    if len(mistakes.found) > before:
        mistakes.raise_if_any()  # what is half read cannot be spelled out
    told = [row for row in rows if not row.place.file.startswith(FOLDER)]
    writer = Writer(told)
    for table, tell in WRITERS.items():
        told += writer.written(table, tell(bench))
    return told
