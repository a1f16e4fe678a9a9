"""The files that are merged: the graph of each, and where it comes from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from lifonto.reason.documents.encodings import expect_file
from lifonto.reason.documents.headers import header_of

FILE_GRAPH = "https://w3id.org/lifonto/file/"  # of a file that does not say which ontology it is


@dataclass(frozen=True)
class Source:
    """A file, the graph that it has to itself, its version, the SHA-256 of what it holds, and when it was changed."""

    file: Path
    graph: str
    version: str
    sha256: str
    modified: str


def sources_of(files: Iterable[Path]) -> list[Source]:
    """Tell where each of *files* comes from; no two have one graph.

    Raises NotFound, and ReasoningError where one cannot be read.
    """
    found: list[Source] = []
    for file in files:
        expect_file(file)
        iri, version = header_of(file)
        taken = {each.graph for each in found}
        graph = next(each for each in names(file, iri) if each not in taken)
        with file.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
        changed = datetime.fromtimestamp(file.stat().st_mtime, UTC).date().isoformat()
        found.append(Source(file, graph, version, digest, changed))
    return found


def names(file: Path, iri: str) -> Iterable[str]:
    """Yield what the graph of *file* may be called, which says that it is the ontology *iri*."""
    if iri:
        yield iri
    own = FILE_GRAPH + quote(file.name)
    yield own
    number = 1
    while number := number + 1:
        yield f"{own}-{number}"
