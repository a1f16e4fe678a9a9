"""What waitress lacks: limits by path and token before a body is read, and an end to those who drip.

waitress reads heads and bodies, and sends answers, without holding a thread. The parser here says who may send how much
before it is read, and for how long; the server ends readers who take a byte now and then.
"""

from __future__ import annotations

import contextlib
import re
import socket
import sys
import time
from collections.abc import Callable
from typing import Any

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import TcpWSGIServer
from waitress.task import WSGITask
from waitress.utilities import Error
from werkzeug.datastructures import Headers

from sparql_server.lanes.metrics import tell
from sparql_server.protocol import problems
from sparql_server.protocol.authorization import authorize
from sparql_server.protocol.problems import Problem
from sparql_server.settings import Settings

MAX_HEAD, MAX_HEAD_LINES = 1 << 16, 100  # bytes; lines
MIN_UPLOAD_BYTES_PER_SECOND, MIN_DOWNLOAD_BYTES_PER_SECOND = 1_000, 16_000  # once body_seconds are over
MAX_CONNECTIONS = 4_000
SEND_AT_ONCE = 1 << 16  # bytes; a smaller answer leaves when it is made, with its head
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


class Task(WSGITask):  # type: ignore[misc]
    """Has a request answered; keeps the connection after an answer without a body, which waitress would close."""

    def build_response_header(self) -> bytes:
        """Return the head of the response."""
        head: bytes = super().build_response_header()
        wants_close = self.request.headers.get("CONNECTION", "").lower() == "close"
        if self.has_body or wants_close or self.version != "1.1":
            return head
        self.close_on_finish = False
        return head.replace(b"\r\nConnection: close", b"")


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection, which ends with the present request when the server is leaving."""

    task_class = Task
    is_refusing = False
    taken = 0  # bytes
    lingers_until = 0.0  # what is still being sent to a connection that ends is let go by until then

    def parser_class(self, adj: Any) -> Parser:
        """Make the parser of the next request."""
        return Parser(adj, self.server.settings, str(self.addr[0]))

    def writable(self) -> bool:
        """Tell whether to look for room to send: not while a small answer is being made, which leaves in one piece."""
        is_being_made = self.requests and self.total_outbufs_len < self.adj.send_bytes
        return bool((self.total_outbufs_len and not is_being_made) or self.will_close or self.close_when_flushed)

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send as much of *data* as there is room for, and count it."""
        sent: int = super().send(data, do_close)
        self.taken += sent
        return sent

    def readable(self) -> bool:
        """Tell whether to look for what has come."""
        return bool(self.lingers_until or super().readable())

    def handle_read(self) -> None:
        """Take what has come."""
        if self.lingers_until:
            self.recv(self.adj.recv_bytes)
        else:
            super().handle_read()

    def handle_close(self) -> None:
        """Close the connection; who sends a refused body without looking is first let to read why it was refused."""
        if self.is_refusing and not self.lingers_until and self.connected:
            self.lingers_until = time.time() + self.server.settings.limits.body_seconds
            self.will_close = False
            with contextlib.suppress(OSError):
                self.socket.shutdown(socket.SHUT_WR)
                return
        super().handle_close()

    def service(self) -> None:
        """Have the next request answered."""
        if self.server.leaving:
            self.requests[0].headers["CONNECTION"] = "close"  # an application may not say so (PEP 3333)
        self.is_refusing = isinstance(self.requests[0].error, Refusal)
        super().service()


class Server(TcpWSGIServer):  # type: ignore[misc]
    """Listens, and ends the connections of readers who are too slow."""

    channel_class = Channel

    def __init__(self, *positional: Any, settings: Settings, **named: Any) -> None:
        self.settings, self.leaving = settings, False
        self.debts: dict[Channel, tuple[float, int]] = {}  # since when it has had bytes to take; what it had taken
        super().__init__(*positional, **named)

    def readable(self) -> bool:
        """Tell whether to listen for clients: not any more once the server is leaving."""
        self.accepting: bool
        if self.leaving and self.accepting:
            self.accepting = False
            self.del_channel()
            self.socket.close()
        return bool(super().readable())

    def leave(self) -> None:
        """Let nobody in any more, and let each connection end with what is being answered on it."""
        self.leaving = True
        self.pull_trigger()

    def channels(self) -> list[Channel]:
        """Return the connections there are now."""
        return list(self.active_channels.values())

    def maintenance(self, now: float) -> None:
        """Close what has been silent too long (waitress's own rule), and who takes an answer too slowly."""
        super().maintenance(now)
        debts, self.debts = self.debts, {}
        for channel in self.channels():
            if 0 < channel.lingers_until < now:
                channel.handle_close()
            elif channel.total_outbufs_len:
                since, taken = debts.get(channel, (now, channel.taken))
                if now < since + self.settings.limits.body_seconds:
                    self.debts[channel] = since, taken
                elif channel.taken - taken < MIN_DOWNLOAD_BYTES_PER_SECOND * (now - since):
                    channel.handle_close()  # to close it when it takes more would be never
                else:
                    self.debts[channel] = now, channel.taken


def server(app: Callable[..., Any], settings: Settings, threads: int) -> Server:
    """Make a server of *app* with as many *threads*; raises OSError where its address cannot be had."""
    adjustments = Adjustments(
        host=settings.host,
        port=settings.port,
        threads=threads,
        connection_limit=MAX_CONNECTIONS,
        backlog=2048,
        asyncore_use_poll=True,  # select() fails above 1,024 descriptors
        channel_request_lookahead=1,
        channel_timeout=int(settings.limits.body_seconds) or 1,
        cleanup_interval=1,
        max_request_header_size=MAX_HEAD,
        max_request_body_size=sys.maxsize,  # the parser above has its own limits
        inbuf_overflow=1 << 16,
        recv_bytes=1 << 14,  # many tiny chunks in one piece would keep all others waiting
        send_bytes=SEND_AT_ONCE,
        log_socket_errors=False,
        clear_untrusted_proxy_headers=False,  # which of them count is decided in the application
        ident=None,
    )
    return Server(app, adj=adjustments, sockinfo=adjustments.listen[0], settings=settings)
