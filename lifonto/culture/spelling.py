"""The words of the bench that have several ways of writing, as a table has them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("spellings.tsv")


@cache
def spellings(use: str) -> dict[str, str]:
    """Return the words of the table of ways of writing that have this *use*, each with what it means."""
    rows = (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {written: meant for kind, written, meant in rows if kind == use}
