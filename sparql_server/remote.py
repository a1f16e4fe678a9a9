"""Standing in front of another SPARQL store: the same routes, limits and cache, its data.

It offers what :class:`~sparql_server.lanes.supervisor.Supervisor` offers for reading. The other store's data may change
without notice, so answers are kept for :data:`FRESH` seconds only.

What may pass is decided by the engine's own parser, in a worker over an empty store (``store/passing.py``). The escapes
of code points are resolved before that, so that every reader of the text reads the same: some resolve them before they
look for strings and comments (SPARQL 1.1 §19.2), some after.
"""

from __future__ import annotations

import hashlib
import re
import time
import zlib
from dataclasses import replace
from typing import Any

import httpx

from sparql_server.lanes.calls import FAILURES, looking, post
from sparql_server.lanes.client import Client
from sparql_server.lanes.lane import Lane
from sparql_server.lanes.metrics import Metrics
from sparql_server.lanes.spool import Spool, Spooled
from sparql_server.lanes.supervisor import Supervisor
from sparql_server.protocol import problems
from sparql_server.protocol.answer import Answer
from sparql_server.protocol.formats import ALIASES, GRAPHS, SOLUTIONS
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.requests import Operation
from sparql_server.settings import Settings
from sparql_server.store.frames import MAX_BODY_IN_FRAME

FRESH = 60  # seconds
PROBE_SECONDS = 2.0
CUT = ("x-sparql-maxrows", "x-sql-state")  # what Virtuoso sends with an answer that is not whole
PASSED = {400, 404, 406, 413, 503, 504}  # statuses of the other store that mean the same here
KNOWN = {each.media_type for each in SOLUTIONS + GRAPHS} | set(ALIASES)
MIN_GZIP = 1000  # bytes
ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
NOT_IN_IRI = re.compile(r'[<>"{}|^`\\\x00-\x20]')
ONLY_SPARQL = "only queries of SPARQL 1.1 are passed on to the store behind this server, not its own extensions"


