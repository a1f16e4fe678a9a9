"""Requests as the views read them: heads at once, bodies only where and as far as they are wanted."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from flask import request

from sparql_server.protocol import problems
from sparql_server.protocol.authorization import authorize
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.requests import Request, coding
from sparql_server.store.frames import MAX_BODY_IN_FRAME
from sparql_server.views.service import service

PIECE = 1 << 20  # bytes


def head() -> Request:
    """Return the request at hand without its body."""
    environ = request.environ
    get = environ.get
    return Request(
        request.method,
        request.path,
        environ["QUERY_STRING"],
        base_url(),
        accept=get("HTTP_ACCEPT"),
        accept_encoding=get("HTTP_ACCEPT_ENCODING"),
        content_type=get("CONTENT_TYPE") or None,
        content_encoding=get("HTTP_CONTENT_ENCODING"),
        if_match=get("HTTP_IF_MATCH"),
        if_none_match=get("HTTP_IF_NONE_MATCH"),
    )


def base_url() -> str:
    """Return where the client sees the server, without a slash at the end."""
    settings, environ = service().settings, request.environ
    if settings.public_url:
        return settings.public_url.rstrip("/")
    host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    return f"{environ['wsgi.url_scheme']}://{host}{environ.get('SCRIPT_NAME', '')}"


def short_body(asked: Request, limit: int) -> bytes:
    """Read the body of *asked*, of at most *limit* bytes, uncompressed."""
    request.max_content_length = limit
    body = request.get_data(cache=False)
    if not body or coding(asked) is None:
        return body
    try:
        body = gzip.GzipFile(fileobj=BytesIO(body)).read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Problem(400, f"the body is not whole gzip, though Content-Encoding says so: {error}") from error
    if len(body) > limit:
        raise problems.too_long(limit)
    return body


def permit() -> None:
    """Refuse who may not write."""
    authorize(request.headers.get("Authorization"), service().settings)


@contextmanager
def upload(limit: int) -> Iterator[tuple[bytes, int | None]]:
    """Yield a body of at most *limit* bytes: itself, or the descriptor of a file that holds it.

    waitress has put a long one into a file already; under another server it is copied into one.
    """
    request.max_content_length = limit
    source = request.environ["wsgi.input"]
    is_waitress = "waitress.client_disconnected" in request.environ  # which says the length of every body
    length = request.content_length or (0 if is_waitress else None)
    if length is not None and length <= MAX_BODY_IN_FRAME:
        yield request.get_data(cache=False), None
    elif is_waitress:
        source.flush()
        os.lseek(source.fileno(), 0, os.SEEK_SET)
        yield b"", source.fileno()
    else:
        with service().spool.file() as file:
            while piece := request.stream.read(PIECE):
                file.reserve(len(piece))
                file.write(piece)
            file.seek(0)
            yield b"", file.fileno()
