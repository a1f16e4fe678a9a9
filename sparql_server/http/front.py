"""The front: what all connections share, and who answers which request.

It reads a request's head into a :class:`~sparql_server.protocol.requests.Request`, asks the service for answers by the
SPARQL protocols and Flask, in a thread, for pages.
"""

from __future__ import annotations

import asyncio
import re
import traceback
from email.utils import formatdate
from functools import lru_cache
from urllib.parse import unquote

import httptools
from flask import Flask

from sparql_server.http.connection import Connection
from sparql_server.http.reader import HEAD, Asked
from sparql_server.http.wsgi import call_wsgi
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.replies import problem_reply
from sparql_server.protocol.requests import Reply, Request
from sparql_server.service import Service, service_of, wants_page
from sparql_server.workers.answer import Client

KNOWN, KNOWN_BYTES = 1000, 20_000  # how many heads are remembered as read, and how long they may be
HOST = re.compile(r"([\w.-]+|\[[\w.:]+\])(:\d{0,5})?", re.ASCII)
PREFIX = re.compile(r"(/[\w.~-]+)*/?", re.ASCII)
Pairs = list[tuple[bytes, bytes]]


class Front:
    """Answers the requests of all connections on *loop*."""

    def __init__(self, service: Service, pages: Flask, loop: asyncio.AbstractEventLoop) -> None:
        self.service, self.pages, self.settings, self.loop = service, pages, service.settings, loop
        self.now = loop.time
        self.patience = service.settings.limits.body_seconds
        self.head_limit = int(service.settings.limits.query_mb * (1 << 20)) + HEAD
        self.connections: set[Connection] = set()
        self.known: dict[bytes, Asked] = {}
        self.tick()

    def connect(self) -> Connection:
        """Make the protocol of a new connection."""
        return Connection(self)

    def tick(self) -> None:
        """Do what is to be done a few times a second: the date for answers, and clients past their deadlines."""
        self.date = f"Date: {formatdate(usegmt=True)}\r\n".encode()
        now = self.now()
        for connection in list(self.connections):
            connection.check(now)

    def remember(self, data: bytes, asked: Asked) -> None:
        """Keep what the head *data* means: programs send the same one again and again."""
        if asked.request.method == "GET" and len(data) < KNOWN_BYTES:
            if len(self.known) >= KNOWN:
                self.known.clear()
            self.known[data] = asked

    def request(self, method: str, target: bytes, pairs: Pairs, server: str) -> tuple[Request, int | None, bool]:
        """Read a request's head; return it, the length that its body is said to have, and whether it waits for 100."""
        target_path, query = split(target)
        path, base = unquote(target_path), self.settings.base_path
        if base and (path == base or path.startswith(base + "/")):
            path = path[len(base) :] or "/"
        headers: dict[str, str] = {}
        for name, value in pairs:
            key, text = name.decode("latin-1").lower(), value.decode("latin-1")
            headers[key] = f"{headers[key]}, {text}" if key in headers else text
        get = headers.get
        request = Request(
            method,
            path,
            query,
            self.url(headers, server),
            get("accept"),
            get("accept-encoding"),
            get("content-type"),
            get("content-encoding"),
            get("authorization"),
            get("if-none-match"),
        )
        length = get("content-length", "")
        expects = get("expect", "").lower() == "100-continue"
        return request, int(length) if length.isdecimal() else None, expects

    def url(self, headers: dict[str, str], server: str) -> str:
        """Return the server's base as the client sees it, behind a proxy too."""
        if self.settings.public_url:
            return self.settings.public_url.rstrip("/")
        get = headers.get
        host = get("x-forwarded-host") or get("host") or server
        return base_url(get("x-forwarded-proto") or "http", host, get("x-forwarded-prefix") or self.settings.base_path)

    def hot(self, request: Request) -> Reply | None:
        """Answer from the cache at once where that is possible."""
        if request.method == "GET" and request.path == "/sparql" and self.settings.cache_mb:
            return self.service.hot(request)
        return None

    async def reply(self, request: Request, client: Client) -> Reply:
        """Find the answer to *request*."""
        try:
            landing = wants_page(request)
            if service_of(request.path) and not landing:
                return await self.service.handle(request, client)
            return await asyncio.to_thread(call_wsgi, self.pages, request, "/" if landing else request.path)
        except Exception:
            return problem_reply(self.mistake())

    def mistake(self) -> Problem:
        """Report a mistake in this program: the client hears of it, its keeper reads where."""
        traceback.print_exc()
        return Problem(500, "something went wrong in the server itself; its log says where")

    async def leave(self, seconds: float) -> None:
        """Answer what is being answered, for *seconds* at most, and close all connections."""
        self.service.pool.leave_slow()
        for connection in list(self.connections):
            connection.leave()
        tasks = [each.task for each in self.connections if each.task]
        if tasks:
            await asyncio.wait(tasks, timeout=seconds)
        for connection in list(self.connections):
            connection.transport.abort()


def split(target: bytes) -> tuple[str, str]:
    """Return path and query of a request's target (RFC 9112 §3.2)."""
    try:
        url = httptools.parse_url(target)
    except httptools.HttpParserInvalidURLError as error:
        raise Problem(400, "the target of the request is not a path or an http URL") from error
    return (url.path or b"/").decode("latin-1"), (url.query or b"").decode("latin-1")


@lru_cache(maxsize=256)
def base_url(scheme: str, host: str, prefix: str) -> str:
    """Put a base URL together from what clients and proxies send; refuse what cannot be part of one."""
    plain = HOST.fullmatch(host) and PREFIX.fullmatch(prefix) and int(host.rpartition("]")[2].partition(":")[2] or 0)
    if plain is None or plain > 65535 or scheme not in {"http", "https"}:
        raise Problem(400, "the Host header is not a host, or what a proxy forwards is not a scheme and a path")
    return f"{scheme}://{host}{prefix.rstrip('/')}"
