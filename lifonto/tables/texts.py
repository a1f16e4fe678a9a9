"""Texts of the ontology folder: UTF-8, or a word on where they are not."""

from __future__ import annotations

from pathlib import Path

from lifonto.errors import NotFound, TableError


def text_of(file: Path) -> str:
    """Return the text in *file*; raises NotFound where there is none, and TableError where it is not in UTF-8."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise NotFound(f"{file} is not there: is {file.parent} part of an ontology folder?") from None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TableError(f"{file}, line {line}: not UTF-8 text (byte {error.start}): save it as UTF-8") from error
