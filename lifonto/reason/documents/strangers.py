"""What a file is that holds no ontology, told from how it begins, and what to do instead."""

from __future__ import annotations

import re

from lifonto.reason.documents.syntax import START, TITLES

ELSEWHERE = "give the ontology itself, as OBO or OWL"
KINDS = (
    (rb"PK\x03\x04", "it is a zip archive, or an office document: unpack it, and give the file in it"),
    (rb"\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ\0", "it is packed twice: unpack it once"),
    (rb"\x28\xb5\x2f\xfd|7z\xbc\xaf|\x1f\x9d|Rar!", "it is packed in a way that is not read here: unpack it first"),
    (rb"version https://git-lfs", "it is a pointer of Git LFS to content elsewhere: fetch that with `git lfs pull`"),
    (rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", "it is a web page: download the file itself"),
    (rb"\s*[45]\d\d:? [A-Z][A-Za-z ]+[.!]?\s*\Z", "it is an error message of a server: download the file again"),
    (rb"%PDF|\x89PNG|GIF8|\xff\xd8\xff|\xd0\xcf\x11\xe0", "it is a picture or an office document: give text instead"),
    (rb"SQLite format 3\0", f"it is a database (SQLite): {ELSEWHERE}"),
    (rb".{257}ustar", "it is an archive (tar): unpack it, and give the file in it"),
    (rb'\s*\{\s*"graphs"\s*:\s*\[', f"it is OBO Graphs JSON, which is written here, but not read: {ELSEWHERE}"),
)
COMPILED = [(re.compile(begin, re.DOTALL | re.IGNORECASE), said) for begin, said in KINDS]


def stranger(start: bytes, syntax: str | None = None) -> str:
    """Say what the document is that begins with *start*, where it is certainly no ontology and no RDF; else nothing."""
    return next((said for begin, said in COMPILED if begin.match(start)), "")


def without_ontology(start: bytes, syntax: str | None = None) -> str:
    """Say the same, also of what is empty, or in JSON without linked data, which is RDF that says nothing."""
    said = stranger(start)
    if not said and not start.strip():
        return "it is empty: is the download incomplete?"
    if not said and syntax == "jsonld" and b'"@' not in start and len(start) < START:
        return f"it is JSON, but not JSON-LD, as it has no @context and no @id: {ELSEWHERE}"
    return said


def expect_ontology(start: bytes, syntax: str | None) -> None:
    """Raise ValueError where the document that begins with *start* is certainly no ontology."""
    if said := without_ontology(start, syntax):
        raise ValueError(said)


def unknown(start: bytes) -> str:
    """Say of what begins with *start* that it is in no syntax."""
    begins = start[:40].decode(errors="replace").strip().split("\n")[0]
    known = ", ".join(TITLES.values())
    return f'it begins with "{begins}", which is no syntax that is read here; those are {known}'
