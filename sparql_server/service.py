"""The service: answers requests about the store, from the cache where it can, with a problem where it must.

It knows HTTP's words (:mod:`~sparql_server.protocol.requests`) but no server; the front and the Flask application
both call it.
"""

from __future__ import annotations

import asyncio
import hmac
import time
import zlib
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

from sparql_server.cache import Cache
from sparql_server.observe import Log, Metrics
from sparql_server.protocol import problems
from sparql_server.protocol.description import service_description, void
from sparql_server.protocol.formats import GRAPHS, accepts_gzip, negotiate
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.replies import CORS, conditional, problem_reply, reply_with
from sparql_server.protocol.requests import (
    Operation,
    Reply,
    Request,
    choose,
    common,
    not_acceptable,
    not_allowed,
    parameters,
    read_graph_operation,
    read_query,
    read_update,
)
from sparql_server.reasoning.endpoint import Reasoning
from sparql_server.remote import Remote, RemoteAnswer
from sparql_server.settings import Settings
from sparql_server.workers.answer import Answer, Client
from sparql_server.workers.fetch import Fetcher
from sparql_server.workers.keeper import Keeper
from sparql_server.workers.pool import Pool

PREPARED, PREPARED_BYTES = 1000, 20_000  # how many requests are remembered as read, and how long they may be
PREFLIGHT = [
    ("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS"),
    ("Access-Control-Allow-Headers", "Accept, Content-Type, If-None-Match"),
    ("Access-Control-Max-Age", "86400"),
]
METHODS = dict.fromkeys(("sparql", "reason"), "GET, HEAD, POST, OPTIONS")
METHODS |= {"void": "GET, HEAD, OPTIONS", "update": "POST, OPTIONS"}
READING = {"GET", "HEAD", "OPTIONS"}


def service_of(path: str) -> str | None:
    """Return which service *path* belongs to; ``None`` for pages."""
    if path in {"/sparql", "/sparql/"}:
        return "sparql"
    if path in {"/update", "/update/"}:
        return "update"
    if path == "/data" or path.startswith("/data/"):
        return "data"
    if path.startswith("/reason/"):
        return "reason"
    return "void" if path == "/.well-known/void" else None


