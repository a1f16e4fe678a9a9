"""What each relation is called in the vocabularies of other formats, from ``relations.tsv`` beside this file.

A name with ``~`` before it says less than the relation. A positive statement may go out under it; a negative one may
not, since to deny the weaker relation is to deny more.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from lifonto.exchange.statements import Statement

HERE = Path(__file__).parent
WEAKER = "~"
TOO_STRONG = "negative statements whose relation is there only in a weaker form, which to deny would be to deny more"
NO_COUNTERPART = "statements whose relation has no counterpart there"


def rows(name: str) -> list[dict[str, str]]:
    """Read the table *name* beside this file."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, dialect="excel-tab"))


@cache
def relations() -> dict[str, dict[str, str]]:
    """Return the rows of the table by the relation's CURIE."""
    return {row["relation"]: row for row in rows("relations.tsv")}


def counterpart(statement: Statement, curie: str, vocabulary: str) -> tuple[str, str]:
    """Return what the relation *curie* of *statement* is called in *vocabulary*, or else why it cannot be said."""
    name = relations().get(curie, {}).get(vocabulary, "")
    if not name:
        return "", NO_COUNTERPART
    if name.startswith(WEAKER) and statement.negated:
        return "", TOO_STRONG
    return name.removeprefix(WEAKER), ""


def no_finding(statement: Statement, *, partial: bool) -> str:
    """Return why *statement* is no finding that a format may state as one, or nothing.

    *partial* tells whether the format has a place to say that the source was seen in part alone.
    """
    if statement.kind not in ("positive", "negative"):
        return f"{statement.kind} statements, which would go out as findings"
    if statement.standing == "unverified" or (statement.standing == "partial" and not partial):
        return f"{statement.standing} statements, which would go out as verified"
    return ""
