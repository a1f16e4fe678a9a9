"""The service: answers requests about the store, from the cache where it can, with a problem where it must.

It knows HTTP's words (:mod:`~sparql_server.protocol`) but no server; the front and the Flask application both call it.
"""

from __future__ import annotations

import hmac
import time
import zlib
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

from sparql_server import problems
from sparql_server.cache import Cache
from sparql_server.description import service_description, void
from sparql_server.fetch import Fetcher
from sparql_server.formats import GRAPHS, accepts_gzip, negotiate
from sparql_server.observe import Log, Metrics
from sparql_server.pool import Answer, Pool
from sparql_server.problems import Problem
from sparql_server.protocol import (
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

PREPARED, PREPARED_BYTES = 1000, 20_000  # how many requests are remembered as read, and how long they may be
CORS = [("Access-Control-Allow-Origin", "*"), ("Access-Control-Expose-Headers", "ETag, Link, Location")]
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
    """Everything behind the paths ``/sparql``, ``/update``, ``/data``, ``/reason/`` and ``/.well-known/void``."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.metrics, self.log, self.cache = Metrics(), Log(settings.log), Cache(settings.cache_mb)
        self.reasoning = Reasoning(settings)
        self.prepared: dict[tuple[Any, ...], Operation] = {}
        self.pool: Pool | Remote
        if settings.remote:
            self.pool = Remote(settings, self.metrics)
        else:
            self.pool = Pool(settings, self.metrics, Fetcher(settings))

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

    async def handle(self, request: Request) -> Reply:
        """Answer *request*; problems are answers too."""
        started = time.perf_counter()
        service = service_of(request.path) or "page"
        try:
            reply = await self._answer(service, request)
        except Problem as problem:
            reply = problem_reply(problem)
            if service != "update" and (service != "data" or request.method in READING):
                reply.headers += CORS
        if reply.stream:
            reply.stream = self._observed(reply.stream, service, request, reply.status, started)
        else:
            self._note(service, request, reply.status, started, len(reply.body))
        return reply

    async def _answer(self, service: str, request: Request) -> Reply:
        if request.method == "OPTIONS":
            methods = METHODS.get(service, "GET, HEAD, PUT, POST, DELETE, OPTIONS")
            return Reply(204, [("Allow", methods), *([] if service == "update" else CORS + PREFLIGHT)])
        if service in METHODS and request.method not in METHODS[service]:
            raise not_allowed(METHODS[service])
        if service == "sparql":
            return await self._query(request)
        if service == "reason":
            reply = await self.reasoning.answer(inflated(request, self.settings), self.pool.version)
            return replace(reply, headers=[*reply.headers, *CORS])
        if service == "update":
            update = read_update(inflated(request, self.settings), self.settings)
            assert isinstance(self.pool, Pool)
            await self.pool.write(update, request.gone)
            return Reply(204)
        if service == "data":
            return await self._graph(request)
        return await self._describe(request, {"union": True}, void(self.settings, request.url))

    async def _query(self, request: Request) -> Reply:
        key = key_of(request)
        if (hit := self.cached(key)) is not None:
            return conditional(hit, request.if_none_match)
        operation = self.prepared.get(key) or read_query(inflated(request, self.settings), self.settings)
        if operation is None:
            return await self._describe(request, {"union": False}, service_description(self.settings, request.url))
        if len(operation.body) < PREPARED_BYTES:
            self.prepared[key] = operation
            if len(self.prepared) > PREPARED:
                self.prepared.clear()
        answer = await self.pool.read(operation, request.gone)
        reply = reply_with(answer)
        if operation.is_steady:
            self.cache_put(key, answer, reply)
        return conditional(reply, request.if_none_match)

    async def _describe(self, request: Request, dataset: dict[str, bool], text: str) -> Reply:
        key = (request.url, request.path, "description", request.accept, request.query_string)
        if (hit := self.cached(key)) is None:
            given = parameters(request.query_string)
            if (chosen := choose(request, given, GRAPHS)) is None:
                raise not_acceptable(GRAPHS)
            asked = {"do": "query", "federation": False, "solutions": None, "graphs": chosen, **dataset}
            asked |= common(request, given, self.settings) | {"gzip": False}
            answer = await self.pool.read(Operation(asked, text.encode()), request.gone)
            hit = reply_with(answer)
            self.cache_put(key, answer, hit)
        return conditional(hit, request.if_none_match)

    async def _graph(self, request: Request) -> Reply:
        if request.method not in {"GET", "HEAD", "PUT", "POST", "DELETE"}:
            raise not_allowed("GET, HEAD, PUT, POST, DELETE, OPTIONS")
        operation = read_graph_operation(inflated(request, self.settings), self.settings)
        if operation.request["do"] == "graph":
            return conditional(reply_with(await self.pool.read(operation, request.gone)), request.if_none_match)
        assert isinstance(self.pool, Pool)
        head = await self.pool.write(operation, request.gone)
        if "created" in operation.request:
            return Reply(201, [("Location", operation.request["created"])])
        return Reply(204 if head["existed"] else 201)

    def hot(self, request: Request) -> Reply | None:
        """Answer *request*, a GET of ``/sparql``, from the cache alone; may be called from any thread."""
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


def reply_with(answer: Answer | RemoteAnswer) -> Reply:
    """Turn a worker's answer into a response."""
    kind = answer.head["type"]
    kind += "; charset=utf-8" if kind.startswith("text/") and "charset" not in kind else ""
    headers = [("Content-Type", kind), ("Vary", "Accept, Accept-Encoding"), ("X-Content-Type-Options", "nosniff")]
    headers += CORS
    if "encoding" in answer.head:
        headers.append(("Content-Encoding", answer.head["encoding"]))
    if answer.body is None:
        return Reply(200, headers, stream=answer.chunks())
    etag = f'"{answer.head["etag"]}"'
    headers += [("ETag", etag), ("Cache-Control", "no-cache")]
    return Reply(200, headers, answer.body, etag=etag)


def conditional(reply: Reply, if_none_match: str | None) -> Reply:
    """Answer 304 where the client has the answer already (RFC 9110 §13.1.2)."""
    if not (if_none_match and reply.etag):
        return reply
    known = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    if reply.etag in known or "*" in known:
        kept = [header for header in reply.headers if header[0] not in {"Content-Type", "Content-Encoding"}]
        return Reply(304, kept)
    return reply


def problem_reply(problem: Problem) -> Reply:
    """Turn a problem into a response."""
    headers = [("Content-Type", problems.MEDIA_TYPE), ("Cache-Control", "no-store"), *problem.headers.items()]
    return Reply(problem.status, headers, problem.document())


def inflated(request: Request, settings: Settings) -> Request:
    """Return *request* with its body uncompressed, if it came with Content-Encoding: gzip."""
    encoding = (request.content_encoding or "identity").strip().lower()
    if encoding == "identity" or not request.body:
        return request
    if encoding not in {"gzip", "x-gzip"}:
        raise Problem(415, "only gzip is understood as Content-Encoding", headers={"Accept-Encoding": "gzip"})
    limit = settings.limits.upload_mb << 20
    unpacker = zlib.decompressobj(31)
    try:
        body = unpacker.decompress(request.body, limit)
    except zlib.error as error:
        raise Problem(400, "the body is not gzip, though Content-Encoding says so") from error
    if unpacker.unconsumed_tail:
        raise Problem(413, f"the body is larger than {settings.limits.upload_mb} MB, the upload limit", limit="upload")
    return replace(request, body=body, content_encoding=None)


def wants_page(request: Request) -> bool:
    """Tell whether a browser came to ``/sparql`` without a query: it gets the landing page."""
    if request.path != "/sparql" or request.method not in {"GET", "HEAD"} or "query=" in request.query_string:
        return False
    html = request.accept or ""
    return "text/html" in html and negotiate(html, None, GRAPHS) == GRAPHS[0] and "text/turtle" not in html