class Service:
    """Everything behind the paths ``/sparql``, ``/update``, ``/data``, ``/reason/`` and ``/.well-known/void``.

    The nursery of *keeper* may be loading already; without one it is started here.
    """

    def __init__(self, settings: Settings, keeper: Keeper | None = None) -> None:
        self.settings = settings
        self.metrics, self.log, self.cache = Metrics(), Log(settings.log), Cache(settings.cache_mb)
        self.reasoning = Reasoning(settings)
        self.prepared: dict[tuple[Any, ...], Operation] = {}
        self.pool: Pool | Remote
        if settings.remote:
            self.pool = Remote(settings, self.metrics)
        else:
            self.pool = Pool(settings, self.metrics, keeper or Keeper(settings), Fetcher(settings))

    def admit(self, path: str, method: str, authorization: str | None, length: int | None) -> int:
        """Return how many bytes of body a request may have, before any is read; refuse what may not write."""
        limit = self._body_limit(path, method, authorization)
        if (length or 0) > limit:
            raise problems.too_long(limit)
        return limit

    def _body_limit(self, path: str, method: str, authorization: str | None) -> int:
        service = service_of(path)
        limits = self.settings.limits
        if service not in {"update", "data"}:  # pages that are not there say so themselves
            return int(limits.query_mb * (1 << 20))
        if method in READING:
            return 0
        if not self.settings.writable:
            raise Problem(403, "this server is read-only; its keeper can start it with --writable and a token")
        kind, _, token = (authorization or "").partition(" ")
        known = (self.settings.token or "").encode()
        if kind.lower() != "bearer" or not hmac.compare_digest(token.strip().encode(), known):
            wanted = "writing wants the header Authorization: Bearer TOKEN"
            raise Problem(401, wanted, headers={"WWW-Authenticate": "Bearer"})
        return limits.upload_mb << 20

    def inflated(self, request: Request) -> Request:
        """Return *request* with its body uncompressed, if it came with Content-Encoding: gzip."""
        encoding = (request.content_encoding or "identity").strip().lower()
        if encoding == "identity" or not request.body:
            return request
        if encoding not in {"gzip", "x-gzip"}:
            raise Problem(415, "only gzip is understood as Content-Encoding", headers={"Accept-Encoding": "gzip"})
        limit = self._body_limit(request.path, request.method, request.authorization)
        unpacker = zlib.decompressobj(31)
        try:
            body = unpacker.decompress(request.body, limit)
        except zlib.error as error:
            raise Problem(400, "the body is not gzip, though Content-Encoding says so") from error
        if unpacker.unconsumed_tail:
            raise problems.too_long(limit)
        return replace(request, body=body, content_encoding=None)

    async def handle(self, request: Request, client: Client | None = None) -> Reply:
        """Answer *request*; problems are answers too."""
        started = time.perf_counter()
        service = service_of(request.path) or "page"
        try:
            reply = await self._answer(service, request, client)
        except Problem as problem:
            reply = problem_reply(problem)
            if service != "update" and (service != "data" or request.method in READING):
                reply.headers += CORS
        if reply.stream:
            reply.stream = self._observed(reply.stream, service, request, reply.status, started)
        else:
            self._note(service, request, reply.status, started, len(reply.body))
        return reply

    async def _answer(self, service: str, request: Request, client: Client | None) -> Reply:
        if request.method == "OPTIONS":
            methods = METHODS.get(service, "GET, HEAD, PUT, POST, DELETE, OPTIONS")
            return Reply(204, [("Allow", methods), *([] if service == "update" else CORS + PREFLIGHT)])
        if service in METHODS and request.method not in METHODS[service]:
            raise not_allowed(METHODS[service])
        if service == "sparql":
            return await self._query(request, client)
        if service == "reason":
            reply = await self.reasoning.answer(self.inflated(request), client, self.pool.version)
            return replace(reply, headers=[*reply.headers, *CORS])
        if service == "update":
            update = read_update(self.inflated(request), self.settings)
            assert isinstance(self.pool, Pool)
            await self.pool.write(update, client)
            return Reply(204)
        if service == "data":
            return await self._graph(request, client)
        return await self._describe(request, {"union": True}, void(self.settings, request.url))

    async def _query(self, request: Request, client: Client | None) -> Reply:
        key = key_of(request)
        if (hit := self.cached(key)) is not None:
            return conditional(hit, request.if_none_match)
        operation = self.prepared.get(key) or await self._read(request)
        if operation is None:
            return await self._describe(request, {"union": False}, service_description(self.settings, request.url))
        short = len(operation.body) < PREPARED_BYTES
        if short:
            self.prepared[key] = operation
            if len(self.prepared) > PREPARED:
                self.prepared.clear()
        answer = await self.pool.read(operation, client)
        reply = reply_with(answer)
        if short and operation.is_steady:
            self.cache_put(key, answer, reply)
        return conditional(reply, request.if_none_match)

    async def _read(self, request: Request) -> Operation | None:
        """Read a query: a long one in a thread, since others would notice how long that takes."""

        def read() -> Operation | None:
            return read_query(self.inflated(request), self.settings)

        long = request.content_encoding or len(request.body) + len(request.query_string) > PREPARED_BYTES
        return await asyncio.to_thread(read) if long else read()

    async def _describe(self, request: Request, dataset: dict[str, bool], text: str) -> Reply:
        key = (request.url, request.path, "description", request.accept, request.query_string)
        if (hit := self.cached(key)) is None:
            given = parameters(request.query_string)
            if (chosen := choose(request, given, GRAPHS)) is None:
                raise not_acceptable(GRAPHS)
            asked = {"do": "query", "federation": False, "solutions": None, "graphs": chosen, **dataset}
            asked |= common(request, given, self.settings) | {"gzip": False}
            answer = await self.pool.read(Operation(asked, text.encode()))
            hit = reply_with(answer)
            self.cache_put(key, answer, hit)
        return conditional(hit, request.if_none_match)

    async def _graph(self, request: Request, client: Client | None) -> Reply:
        if request.method not in {"GET", "HEAD", "PUT", "POST", "DELETE"}:
            raise not_allowed("GET, HEAD, PUT, POST, DELETE, OPTIONS")
        operation = read_graph_operation(self.inflated(request), self.settings)
        if operation.request["do"] == "graph":
            return conditional(reply_with(await self.pool.read(operation, client)), request.if_none_match)
        assert isinstance(self.pool, Pool)
        head = await self.pool.write(operation, client)
        if "created" in operation.request:
            return Reply(201, [("Location", operation.request["created"])])
        return Reply(204 if head["existed"] else 201)

    def hot(self, request: Request) -> Reply | None:
        """Answer *request*, a GET of ``/sparql``, from the cache alone."""
        started = time.perf_counter()
        if (hit := self.cache.get(key_of(request), self.pool.version)) is None:
            return None
        self.metrics.hits.inc()
        reply = conditional(hit, request.if_none_match)
        self._note("sparql", request, reply.status, started, len(reply.body))
        return reply

    def cached(self, key: Any) -> Reply | None:
        """Look *key* up in the cache."""
        reply = self.cache.get(key, self.pool.version)
        (self.metrics.hits if reply else self.metrics.misses).inc()
        return reply

    def cache_put(self, key: Any, answer: Answer | RemoteAnswer, reply: Reply) -> None:
        """Keep *reply* if it came whole."""
        if answer.body is not None:
            self.cache.put(key, answer.version, reply)

    async def _observed(
        self, stream: AsyncIterator[bytes], service: str, request: Request, status: int, started: float
    ) -> AsyncIterator[bytes]:
        size, limit = 0, None
        try:
            async for chunk in stream:
                size += len(chunk)
                yield chunk
        except Problem as problem:
            limit = problem.members.get("limit", "error")
            raise
        finally:
            self._note(service, request, status, started, size, cut_by=limit)

    def _note(self, service: str, request: Request, status: int, started: float, size: int, **members: Any) -> None:
        seconds = time.perf_counter() - started
        self.metrics.note(service, status, seconds)
        if not self.log.enabled:
            return
        text = request.body if request.method == "POST" else request.query_string.encode()
        self.log.write(
            service=service, method=request.method, status=status, seconds=seconds, text=text, bytes=size, **members
        )


def key_of(request: Request) -> tuple[Any, ...]:
    """Return all that an answer to a query depends on, the dataset's version apart."""
    encoded = accepts_gzip(request.accept_encoding)
    return request.url, request.query_string, request.accept, encoded, request.content_type, request.body


def wants_page(request: Request) -> bool:
    """Tell whether a browser came to ``/sparql`` without a query: it gets the landing page."""
    if request.path != "/sparql" or request.method not in {"GET", "HEAD"} or "query=" in request.query_string:
        return False
    html = request.accept or ""
    return "text/html" in html and negotiate(html, None, GRAPHS) == GRAPHS[0] and "text/turtle" not in html
