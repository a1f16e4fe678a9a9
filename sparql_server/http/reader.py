"""Reading requests from a client's bytes: HTTP/1.1 (RFC 9112), parsed by httptools, within limits of size and time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httptools

from sparql_server.protocol import problems
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.requests import Request

if TYPE_CHECKING:
    from sparql_server.http.front import Front

PATIENCE = 50_000  # bytes a second that a body has to come with, once the time for small ones has passed
HEAD = 1 << 16  # bytes of a head beside the query in it
BODILESS = {"GET", "HEAD", "OPTIONS"}  # methods whose bodies mean nothing (RFC 9110 §9.3.1)
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


@dataclass(slots=True)
class Asked:
    """A request that came whole, whether its connection stays open, and whether its answer may come in chunks."""

    request: Request
    keep: bool
    chunked: bool


class Reader:
    """Turns bytes into requests for *take*; what cannot be one goes to *refuse*, and nothing more is read.

    *server* is the address that the client reached, for clients that name no host; *write* sends interim answers.
    """

    def __init__(
        self,
        front: Front,
        server: str,
        take: Callable[[Asked], None],
        refuse: Callable[[Problem], None],
        write: Callable[[bytes], None],
    ) -> None:
        self.front, self.server, self.take, self.refused, self.write = front, server, take, refuse, write
        self.parser = httptools.HttpRequestParser(self)
        self.receiving = self.ended = False
        self.deadline = 0.0

    @property
    def is_between(self) -> bool:
        """Whether the next byte begins a request."""
        return not (self.receiving or self.ended)

    def feed(self, data: bytes) -> None:
        """Take what came."""
        if self.ended:
            return
        first, self.completed = not self.receiving, 0
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self.ended = True  # no other protocol is spoken here: this request is answered in this one, and none after
        except httptools.HttpParserCallbackError:
            self.refuse(self.front.mistake())
        except httptools.HttpParserError as error:
            self.refuse(Problem(400, f"this is not HTTP: {error}"))
        if self.completed == 1 and first and self.is_between:
            self.front.remember(data, self.whole)
        if self.receiving and not self.headed:
            self.check_head(len(data))

    def refuse(self, problem: Problem) -> None:
        """Pass *problem* on and read no further."""
        if not self.ended:
            self.ended = True
            self.refused(problem)

    def check_head(self, came: int) -> None:
        """Refuse a head that grows without end."""
        self.head_size += came
        if self.head_size > self.front.head_limit:
            self.refuse(Problem(431, f"the head is larger than {self.front.head_limit >> 10} KB; POST the query"))

    # What httptools calls

    def on_message_begin(self) -> None:
        """Begin a request."""
        self.receiving, self.headed = True, False
        self.target, self.size, self.head_size = b"", 0, 0
        self.headers: list[tuple[bytes, bytes]] = []
        self.pieces: list[bytes] = []
        self.began = self.front.now()
        self.deadline = self.began + self.front.patience

    def on_url(self, url: bytes) -> None:
        """Take a piece of the request's target."""
        self.target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take one header."""
        self.headers.append((name, value))

    def on_headers_complete(self) -> None:
        """Decide on the head whether a body is wanted, before any of it is read."""
        self.headed = True
        method = self.parser.get_method().decode()
        try:
            self.request, length, expects = self.front.request(method, self.target, self.headers, self.server)
            self.limit = self.front.service.admit(self.request.path, method, self.request.authorization, length)
        except Problem as problem:
            self.refuse(problem)
            return
        if method in BODILESS:
            self.limit = HEAD
        if expects:
            self.write(CONTINUE)

    def on_body(self, piece: bytes) -> None:
        """Take a piece of the body, within its limit; a slow sender gains time with every byte."""
        if self.ended:
            return
        self.size += len(piece)
        if self.size > self.limit:
            self.refuse(problems.too_long(self.limit))
            return
        if self.request.method not in BODILESS:
            self.pieces.append(piece)
        self.deadline = self.began + self.front.patience + self.size / PATIENCE

    def on_message_complete(self) -> None:
        """Pass the request on."""
        self.receiving = False
        if self.ended:
            return
        self.request.body = b"".join(self.pieces)
        parser, chunked = self.parser, self.parser.get_http_version() != "1.0"
        keep = chunked and parser.should_keep_alive() and not parser.should_upgrade()
        self.whole = Asked(self.request, keep, chunked)
        self.completed += 1
        self.take(self.whole)
