"""Standing in front of another SPARQL store: the same pages, limits and cache, its data.

It offers what :class:`~sparql_server.workers.pool.Pool` offers for reading; the service does not know the difference.
The other store's data may change without notice, so answers are kept for :data:`FRESH` seconds only.
"""

from __future__ import annotations

import asyncio
import hashlib
import http.client
import time
import zlib
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlencode, urlsplit

from sparql_server.observe import Metrics
from sparql_server.protocol import problems
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.requests import Operation
from sparql_server.protocol.tokens import tokens, unescape
from sparql_server.protocol.wire import CHUNK, HELD
from sparql_server.settings import Settings
from sparql_server.workers.answer import Client
from sparql_server.workers.turns import Turns

FRESH = 60
CUT = ("x-sparql-maxrows", "x-sql-state")  # what Virtuoso sends with an answer that is not whole


class RemoteAnswer:
    """An answer on its way from the other store."""

    def __init__(self, remote: Remote, deadline: float, version: int, client: Client | None) -> None:
        self.remote, self.deadline, self.version, self.client = remote, deadline, version, client
        self.head: dict[str, Any] = {}
        self.body: bytes | None = None
        self.tag = ""
        self.first, self.size, self.closed = b"", 0, False
        self.connection: http.client.HTTPConnection | None = None
        self.response: http.client.HTTPResponse | None = None
        self.timers: list[Any] = []

    async def ask(self, form: bytes, accept: str) -> None:
        """Send the query; take the head and the beginning of the answer."""
        await self._in_thread(self._ask, form, accept)
        pieces: list[bytes] = []
        while self.size < HELD and (piece := await self._in_thread(self._read)):
            pieces.append(piece)
        self.first = b"".join(pieces)

    def _ask(self, form: bytes, accept: str) -> None:
        settings = self.remote.settings
        url = urlsplit(settings.remote or "")
        left = max(self.deadline - time.monotonic(), 0.01)
        kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
        self.connection = kind(url.hostname or "", url.port, timeout=left)
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request("POST", (url.path or "/") + (f"?{url.query}" if url.query else ""), form, headers)
        self.response = self.connection.getresponse()
        self.head["type"] = self.response.getheader("Content-Type", "application/octet-stream")
        if self.response.status != 200:
            said = " ".join(self.response.read(2000).decode(errors="replace").split())[:500]
            status = self.response.status if self.response.status in {400, 404, 406, 413, 503, 504} else 502
            raise Problem(status, f"the store behind this server answered {self.response.status}: {said}")
        if cut := [name for name in CUT if self.response.getheader(name)]:
            raise Problem(413, f"the store behind this server cut the answer short ({', '.join(cut)}); add a LIMIT")

    def _read(self) -> bytes:
        assert self.response
        piece = self.response.read1(CHUNK)
        self.size += len(piece)
        if self.size > self.remote.settings.limits.response_mb << 20:
            raise problems.too_large(self.remote.settings.limits.response_mb)
        return piece

    async def _in_thread(self, work: Any, *arguments: Any) -> Any:
        try:
            return await asyncio.to_thread(work, *arguments)
        except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
            if time.monotonic() >= self.deadline - 0.01:
                raise problems.out_of_time(self.remote.settings.limits.seconds) from error
            reason = str(error) or type(error).__name__
            raise Problem(502, f"the store behind this server did not answer: {reason}") from error

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the body piece by piece as the client takes it; it, too, has to keep to the query's time."""
        try:
            yield self.first
            while piece := await self._in_thread(self._read):
                if self.client:
                    async with asyncio.timeout(self.deadline - time.monotonic()):
                        await room(self.client)
                yield piece
        except TimeoutError:
            raise problems.out_of_time(self.remote.settings.limits.seconds) from None
        finally:
            self.close()

    def close(self) -> None:
        """Hang up and let the next one have a turn."""
        if self.closed:
            return
        self.closed = True
        for timer in self.timers:
            timer.cancel()
        if self.connection:
            self.hang_up()
        self.remote.end()

    def hang_up(self) -> None:
        """Break the connection, so that a thread that waits for it goes on."""
        if self.connection and self.connection.sock:
            self.connection.sock.close()


class Remote(Turns):
    """Reads from the store at ``settings.remote``."""

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        super().__init__(settings, metrics)
        self.quads = -1

    @property
    def version(self) -> int:
        """Return a number that changes every :data:`FRESH` seconds."""
        return int(time.monotonic() // FRESH)

    async def reload(self) -> None:
        """Read nothing again."""

    def wait_until_ready(self) -> None:
        """Wait for nothing: whether the other store answers is what ``/readyz`` tells."""

    def leave_slow(self) -> None:
        """Leave nobody: all keep to the query's time."""

    def hang_up(self) -> None:
        """End nothing."""

    def stop(self) -> None:
        """Stop nothing."""

    async def read(self, operation: Operation, client: Client | None = None) -> RemoteAnswer:
        """Have the other store answer *operation*, within this server's limits."""
        request, text = operation.request, query_of(operation)
        await asyncio.to_thread(refuse_reaching, text)
        deadline = time.monotonic() + request["seconds"]
        await self.turn(request["seconds"])
        answer = RemoteAnswer(self, deadline, self.version, client)
        loop = asyncio.get_running_loop()
        answer.timers = [loop.call_later(request["seconds"], answer.hang_up)]
        if client:
            answer.timers.append(loop.create_task(self.watch(answer, client)))
        fields = [("query", text)]
        fields += [("default-graph-uri", iri) for iri in request.get("default", ())]
        fields += [("named-graph-uri", iri) for iri in request.get("named", ())]
        try:
            await answer.ask(urlencode(fields).encode(), accept_of(request))
        except BaseException:
            answer.close()
            raise
        if answer.size < HELD:
            finish(answer, request["gzip"])
        return answer

    async def watch(self, answer: RemoteAnswer, client: Client) -> None:
        """Hang up when the client goes."""
        await client.gone.wait()
        answer.hang_up()


async def room(client: Client) -> None:
    """Wait until *client* takes more."""
    while not client.has_room():
        ready = asyncio.Event()
        with client.watched(ready.set):
            await ready.wait()


def finish(answer: RemoteAnswer, gzip: bool) -> None:
    """Give a whole answer its encoding and its tag."""
    body = answer.first
    if gzip and len(body) > 1000:
        body = zlib.compress(body, 5, 31)
        answer.head["encoding"] = "gzip"
    answer.tag = hashlib.blake2b(body, digest_size=16).hexdigest()
    answer.body = body
    answer.close()


def query_of(operation: Operation) -> str:
    """Return the query that does what *operation* asks."""
    request = operation.request
    if request["do"] != "graph":
        return operation.body.decode()
    if request["graph"] is None:
        return "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{request['graph']}> {{ ?s ?p ?o }} }}"


def refuse_reaching(text: str) -> None:
    """Refuse to make the other store fetch: SERVICE, and the pragmas that some stores read before a query."""
    words = {t.text for t in tokens(unescape(text)) if t.kind == "word"}
    if words & {"SERVICE", "DEFINE"}:
        raise Problem(403, "SERVICE and DEFINE are not available here: this server does not make others call others")


def accept_of(request: dict[str, Any]) -> str:
    """Return an Accept header for either kind of answer."""
    chosen = [request.get("solutions"), request.get("graphs")]
    return ", ".join(media_type for _, media_type in filter(None, chosen))
