"""A file mended in its own syntax, or not at all."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from pathlib import Path

from lifonto.errors import LifontoError
from lifonto.exchange.functional import functional
from lifonto.exchange.jsonld import jsonld
from lifonto.exchange.losses import Losses
from lifonto.exchange.manchester import manchester
from lifonto.exchange.rdfxml import rdfxml
from lifonto.exchange.turtle import turtle
from lifonto.health.mending import obo, values
from lifonto.health.mending.edits import Edits
from lifonto.reason.documents.encodings import Utf8, hint_of, opened
from lifonto.reason.documents.files import parsed, read
from lifonto.reason.documents.syntax import TITLES, recognised
from lifonto.reason.documents.triples import ntriples, triples
from lifonto.reason.values.ontology import Ontology

Write = Callable[[Ontology, Mapping[str, str]], bytes]
WRITERS: dict[str, Write] = {
    "ofn": functional,
    "omn": lambda value, prefixes: manchester(value, prefixes, Losses()),
    "rdf": lambda value, prefixes: rdfxml(triples(value), prefixes),
    "ttl": lambda value, prefixes: turtle(triples(value), prefixes),
    "nt": lambda value, prefixes: ntriples(value),
    "jsonld": lambda value, prefixes: jsonld(triples(value), prefixes, value.labels),
}


def mended(file: Path, edits: Edits) -> bytes | None:
    """Return the content of *file* with *edits* made, packed as it was; nothing where none of them concerns it.

    Raises LifontoError where it cannot be written in its syntax, or something in it would be lost.
    """
    with opened(file) as packed:
        content = Utf8(packed)
        syntax = recognised(content.start, hint_of(file)) or ""
        text = content.read().decode() if syntax == "obo" else ""
    made = obo.mended(text, edits).encode() if syntax == "obo" else rewritten(file, syntax, edits)
    if made is None or made == text.encode():
        return None
    parsed(made, syntax)  # what cannot be read again is not written
    return gzip.compress(made, mtime=0) if is_packed(file) else made


def rewritten(file: Path, syntax: str, edits: Edits) -> bytes | None:
    """Return *file*, which is OWL, written anew; nothing where no edit concerns it."""
    if syntax not in WRITERS:
        raise LifontoError(
            f"{file} is in {TITLES.get(syntax, 'a syntax')}, which is not written here: export it first as functional "
            "syntax, Manchester, RDF/XML, Turtle or JSON-LD"
        )
    value = read(file, annotations=True)
    if not edits.concern(value):
        return None
    if value.unread:
        raise LifontoError(f"{file} is not mended, as this would be lost: {value.unread[0]}")
    return WRITERS[syntax](values.mended(value, edits), value.header.prefixes)


def is_packed(file: Path) -> bool:
    """Tell whether *file* is packed by gzip; raises LifontoError where it is packed otherwise."""
    with file.open("rb") as content:
        start = content.read(3)
    if start in (b"BZh", b"\xfd7z"):
        raise LifontoError(f"{file} is packed by bzip2 or xz: unpack it first, it is written only plain or in gzip")
    return start.startswith(b"\x1f\x8b")