class Remote:
    """Reads from the store at ``settings.remote``."""

    def __init__(self, settings: Settings, metrics: Metrics, spool: Spool) -> None:
        self.settings, self.spool, self.quads = settings, spool, -1
        self.parsers = Supervisor(replace(settings, remote=None, empty=True), metrics, spool)
        places = settings.limits.quick + settings.limits.slow
        self.calls = Lane("queries", places, settings.limits.queue)
        self.lanes = [self.calls]

    @property
    def version(self) -> int:
        """Return a number that changes every :data:`FRESH` seconds."""
        return int(time.monotonic() // FRESH)

    def wait_until_ready(self) -> None:
        """Wait for the workers that parse; whether the other store answers is what :meth:`probe` tells."""
        self.parsers.wait_until_ready()

    def reload(self) -> bool:
        """Read nothing again."""
        return False

    def stop(self) -> None:
        """End the workers."""
        self.parsers.stop()

    def probe(self) -> None:
        """Have a worker, and the other store, answer now; raises Problem (503) where one does not."""
        request = {"do": "query", "gzip": False, "solutions": [SOLUTIONS[0]], "graphs": []}
        self.parsers.probe()
        try:
            self._ask(Operation(request, b""), "ASK {}", time.monotonic() + PROBE_SECONDS, PROBE_SECONDS, Client({}))
        except Problem as problem:
            raise Problem(503, problem.detail, headers={"Retry-After": "5"}) from problem

    def read(self, operation: Operation, client: Client) -> Answer:
        """Have the other store answer *operation*, within this server's limits."""
        seconds = operation.request["seconds"]
        deadline, text = time.monotonic() + seconds, resolved(query_of(operation))
        self._refuse_calls(text, operation.request, client)
        self.calls.enter(deadline, client)
        try:
            return self._ask(operation, text, deadline, seconds, client)
        finally:
            self.calls.leave(client.address)

    def _refuse_calls(self, text: str, request: dict[str, Any], client: Client) -> None:
        asked = {"do": "check", "base": request["base"], "seconds": request["seconds"], "gzip": False}
        try:
            self.parsers.read(Operation(asked, text.encode()), client)
        except Problem as problem:
            if problem.status == 400:
                raise Problem(400, f"{problem.detail}; {ONLY_SPARQL}", **problem.members) from problem
            raise

    def _ask(self, operation: Operation, text: str, deadline: float, seconds: float, client: Client) -> Answer:
        request, version = operation.request, self.version
        fields = {"query": [text]}
        fields |= {f"{each}-graph-uri": request[each] for each in ("default", "named") if each in request}
        look = looking(deadline, problems.out_of_time(seconds), client)
        body = Gathered(self.spool, self.settings.limits.response_mb, gzip=request["gzip"])
        try:
            with post(self.settings.remote or "", fields, accept_of(request), look) as answer:
                kind = kind_of(answer)
                for piece in answer.iter_bytes():
                    body.add(piece)
            return body.answer(kind, version)
        except BaseException as error:
            body.drop()
            if not isinstance(error, FAILURES):
                raise
            reason = str(error) or type(error).__name__
            raise Problem(502, f"the store behind this server did not answer: {reason}") from error


class Gathered:
    """A body as it comes in: held as long as it is small, then put into a file."""

    def __init__(self, spool: Spool, megabytes: int, *, gzip: bool) -> None:
        self.spool, self.megabytes = spool, megabytes
        self.packer = zlib.compressobj(5, wbits=31) if gzip else None
        self.held, self.size, self.hash = bytearray(), 0, hashlib.blake2b(digest_size=16)
        self.file: Spooled | None = None

    def add(self, piece: bytes) -> None:
        """Take the next *piece*; raises Problem where there is no room for it."""
        self.size += len(piece)
        if self.size > self.megabytes << 20:
            raise problems.too_large(self.megabytes)
        self.hash.update(piece)
        self.held += piece
        if len(self.held) > MAX_BODY_IN_FRAME:
            self.file = self.file or self.spool.file()
            self._write(self._packed(bytes(self.held)))
            self.held.clear()

    def answer(self, kind: str, version: int) -> Answer:
        """Return the whole answer, of media type *kind*."""
        if self.file is None and self.size < MIN_GZIP:
            self.packer = None
        rest = self._packed(bytes(self.held)) + (self.packer.flush() if self.packer else b"")
        head = {"type": kind, "tag": f"{self.hash.hexdigest()}-remote"}
        if self.packer:
            head |= {"encoding": "gzip", "tag": f"{head['tag']}-gz"}
        if self.file is None:
            return Answer(head, rest, version=version)
        self._write(rest)
        return Answer(head, file=self.file, version=version)

    def drop(self) -> None:
        """Give the space back."""
        if self.file:
            self.file.close()

    def _packed(self, data: bytes) -> bytes:
        return self.packer.compress(data) if self.packer else data

    def _write(self, data: bytes) -> None:
        assert self.file
        self.file.reserve(len(data))
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[self.file.write(rest) or 0 :]
        except OSError as error:
            raise Problem(507, f"there is no room for the answer in {self.spool.folder}: {error.strerror}") from error


def kind_of(answer: httpx.Response) -> str:
    """Return the media type of *answer*; raises Problem where it is no whole answer to a query."""
    if answer.status_code != 200:
        said = b""
        for piece in answer.iter_bytes(2000):
            said = piece
            break
        words = " ".join(said.decode(errors="replace").split())[:500]
        status = answer.status_code if answer.status_code in PASSED else 502
        raise Problem(status, f"the store behind this server answered {answer.status_code}: {words}")
    if cut := [name for name in CUT if name in answer.headers]:
        raise Problem(413, f"the store behind this server cut the answer short ({', '.join(cut)}); add a LIMIT")
    kind: str = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in KNOWN:
        raise Problem(
            502, f"the store behind this server answered as {kind or 'nothing known'}, which is no format here"
        )
    return kind


def query_of(operation: Operation) -> str:
    """Return the query that does what *operation* asks."""
    request = operation.request
    if request["do"] == "query":
        return operation.body.decode()
    if request["do"] == "dataset":
        raise Problem(501, "the store behind this server gives one graph at a time: add ?default or ?graph=IRI")
    if request["graph"] is None:
        return "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    if NOT_IN_IRI.search(request["graph"]):
        raise Problem(400, "graph= wants an absolute IRI", parameter="graph")
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{request['graph']}> {{ ?s ?p ?o }} }}"


def resolved(text: str) -> str:
    """Return *text* without escapes of code points; refuse those that could mean one thing here and another there."""
    found = ESCAPE.sub(character, text)
    if "\\u" in found or "\\U" in found:
        raise Problem(400, "write characters themselves, not as \\u and a number: stores read such escapes differently")
    return found


def character(escape: re.Match[str]) -> str:
    """Return the character that an *escape* stands for, and the escape where it would end or begin something."""
    number = int(escape[1] or escape[2], 16)
    is_one = number < 0xD800 or 0xE000 <= number <= 0x10FFFF
    return chr(number) if is_one and (number >= 0x80 or chr(number).isalnum()) else escape[0]


def accept_of(request: dict[str, Any]) -> str:
    """Return an Accept header for either kind of answer, best first."""
    lists = (request.get("solutions", ()), request["graphs"])
    return ", ".join(f"{kind};q={1 - place / 20:.2f}" for each in lists for place, (_, kind) in enumerate(each))
