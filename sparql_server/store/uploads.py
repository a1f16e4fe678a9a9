"""Uploads as they come: unpacked to the end, split into documents, each recognised by its type, name or content."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, cast
from urllib.parse import unquote_to_bytes

from lifonto.errors import LifontoError
from lifonto.reason.documents.reading import Document, document
from lifonto.reason.documents.syntax import MEDIA_TYPES, SAYING_NOTHING, TITLES
from sparql_server.protocol import problems
from sparql_server.protocol.problems import Problem
from sparql_server.store.faults import of_mistake

PACKED_FILES = {"application/gzip", "application/x-gzip"}
MOST_PARTS = 1000
PIECE = 1 << 16  # bytes


class Unpacked(io.RawIOBase):
    """What *packed* holds, all members of it; at most *limit* bytes (then Problem 413). Raises Problem (400)."""

    def __init__(self, packed: BinaryIO, limit: int) -> None:
        self.packed, self.limit, self.size = gzip.GzipFile(fileobj=packed), limit, 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read about *size* bytes, or all."""
        try:
            piece = self.packed.read(size if size >= 0 else self.limit + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise Problem(400, f"the body is not whole gzip: {error}") from error
        self.size += len(piece)
        if self.size > self.limit:
            raise problems.too_long(self.limit)
        return piece


def unpacked(body: BinaryIO, encoding: str | None, limit: int) -> BinaryIO:
    """Return *body* without its Content-Encoding: gzip, or none."""
    if not encoding:
        return body
    if not body.read(1):
        raise Problem(400, "the body is not whole gzip: it is empty")
    body.seek(0)
    return cast(BinaryIO, Unpacked(body, limit))


@dataclass(frozen=True)
class Upload:
    """The *body* of a write as documents; they can be read again and again."""

    body: BinaryIO
    request: dict[str, Any]

    def documents(self) -> Iterator[Document]:
        """Read the documents, each after the one before; raises Problem where one is of no kind that is known."""
        self.body.seek(0)
        request, limit = self.request, self.request["upload_mb"] << 20
        stream = unpacked(self.body, request.get("encoding"), limit)
        kind = media_type(request.get("content_type"))
        if kind.startswith("multipart/"):
            yield from parts(stream, request["content_type"], limit)
        else:
            yield recognised(stream, kind, limit)


def form_fields(data: bytes) -> dict[str, list[str]]:
    """Read a form; raises Problem (400) where it is none in UTF-8."""
    if data.count(b"&") >= MOST_PARTS:
        raise Problem(400, f"the form has more than {MOST_PARTS} fields")
    found: dict[str, list[str]] = {}
    try:
        for pair in data.split(b"&"):
            name, _, value = pair.partition(b"=")
            found.setdefault(_decoded(name), []).append(_decoded(value))
    except UnicodeDecodeError as error:
        raise Problem(400, "the form is not percent-encoded UTF-8") from error
    return found


def _decoded(text: bytes) -> str:
    """Resolve percent-encoding piece by piece: the whole at once takes a hundred times its size."""
    pieces, start = [], 0
    text = text.replace(b"+", b" ")
    while start < len(text):
        end = start + PIECE
        while b"%" in text[end - 2 : end] and end < len(text):
            end += 1  # an escape is not cut
        pieces.append(unquote_to_bytes(text[start:end]))
        start = end
    return b"".join(pieces).decode()


def media_type(header: str | None) -> str:
    """Return the media type in *header*, without its parameters."""
    return (header or "").split(";")[0].strip().lower()


def recognised(stream: BinaryIO, kind: str, limit: int, name: str = "") -> Document:
    """Return the document in *stream*, of the media type *kind*, from a file called *name*."""
    if kind in PACKED_FILES:
        stream, kind, name = cast(BinaryIO, Unpacked(stream, limit)), "", name.removesuffix(".gz")
    if kind not in SAYING_NOTHING and kind not in MEDIA_TYPES:
        known = ", ".join(sorted(each for each, syntax in MEDIA_TYPES.items() if "x-" not in each))
        raise Problem(415, f"{kind} is not a type of RDF; send one of {known}, or application/octet-stream")
    strictly = kind in MEDIA_TYPES
    hint = MEDIA_TYPES[kind] if strictly else name.rpartition(".")[2].lower()
    try:
        return document(stream, hint, strictly=strictly)
    except (ValueError, LifontoError) as error:
        raise Problem(400, f"{name or 'the body'}: {error}") from error


def parts(stream: BinaryIO, content_type: str, limit: int) -> Iterator[Document]:
    """Yield the documents of a multipart form: its files, and its fields if they are RDF."""
    from werkzeug.exceptions import RequestEntityTooLarge
    from werkzeug.formparser import MultiPartParser
    from werkzeug.http import parse_options_header

    boundary = parse_options_header(content_type)[1].get("boundary", "")
    if not boundary:
        raise Problem(400, "a multipart body needs a boundary in its Content-Type")
    reader = MultiPartParser(
        stream_factory=lambda *_, **__: io.BytesIO(), max_form_memory_size=limit, max_form_parts=MOST_PARTS
    )
    try:
        fields, files = reader.parse(stream, boundary.encode(), None)
    except RequestEntityTooLarge as error:
        raise Problem(413, f"a multipart body may have {MOST_PARTS} parts here", limit="upload") from error
    except ValueError as error:
        raise Problem(400, f"the multipart body cannot be read: {error}") from error
    found = [(each.stream, media_type(each.content_type), each.filename or "") for _, each in files.items(multi=True)]
    found += [(io.BytesIO(text.encode()), "", name) for name, text in fields.items(multi=True)]
    if not found:
        raise Problem(400, "the multipart body has no parts")
    for file, kind, name in found:
        yield recognised(cast(BinaryIO, file), kind, limit, name)


def mistake_in(read: Document, error: Exception) -> Problem:
    """Explain (400) what is wrong in the document *read*."""
    return of_mistake(read.mistake(error), syntax=TITLES[read.said_to_be])
