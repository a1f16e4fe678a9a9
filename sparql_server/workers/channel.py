"""A worker as the front sees it: the connection to it, the frames that come, the signals that end it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import time
from collections import deque
from typing import Any, cast

from sparql_server.protocol import problems, wire
from sparql_server.protocol.problems import Problem

PROCESS_CLOCK = 2  # what makes the clock of a process from its id (clock_getcpuclockid, Linux)
WINDOW = 1 << 20  # bytes taken from a worker before its client has taken them


class Worker(asyncio.Protocol):
    """One worker's connection: its frames as they come in."""

    def __init__(self, kind: bytes, version: int) -> None:
        self.kind, self.version, self.pid, self.served, self.yielding = kind, version, 0, 0, False
        self.buffer, self.last_words, self.dead = b"", "", False
        self.killed_for: str | None = None
        self.waiter: asyncio.Future[None] | None = None
        self.loop = asyncio.get_running_loop()
        self.begin()

    def begin(self) -> None:
        """Forget the last answer."""
        self.head: dict[str, Any] | None = None
        self.tag = ""
        self.problem: dict[str, Any] | None = None
        self.need: dict[str, Any] | None = None
        self.chunks: deque[bytes] = deque()
        self.held, self.done, self.paused, self.settled = 0, False, False, False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Cut what came into frames."""
        data = self.buffer + data if self.buffer else data
        place, size = 0, len(data)
        while size - place >= wire.FRAME.size:
            kind, length = wire.FRAME.unpack_from(data, place)
            if kind == wire.FATAL:
                self.last_words = data[place:].decode(errors="replace")
                break
            if kind == wire.PID:
                self._introduce(length)
                place += wire.FRAME.size
                continue
            end = place + wire.FRAME.size + length
            if end > size:
                break
            self._frame(kind, data[place + wire.FRAME.size : end])
            place = end
        self.buffer = data[place:]
        self.wake()

    def _introduce(self, pid: int) -> None:
        """Learn which process it is; one that was to be killed before that is killed now."""
        self.pid = pid
        if self.killed_for:
            self.signal(signal.SIGKILL)
            self.end()

    def _frame(self, kind: bytes, payload: bytes) -> None:
        if kind == wire.DATA:
            self.chunks.append(payload)
            self.held += len(payload)
            if self.held > WINDOW and not self.paused:
                self.paused = True
                self.transport.pause_reading()
        elif kind == wire.HEAD:
            self.head = wire.head_of(payload)
        elif kind == wire.WHOLE:
            self.tag, self.done = payload[: wire.TAG].decode(), True
            self.chunks.append(payload[wire.TAG :])
        elif kind == wire.END:
            self.done = True
        elif kind == wire.PROBLEM:
            self.problem, self.done = json.loads(payload), True
        elif kind == wire.READY and not self.killed_for:
            self.settled = True
            self.send(wire.GO)
        elif kind == wire.NEED:
            self.need = json.loads(payload)

    def connection_lost(self, _error: Exception | None) -> None:
        """Note that the worker has ended."""
        self.dead = True
        self.wake()

    def send(self, data: bytes) -> None:
        """Send *data*, unless the worker has gone; then it is known to be dead."""
        if self.transport.is_closing():
            self.dead = True
        else:
            self.transport.write(data)

    def wake(self) -> None:
        """Let the one who waits look again."""
        if self.waiter and not self.waiter.done():
            self.waiter.set_result(None)

    async def news(self) -> None:
        """Wait for the next thing to come."""
        self.waiter = self.loop.create_future()
        await self.waiter

    def next_chunk(self) -> bytes:
        """Take one piece of the answer, and let more come when few are left."""
        chunk = self.chunks.popleft()
        self.held -= len(chunk)
        if self.paused and self.held < WINDOW // 2 and not self.dead:
            self.paused = False
            self.transport.resume_reading()
        return chunk

    def kill(self, reason: str) -> None:
        """End the process now, whatever it is doing, unless its write counts already."""
        if not (self.dead or self.killed_for or self.settled):
            self.killed_for = reason
            self.signal(signal.SIGKILL)
            if self.paused:  # nothing is read then, so its end would not be noticed
                self.transport.abort()

    def end(self) -> None:
        """Hang up; if it is to be killed and has not said yet which process it is, after that."""
        if self.pid or not self.killed_for:
            self.transport.abort()

    def signal(self, number: int) -> None:
        """Send *number* to the process, unless it has gone: its id may be another's by now."""
        if self.pid and not self.dead:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def processor_seconds(self) -> float:
        """Read the clock of the process's work; where the system has none, the clock on the wall."""
        try:
            return time.clock_gettime(~self.pid << 3 | PROCESS_CLOCK) if self.pid else 0.0
        except OSError:
            return time.monotonic()

    def check(self, seconds: float, memory_mb: int) -> None:
        """Raise the problem that the worker has sent, or that it has died of."""
        if self.problem:
            raise Problem.load(self.problem)
        if self.dead and not self.done:
            raise self.why_dead(seconds, memory_mb)

    def why_dead(self, seconds: float, memory_mb: int) -> Problem:
        """Explain a worker's end."""
        if self.killed_for == "time":
            return problems.out_of_time(seconds)
        if self.killed_for == "reader":
            return Problem(408, "the answer was read too slowly", limit="reader")
        if self.killed_for == "gone":
            return Problem(408, "the client went away before the answer was there", limit="client")
        if "Segmentation fault" in self.last_words or "Bus error" in self.last_words:
            return problems.too_deep()
        return problems.out_of_memory(memory_mb)
