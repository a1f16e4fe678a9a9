"""Answers written in a format, as they come, but for SSSOM, whose head counts them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from lifonto.grounding import sssom
from lifonto.grounding.lexicon import Lexicon
from lifonto.grounding.resolution import Resolution
from lifonto.grounding.telling import COLUMNS, as_data, row, text

FORMATS = ("text", "tsv", "json", "sssom")


def written(answers: Iterable[Resolution], format_: str, name: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield *answers* about the list called *name* in a format, piece by piece."""
    if format_ == "sssom":
        yield sssom.written(answers, name, lexicon.source, lexicon.prefixes).decode()
    elif format_ == "json":
        yield from as_json(answers)
    elif format_ == "tsv":
        yield from as_rows(answers)
    else:
        yield from (f"{text(each)}\n" for each in answers)


def as_json(answers: Iterable[Resolution]) -> Iterator[str]:
    """Yield a list, an answer a line."""
    before = "[\n"
    for each in answers:
        yield f"{before}{json.dumps(as_data(each), ensure_ascii=False)}"
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def as_rows(answers: Iterable[Resolution]) -> Iterator[str]:
    """Yield the rows of a table below its header."""
    line = io.StringIO()
    writer = csv.writer(line, dialect="excel-tab", lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in answers:
        writer.writerow(" ".join(cell.split()) for cell in row(each))
        yield line.getvalue()
        line.seek(0)
        line.truncate()
    yield line.getvalue()
