"""The front: one event loop under granian (RSGI) that moves bytes between clients and the service.

Why not WSGI: a WSGI server holds a thread for each slow client, hides a client's leaving, and ends a broken stream
as if it were whole. Here none of that can happen, and hot answers leave before Flask is even asked; the pages are
Flask's, called in a thread.
"""

from __future__ import annotations

import asyncio
import re
import sys
import traceback
from functools import lru_cache
from io import BytesIO
from typing import Any

from flask import Flask

from sparql_server import problems
from sparql_server.problems import Problem
from sparql_server.protocol import Reply, Request
from sparql_server.reader import Reader
from sparql_server.service import Service, problem_reply, service_of, wants_page

PATIENCE = 50_000  # bytes a second that a body has to come with, once the time for small ones has passed


class Front:
    """The application that granian calls."""

    def __init__(self, service: Service, pages: Flask) -> None:
        self.service, self.pages, self.settings = service, pages, service.settings

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one HTTP request."""
        if scope.proto != "http":
            return
        try:
            reply = await self.reply(scope, protocol)
        except Exception:  # a mistake in this program: the client hears of it, its keeper reads where
            traceback.print_exc()
            reply = problem_reply(Problem(500, "something went wrong in the server itself; its log says where"))
        if reply.stream is None:
            headers = reply.headers
            if scope.method == "HEAD":
                protocol.response_empty(reply.status, [*headers, ("Content-Length", str(len(reply.body)))])
            elif reply.body:
                protocol.response_bytes(reply.status, headers, reply.body)
            else:
                protocol.response_empty(reply.status, headers)
            return
        if scope.method == "HEAD":
            await reply.stream.aclose()  # type: ignore[attr-defined]
            protocol.response_empty(reply.status, reply.headers)
            return
        await self.stream(protocol, reply)

    async def reply(self, scope: Any, protocol: Any) -> Reply:
        """Find the answer to a request, reading its body if it has one."""
        try:
            request = self.request(scope, protocol)
            path = request.path
            if request.method not in {"GET", "HEAD", "OPTIONS"}:
                request.body = await self.body(protocol, path, request.method, scope.headers)
        except Problem as problem:
            return problem_reply(problem)
        if service_of(path) and not wants_page(request):
            return await self.service.handle(request)
        page = "/" if wants_page(request) else path
        return await asyncio.to_thread(call_wsgi, self.pages, request, page, scope)

    def request(self, scope: Any, protocol: Any) -> Request:
        """Read a request's head."""
        path, base = scope.path, self.settings.base_path
        if base and (path == base or path.startswith(base + "/")):
            path = path[len(base) :] or "/"
        header = scope.headers.get
        return Request(
            scope.method,
            path,
            scope.query_string,
            self.url(scope),
            header("accept"),
            header("accept-encoding"),
            header("content-type"),
            header("content-encoding"),
            header("authorization"),
            header("if-none-match"),
            b"",
            protocol.client_disconnect,
            Reader(scope.client),
        )

    def hot(self, scope: Any, protocol: Any) -> bool:
        """Answer from the cache at once where that is possible, in whatever thread this is; tell whether it was."""
        if scope.proto != "http" or scope.method != "GET" or not scope.path.endswith("/sparql"):
            return False
        try:
            reply = self.service.hot(self.request(scope, protocol))
        except Problem:
            return False
        if reply is None:
            return False
        protocol.response_bytes(reply.status, reply.headers, reply.body)
        return True

    async def body(self, protocol: Any, path: str, method: str, headers: Any) -> bytes:
        """Read a body within its limits: its size by service, its speed by the clock."""
        declared = headers.get("content-length") or ""
        length = int(declared) if declared.isdecimal() else None
        limit = self.service.admit(path, method, headers.get("authorization"), length)
        loop, pieces, size = asyncio.get_running_loop(), [], 0
        patience = loop.time() + self.settings.limits.body_seconds
        try:
            async with asyncio.timeout_at(patience) as clock:
                async for piece in protocol:
                    pieces.append(bytes(piece))
                    size += len(piece)
                    if size > limit:
                        raise problems.too_long(limit)
                    clock.reschedule(patience + size / PATIENCE)
        except TimeoutError:
            raise Problem(408, "the body came too slowly", headers={"Connection": "close"}) from None
        return b"".join(pieces)

    def url(self, scope: Any) -> str:
        """Return the server's base as the client sees it, behind a proxy too."""
        if self.settings.public_url:
            return self.settings.public_url.rstrip("/")
        header = scope.headers.get
        host = header("x-forwarded-host") or scope.authority or header("host") or scope.server
        return base_url(
            header("x-forwarded-proto") or scope.scheme, host, header("x-forwarded-prefix") or self.settings.base_path
        )

    async def stream(self, protocol: Any, reply: Reply) -> None:
        """Send a body piece by piece; one that cannot be finished is cut off, never ended as if it were whole."""
        transport = protocol.response_stream(reply.status, reply.headers)
        assert reply.stream
        assert reply.reader
        try:
            async for chunk in reply.stream:
                await transport.send_bytes(chunk)
        except Exception:  # a limit, or a client that has gone: either way these bytes are not an answer
            reply.reader.cut()
        finally:
            await reply.stream.aclose()  # type: ignore[attr-defined]
            reply.reader.close()


@lru_cache(maxsize=256)
def base_url(scheme: str, host: str, prefix: str) -> str:
    """Put a base URL together from what clients and proxies send; refuse what cannot be part of one."""
    plain = re.fullmatch(r"[\w.:\[\]-]+", host) and re.fullmatch(r"[/\w.~-]*", prefix)
    if not plain or scheme not in {"http", "https"}:
        raise Problem(400, "the Host header is not a host, or what a proxy forwards is not a scheme and a path")
    return f"{scheme}://{host}{prefix.rstrip('/')}"


def call_wsgi(app: Flask, request: Request, path: str, scope: Any) -> Reply:
    """Have *app* answer *request* as a WSGI application would."""
    host, _, port = scope.server.rpartition(":")
    environ = {
        "REQUEST_METHOD": request.method,
        "PATH_INFO": path,
        "QUERY_STRING": request.query_string,
        "SCRIPT_NAME": "",
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": scope.authority or scope.headers.get("host") or scope.server,
        "HTTP_ACCEPT": request.accept or "",
        "CONTENT_TYPE": request.content_type or "",
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "sparql_server.url": request.url,
    }
    found: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Any:
        found[:] = [int(status.split()[0]), headers]

    pieces = app.wsgi_app(environ, start)
    body = b"".join(pieces)
    close = getattr(pieces, "close", None)
    if close:
        close()
    headers = [h for h in found[1] if h[0].lower() != "content-length"]
    return Reply(found[0], headers, body)
