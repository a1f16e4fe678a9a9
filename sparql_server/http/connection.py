"""One client's connection: its requests are answered one after another, and what cannot be finished is cut off.

Why not behind a WSGI or ASGI server: such a server hides a client's leaving or ends a broken stream as if it were
whole, and each hand-over of a request to another thread costs more than a short answer. Here a request is read,
given to a worker and answered in one thread.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from sparql_server.http.reader import Asked, Reader
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.replies import problem_reply
from sparql_server.protocol.requests import Reply

if TYPE_CHECKING:
    from sparql_server.http.front import Front

IDLE = 75.0  # seconds that a connection may stay open between requests
LINGER = 2.0  # seconds for a client to read a refusal before the connection ends
QUEUED = 16  # requests that one client may send ahead
NEVER = float("inf")
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: end with RST
STATUS_LINES = {each.value: f"HTTP/1.1 {each.value} {each.phrase}\r\n" for each in HTTPStatus}


class Connection(asyncio.Protocol):
    """Has *front* answer the requests of one client and writes the answers, in order.

    ``deadline`` is when the client has to have asked again; the reader has one of its own.
    Once it is ``ending`` nothing more is read, once ``closed`` nothing more is written.
    """

    def __init__(self, front: Front) -> None:
        self.front = front
        self.waiting: deque[Asked | Reply] = deque()
        self.gone = asyncio.Event()
        self.busy = self.ending = self.closed = self.full = False
        self.deadline = front.now() + front.patience
        self.tell: Callable[[], None] | None = None
        self.task: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for a request."""
        self.transport = cast(asyncio.Transport, transport)
        address = transport.get_extra_info("sockname")
        host = f"[{address[0]}]" if ":" in address[0] else address[0]
        self.reader = Reader(self.front, f"{host}:{address[1]}", self.push, self.refuse, self.interim)
        self.front.connections.add(self)

    def connection_lost(self, _error: Exception | None) -> None:
        """Tell those who work for this client that it has gone."""
        self.front.connections.discard(self)
        self.closed = True
        self.gone.set()
        self.resume_writing()

    def eof_received(self) -> bool:
        """Let a client that sends no more have its answer, if it comes at once; for the pool it has gone."""
        self.gone.set()
        self.ending = True
        return self.busy

    def data_received(self, data: bytes) -> None:
        """Take what came; a whole head that is known, byte for byte, needs no reading."""
        if self.reader.is_between and not (self.busy or self.ending) and (known := self.front.known.get(data)):
            self.answer(known)
        else:
            self.reader.feed(data)

    # Answering

    def push(self, asked: Asked | Reply) -> None:
        """Answer now, or in turn."""
        if not self.busy:
            self.answer(asked)
            return
        self.waiting.append(asked)
        if len(self.waiting) >= QUEUED:
            self.transport.pause_reading()

    def refuse(self, problem: Problem) -> None:
        """Answer with *problem*, and nothing after it."""
        self.push(problem_reply(problem))

    def interim(self, data: bytes) -> None:
        """Send an interim answer, if it is clear which request it belongs to."""
        if not self.busy:
            self.write(data)

    def write(self, *pieces: bytes) -> None:
        """Send *pieces*, unless the connection has ended meanwhile."""
        if not (self.closed or self.transport.is_closing()):
            self.transport.write(b"".join(pieces))

    def answer(self, asked: Asked | Reply) -> None:
        """Begin to answer; what is in the cache is sent at once."""
        self.deadline = NEVER
        if isinstance(asked, Reply):
            self.send(asked, keep=False)
        elif hot := self.front.hot(asked.request):
            self.send(hot, keep=asked.keep)
        else:
            self.busy = True
            self.task = self.front.loop.create_task(self.work(asked))

    async def work(self, asked: Asked) -> None:
        """Have the request answered, then turn to the next."""
        reply = await self.front.reply(asked.request, self)
        head_only = asked.request.method == "HEAD"
        if reply.stream is None:
            self.send(reply, keep=asked.keep, head_only=head_only)
        elif head_only:
            await reply.stream.aclose()  # type: ignore[attr-defined]
            self.send(reply, keep=False, head_only=True)
        else:
            await self.stream(reply, asked)
        self.busy = False
        if self.waiting and not self.closed:
            self.transport.resume_reading()
        while self.waiting and not (self.busy or self.closed):
            self.answer(self.waiting.popleft())
        if self.ending and not (self.busy or self.closed):
            self.end()

    @property
    def is_last(self) -> bool:
        """Whether no answer follows the one that is being written."""
        return self.ending and not self.waiting

    def send(self, reply: Reply, *, keep: bool, head_only: bool = False) -> None:
        """Write a whole answer."""
        keep = keep and not self.is_last
        length = b"" if reply.status in {204, 304} or reply.stream else b"Content-Length: %d\r\n" % len(reply.body)
        end = b"\r\n" if keep else b"Connection: close\r\n\r\n"
        self.write(head(reply), length, self.front.date, end, b"" if head_only else reply.body)
        self.deadline = self.front.now() + IDLE
        if not keep:
            self.end()

    async def stream(self, reply: Reply, asked: Asked) -> None:
        """Write an answer piece by piece; one that cannot be finished is cut off, never ended as if it were whole."""
        assert reply.stream
        keep = asked.keep and not self.is_last
        coding = b"Transfer-Encoding: chunked\r\n" if asked.chunked else b""
        end = b"\r\n" if keep else b"Connection: close\r\n\r\n"
        self.write(head(reply), coding, self.front.date, end)
        try:
            async for chunk in reply.stream:
                if self.closed:
                    break
                self.write(*((b"%x\r\n" % len(chunk), chunk, b"\r\n") if asked.chunked else (chunk,)))
        except Exception:  # a limit, or a client that has gone: either way these bytes are not an answer
            self.cut(by_reset=not asked.chunked)
            return
        finally:
            self.deadline = self.front.now() + IDLE
            await reply.stream.aclose()  # type: ignore[attr-defined]
        if asked.chunked:  # no more is written if the client has gone
            self.write(b"0\r\n\r\n")
        if not keep:
            self.end()

    def pause_writing(self) -> None:
        """Note that the client does not take what is sent."""
        self.full = True

    def resume_writing(self) -> None:
        """Tell who waits that there is room again."""
        self.full = False
        if self.tell:
            self.tell()

    def has_room(self) -> bool:
        """Tell whether more can be sent at once, or the connection has ended, which sending will show."""
        return not self.full

    @contextmanager
    def watched(self, tell: Callable[[], None]) -> Iterator[None]:
        """Call *tell* when there is room again."""
        self.tell = tell
        try:
            yield
        finally:
            self.tell = None

    # Ending

    def end(self) -> None:
        """Close once everything is written; a client that still sends is given a moment to read why not."""
        self.ending = self.closed = True
        if self.reader.receiving and self.transport.can_write_eof():
            self.transport.write_eof()
            self.deadline = self.front.now() + LINGER
        else:
            self.transport.close()

    def check(self, now: float) -> None:
        """Deal with a client that is past its deadline."""
        reading = self.reader.receiving and not self.reader.ended
        if (self.reader.deadline if reading else self.deadline) >= now:
            return
        if reading:
            self.reader.refuse(Problem(408, "the request came too slowly"))
        else:
            self.cut(by_reset=self.busy)

    def leave(self) -> None:
        """End after what is being answered: the server stops."""
        self.ending = True
        if not (self.busy or self.closed):
            self.end()

    def cut(self, *, by_reset: bool) -> None:
        """End at once; *by_reset* where an end alone would make what was sent look whole, as without chunks."""
        self.closed = True
        connection = self.transport.get_extra_info("socket")
        if by_reset and connection and not self.transport.is_closing():
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.transport.abort()


def head(reply: Reply) -> bytes:
    """Return the status line and the headers of *reply*, written once for each reply."""
    if reply.head is None:
        lines = [f"{name}: {value}\r\n" for name, value in reply.headers]
        reply.head = "".join((STATUS_LINES[reply.status], *lines)).encode("latin-1", "replace")
    return reply.head
