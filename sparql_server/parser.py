"""A request read within limits: by path and token before a body is read, and an end to those who drip."""

from __future__ import annotations

import re
import time
from typing import Any

from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import Error
from werkzeug.datastructures import Headers

from sparql_server.lanes.metrics import tell
from sparql_server.protocol import problems
from sparql_server.protocol.authorization import authorize
from sparql_server.protocol.problems import Problem
from sparql_server.settings import Settings

MAX_HEAD, MAX_HEAD_LINES = 1 << 16, 100  # bytes; lines
MIN_UPLOAD_BYTES_PER_SECOND = 1_000  # once body_seconds are over
TRANSFER_ENCODING = re.compile(rb"\ntransfer-encoding:([^\r\n]*)", re.IGNORECASE)
HOST = re.compile(r"[\w.\-:\[\]%~!$&'()*+;=]+")
READING, WRITING_PATHS = {"GET", "HEAD", "OPTIONS"}, ("/sparql", "/update", "/data")


class Refusal(Error):  # type: ignore[misc]  # noqa: N818
    """A problem that is met before the application is asked."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        """Return status line, headers and body."""
        body = self.problem.document()
        headers = [("Content-Type", problems.MEDIA_TYPE), ("Content-Length", str(len(body))), ("Connection", "close")]
        return self.problem.status_line, headers + list(Headers(self.problem.headers)), body


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads a request within the limits of *settings*."""

    def __init__(self, adj: Any, settings: Settings, client: str) -> None:
        super().__init__(adj)
        self.settings, self.client, self.began, self.came = settings, client, time.monotonic(), 0
        self.error: Error | None
        self.expect_continue: bool
        self.empty: bool
        self.most = int(settings.limits.query_mb * (1 << 20))

    def received(self, data: bytes) -> int:
        """Take what has come; refuse what is too long or comes too slowly."""
        self.came += len(data)
        before, consumed = self.header_plus, int(super().received(data))
        if self.header_bytes_received >= MAX_HEAD and not self.headers_finished:
            has_target = b"\r\n" in before + data
            self._refuse(problems.head_too_long(MAX_HEAD) if has_target else problems.uri_too_long())
        if self.empty:
            self._refuse(Problem(400, "an empty request"))
        patience = self.settings.limits.body_seconds + self.came / MIN_UPLOAD_BYTES_PER_SECOND
        if not self.completed and time.monotonic() > self.began + patience:
            self._refuse(problems.too_slow())
        if self.body_bytes_received > self.most and not self.error:
            self._refuse(problems.too_long(self.most))
        return len(data) if self.error else consumed  # what comes behind a refused request is not looked at

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head; refuse what two servers could read differently, and bodies that may not come."""
        if header_plus.count(b"\n") > MAX_HEAD_LINES:
            header_plus = header_plus[: header_plus.index(b"\r\n") + 2]
            self._refuse(problems.too_many_headers(MAX_HEAD_LINES))
        codings = b",".join(TRANSFER_ENCODING.findall(header_plus))
        super().parse_header(header_plus)
        headers = self.headers
        if self.version not in {"1.0", "1.1"}:
            self._refuse(Problem(505, "this server speaks HTTP/1.1"))
        if not HOST.fullmatch(headers.get("HOST", "" if self.version == "1.1" and not self.error else "any")):
            raise ParsingError("HTTP/1.1 wants one Host header, with the name of a host")
        if codings and (b"," in codings or "CONTENT_LENGTH" in headers or self.version == "1.0"):
            raise ParsingError("Transfer-Encoding is said twice, or contradicts Content-Length or HTTP/1.0")
        self._admit()

    def _admit(self) -> None:
        """Refuse a body that is too long, or whose sender may not write, before it is read."""
        kind, is_query = self.headers.get("CONTENT_TYPE", ""), self.path.startswith("/sparql")
        is_writing = self.command not in READING and self.path.startswith(WRITING_PATHS)
        wants_to_write = is_writing and (not is_query or "sparql-update" in kind)
        if wants_to_write or self.content_length > self.most:
            try:
                authorize(self.headers.get("AUTHORIZATION"), self.settings)
                self.most = self.settings.limits.upload_mb << 20
            except Problem as problem:
                if wants_to_write:
                    self._refuse(problem)
        if self.content_length > self.most:
            self._refuse(problems.too_long(self.most))

    def _refuse(self, problem: Problem) -> None:
        if not isinstance(self.error, Refusal):
            self.error, self.completed, self.expect_continue, self.empty = Refusal(problem), True, False, False
            tell("refused before it was read", problem.detail, client=self.client, status=problem.status)
