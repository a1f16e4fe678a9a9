"""What waitress lacks: an end to readers who take a byte now and then, and to what is sent after a refusal.

waitress reads heads and bodies, and sends answers, without holding a thread; ``parser`` says who may send how much.
"""

from __future__ import annotations

import contextlib
import socket
import sys
import time
from collections.abc import Callable
from typing import Any

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import WSGITask

from sparql_server.parser import MAX_HEAD, Parser, Refusal
from sparql_server.settings import Settings

MIN_DOWNLOAD_BYTES_PER_SECOND = 16_000  # once body_seconds are over
MAX_CONNECTIONS = 4_000
SEND_AT_ONCE = 1 << 16  # bytes; a smaller answer leaves when it is made, with its head


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
    is_given_up = False

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
        return bool(self.is_given_up or self.lingers_until or super().readable())

    def give_up(self) -> None:
        """Have the connection closed when the loop comes to it.

        Closed between two looks at all connections, its descriptor could be a new client's before the loop has heard
        that it is closed; the loop would then close the new one.
        """
        self.is_given_up = True
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)

    def received(self, data: bytes) -> bool:
        """Take requests from *data*; what comes behind one that is refused is none."""
        return any(each.error for each in tuple(self.requests)) or bool(super().received(data))

    def handle_read(self) -> None:
        """Take what has come."""
        if self.is_given_up:
            self.handle_close()
        elif self.lingers_until:
            self.recv(self.adj.recv_bytes)
        else:
            super().handle_read()

    def handle_close(self) -> None:
        """Close the connection; who sends a refused body without looking is first let to read why it was refused."""
        if self.is_refusing and not self.lingers_until and not self.is_given_up and self.connected:
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
                channel.give_up()
            elif channel.total_outbufs_len:
                since, taken = debts.get(channel, (now, channel.taken))
                if now < since + self.settings.limits.body_seconds:
                    self.debts[channel] = since, taken
                elif channel.taken - taken < MIN_DOWNLOAD_BYTES_PER_SECOND * (now - since):
                    channel.give_up()
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
