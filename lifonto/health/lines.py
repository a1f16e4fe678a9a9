"""In which line of its file each term is named first."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import Path

from lifonto.reason.documents.encodings import Utf8, opened

TOKEN = re.compile(r"[A-Za-z][\w.-]*[:_]\w+|[^\s<>\"'(),;=|]+")
Places = dict[str, tuple[str, int]]


def lines(files: Iterable[Path], forms: dict[str, str]) -> Places:
    """Return file and line of each IRI among the values of *forms*, whose keys are what it may be written as."""
    found: Places = {}
    for file in files:
        with opened(file) as packed:
            for number, line in enumerate(io.TextIOWrapper(io.BufferedReader(Utf8(packed)), encoding="utf-8"), 1):
                for token in TOKEN.findall(line):
                    if (iri := forms.get(token)) and iri not in found:
                        found[iri] = str(file), number
    return found


def forms_of(iris: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what each of (IRI, CURIE) pairs may be written as in a file."""
    found: dict[str, str] = {}
    for iri, curie in iris:
        local = re.split(r"[/#]", iri)[-1]
        found |= {form: iri for form in (iri, curie, local, f"obo:{local}") if form}
    return found
