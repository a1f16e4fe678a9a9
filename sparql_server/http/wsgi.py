"""Calling a WSGI application (PEP 3333) about a request that came in another way."""

from __future__ import annotations

import sys
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from sparql_server.protocol.requests import Reply, Request


def call_wsgi(app: Flask, request: Request, path: str) -> Reply:
    """Have *app* answer *request* at *path*."""
    found: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Any:
        found[:] = [int(status.split()[0]), headers]

    pieces = app.wsgi_app(environ(request, path), start)
    body = b"".join(pieces)
    close = getattr(pieces, "close", None)
    if close:
        close()
    headers = [header for header in found[1] if header[0].lower() != "content-length"]
    return Reply(found[0], headers, body)


def environ(request: Request, path: str) -> dict[str, Any]:
    """Return the environment of *request*."""
    url = urlsplit(request.url)
    return {
        "REQUEST_METHOD": request.method,
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": request.query_string.encode().decode("latin-1"),
        "SCRIPT_NAME": "",
        "SERVER_NAME": url.hostname or "localhost",
        "SERVER_PORT": str(url.port or 80),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": url.netloc,
        "HTTP_ACCEPT": request.accept or "",
        "CONTENT_TYPE": request.content_type or "",
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "sparql_server.url": request.url,
    }
