"""A worker as the thread that asks it sees it: one blocking connection, and the signal that ends it."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import struct
import time
from collections.abc import Callable
from typing import Any, Protocol

from sparql_server.lanes.spool import Spool, Spooled
from sparql_server.protocol import problems
from sparql_server.protocol.answer import Answer
from sparql_server.protocol.problems import Problem
from sparql_server.store import frames

READ = 1 << 17  # bytes
PROCESS_CLOCK = 2  # what makes the clock of a process from its id (clock_getcpuclockid, Linux)
Provide = Callable[[dict[str, str]], dict[str, Any]]


class Errand(Protocol):
    """What is asked of a worker, and by what it is bounded."""

    packed: bytes
    upload: int | None  # the descriptor of a file that goes with it
    spool: Spool
    provide: Provide

    def look(self) -> float:
        """Return for how many seconds nothing need be heard; raise the problem that ends the work."""


class Worker:
    """A process forked by the zygote, reached through *connection*, that knows the data of *version*."""

    def __init__(self, connection: socket.socket, version: int) -> None:
        self.socket, self.version = connection, version
        self.pid, self.served, self.settled, self.words = 0, 0, False, b""
        self.before = 0.0  # what the clock of its work showed when the present query began
        self.poll = select.poll()
        self.poll.register(connection, select.POLLIN)

    def processor_seconds(self) -> float:
        """Read the clock of the process's work."""
        try:
            return time.clock_gettime(~self.pid << 3 | PROCESS_CLOCK) if self.pid else 0.0
        except OSError:
            return 0.0

    def has_ended(self) -> bool:
        """Tell whether an idle worker is there no more."""
        return bool(self.pid and self.poll.poll(0))

    def ask(self, errand: Errand) -> Answer:
        """Return the answer to *errand*; raises Problem, and :class:`Dead` where the process has ended."""
        self.served += 1
        exchange = Exchange(self, errand)
        try:
            if errand.upload is None:
                self.socket.sendall(errand.packed)
            else:
                socket.send_fds(self.socket, [errand.packed], [errand.upload])
            while not exchange.step():
                pass
        except OSError as error:
            raise Dead(self.words) from error
        finally:
            exchange.close()
        return exchange.answer

    def end(self) -> None:
        """End the process, whatever it is doing, unless its write counts already."""
        if not self.settled and not self.pid:  # it has to say first which process it is
            with contextlib.suppress(OSError, struct.error):
                self.socket.settimeout(5)
                kind, pid = frames.FRAME.unpack(self.socket.recv(frames.FRAME.size, socket.MSG_WAITALL))
                self.pid = pid if kind == frames.PID else 0
        if self.pid and not self.settled and not self.poll.poll(0):  # the id is still its own
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        self.socket.close()


class Exchange:
    """One errand on its way: what has come so far."""

    def __init__(self, worker: Worker, errand: Errand) -> None:
        self.worker, self.errand = worker, errand
        self.answer, self.reserved = Answer(version=worker.version), 0
        self.buffer, self.files = b"", list[int]()

    def step(self) -> bool:
        """Wait for more, and take it; tell whether the answer is whole."""
        worker = self.worker
        while not worker.settled and not worker.poll.poll(self.errand.look() * 1000):
            pass
        data, more, _, _ = socket.recv_fds(worker.socket, READ, 1)  # recv would drop a descriptor
        self.files += more
        if not data:
            raise ConnectionResetError
        self.buffer = self.buffer + data if self.buffer else data
        return self._frames()

    def _frames(self) -> bool:
        data, place = self.buffer, 0
        while len(data) - place >= frames.FRAME.size:
            kind, length = frames.FRAME.unpack_from(data, place)
            if kind == frames.FATAL:
                self.worker.words = data[place:]
                break
            start = place + frames.FRAME.size
            if kind == frames.PID:
                self.worker.pid, place = length, start
                continue
            if len(data) - start < length:
                break
            place = start + length
            if self._take(kind, data[start:place]):
                return True
        self.buffer = data[place:]
        return False

    def _take(self, kind: bytes, payload: bytes) -> bool:
        """Take one frame; tell whether it is the last."""
        if kind == frames.HEAD:
            self.answer.head = json.loads(payload)
        elif kind == frames.BODY:
            self.answer.body = payload
        elif kind == frames.FILE:
            self._adopt(self.files.pop())
        elif kind == frames.PROBLEM:
            raise Problem.load(json.loads(payload))
        elif kind == frames.READY:
            self.worker.settled = True
            self.worker.socket.sendall(frames.GO)
        elif kind == frames.NEED:
            text = json.dumps(self._provided(json.loads(payload))).encode()
            self.worker.socket.sendall(frames.LENGTH.pack(len(text)) + text)
        return kind in (frames.BODY, frames.FILE)

    def _adopt(self, descriptor: int) -> None:
        file = Spooled(self.errand.spool, descriptor, self.reserved)
        self.reserved = 0
        file.shrink()
        self.answer.file = file

    def _provided(self, need: dict[str, Any]) -> dict[str, Any]:
        if "spool" not in need:
            return self.errand.provide(need)
        try:
            self.errand.spool.take(need["spool"])
        except Problem as problem:
            return {"status": problem.status, "problem": problem.detail, "members": problem.members}
        self.reserved += need["spool"]
        return {}

    def close(self) -> None:
        """Let go of what the answer has not taken."""
        for each in self.files:
            os.close(each)
        if self.reserved:
            self.errand.spool.give_back(self.reserved)


class Dead(Exception):  # noqa: N818
    """A worker has ended before its answer was there; its argument is its last words, none where it was killed."""

    def why(self, megabytes: int, *, is_upload: bool) -> Problem:
        """Explain the end."""
        if b"Segmentation fault" in self.args[0] or b"Bus error" in self.args[0]:
            return problems.too_deep()
        if not self.args[0]:
            detail = "the process at work on this was ended from outside, perhaps for want of memory; try again soon"
            return Problem(503, detail, headers={"Retry-After": "2"}, limit="machine")
        return (problems.upload_out_of_memory if is_upload else problems.out_of_memory)(megabytes)
