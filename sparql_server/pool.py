"""The front's side of the workers: who evaluates what, for how long, and who has to wait.

Everything here runs on one event loop. A worker that runs for more than a moment is made less important than
young ones (``nice``), watched for its client's leaving, and not used again.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import weakref
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, cast

from lifonto.errors import LifontoError
from sparql_server import problems, wire
from sparql_server.observe import Metrics
from sparql_server.problems import Problem
from sparql_server.settings import Settings

SLOW = 0.05  # seconds after which a query counts as slow
QUERIES_A_WORKER = 2000  # the engine loses some kilobytes a query, so workers are replaced
WINDOW = 1 << 20  # bytes taken from a worker before its client has taken them
Gone = Callable[[], Awaitable[Any]]
Fetch = Callable[[dict[str, str]], Awaitable[dict[str, Any]]]


class Worker(asyncio.Protocol):
    """One worker's connection: its frames as they come in."""

    def __init__(self, kind: bytes, version: int) -> None:
        self.kind, self.version, self.pid, self.served, self.worn = kind, version, 0, 0, False
        self.buffer, self.last_words, self.dead = b"", "", False
        self.killed_for: str | None = None
        self.waiter: asyncio.Future[None] | None = None
        self.loop = asyncio.get_running_loop()
        self.begin()

    def begin(self) -> None:
        """Forget the last answer."""
        self.head: dict[str, Any] | None = None
        self.problem: dict[str, Any] | None = None
        self.need: dict[str, Any] | None = None
        self.chunks: deque[bytes] = deque()
        self.held, self.done, self.paused = 0, False, False

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
                self.pid, place = length, place + wire.FRAME.size
                continue
            end = place + wire.FRAME.size + length
            if end > size:
                break
            self._frame(kind, data[place + wire.FRAME.size : end])
            place = end
        self.buffer = data[place:]
        self.wake()

    def _frame(self, kind: bytes, payload: bytes) -> None:
        if kind == wire.DATA:
            self.chunks.append(payload)
            self.held += len(payload)
            if self.held > WINDOW and not self.paused:
                self.paused = True
                self.transport.pause_reading()
        elif kind == wire.HEAD:
            self.head = json.loads(payload)
        elif kind == wire.END:
            self.done = True
        elif kind == wire.PROBLEM:
            self.problem, self.done = json.loads(payload), True
        elif kind == wire.NEED:
            self.need = json.loads(payload)

    def connection_lost(self, _error: Exception | None) -> None:
        """Note that the worker has ended."""
        self.dead = True
        self.wake()

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
        """End the process now, whatever it is doing."""
        if not self.dead and not self.killed_for:
            self.killed_for = reason
            self.signal(signal.SIGKILL)

    def signal(self, number: int) -> None:
        """Send *number* to the process, unless it has gone."""
        if self.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def why_dead(self, seconds: float, memory_mb: int) -> Problem:
        """Explain a worker's end."""
        if self.killed_for == "time":
            return problems.out_of_time(seconds)
        if self.killed_for == "gone":
            return Problem(408, "the client went away before the answer was there", limit="client")
        if "Segmentation fault" in self.last_words or "Bus error" in self.last_words:
            return problems.too_deep()
        return problems.out_of_memory(memory_mb)


class Answer:
    """What a worker answers: its head, and the body as it comes; :meth:`close` gives the worker back."""

    def __init__(self, pool: Pool, worker: Worker, seconds: float) -> None:
        self.pool, self.worker, self.seconds, self.version = pool, worker, seconds, worker.version
        self.head: dict[str, Any] = {}
        self.body: bytes | None = None  # the whole body, where it came whole

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the body piece by piece; a limit met on the way raises its :class:`Problem`."""
        worker = self.worker
        try:
            while True:
                while worker.chunks:
                    yield worker.next_chunk()
                if worker.problem:
                    raise Problem.load(worker.problem)
                if worker.done:
                    return
                if worker.dead:
                    raise worker.why_dead(self.seconds, self.pool.settings.limits.memory_mb)
                await worker.news()
        finally:
            self.close()

    def close(self) -> None:
        """Give the worker back, or end it if it is still busy."""
        self.pool.release(self)


class Turns:
    """Lets a bounded number of requests run, and another bounded number wait."""

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        self.settings, self.metrics = settings, metrics
        self.running = 0
        self.waiting: deque[asyncio.Future[None]] = deque()

    async def turn(self, seconds: float) -> None:
        """Wait for a place among the running queries."""
        if self.running < self.settings.limits.workers:
            self.running += 1
            return
        if sum(not turn.done() for turn in self.waiting) >= self.settings.limits.queue:
            raise problems.busy()
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting.append(turn)
        try:
            await asyncio.wait_for(turn, seconds)
        except TimeoutError:
            raise problems.busy() from None
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.next_turn()
            raise

    def next_turn(self) -> None:
        while self.waiting:
            turn = self.waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self.running -= 1


class Pool(Turns):
    """Keeps workers at hand; runs reads in any free one and writes one at a time."""

    def __init__(self, settings: Settings, metrics: Metrics, fetch: Fetch | None = None) -> None:
        super().__init__(settings, metrics)
        self.fetch = fetch
        self.version, self.quads = 1, -1
        self.idle: list[Worker] = []
        self.workers: weakref.WeakSet[Worker] = weakref.WeakSet()
        self.writing = asyncio.Lock()
        self.writer: Worker | None = None
        self.folder = tempfile.TemporaryDirectory(prefix="sparql-")
        self.path = str(Path(self.folder.name) / "nursery")
        self.timers: dict[Answer, list[Any]] = {}

    def spawn(self) -> None:
        """Start the nursery; it loads while the caller goes on."""
        sources = [[str(s.path), s.graph] for s in self.settings.sources]
        store = str(self.settings.store) if self.settings.store else None
        limits = self.settings.limits
        config = {"socket": self.path, "sources": sources, "store": store, "memory_mb": limits.memory_mb}
        config |= {"limit": limits.response_mb << 20, "prefixes": dict(self.settings.prefixes)}
        arguments = [sys.executable, "-m", "sparql_server.nursery", json.dumps(config)]
        package = str(Path(__file__).parent.parent)
        path = os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH")]))
        self.nursery = subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}
        )

    def wait_until_ready(self) -> None:
        """Wait for the nursery's data; raise :class:`LifontoError` with its reason if it gives up."""
        assert self.nursery.stdout
        line = self.nursery.stdout.readline()
        report = json.loads(line) if line.strip() else {"error": "the query workers could not be started"}
        if "error" in report:
            raise LifontoError(report["error"])
        self.quads = report["quads"]

    def hang_up(self) -> None:
        """End all workers' connections; to be called on the loop."""
        for worker in self.workers:
            worker.transport.abort()

    def stop(self) -> None:
        """Cut the nursery's lifeline; it ends, and its workers with it."""
        for pipe in (self.nursery.stdin, self.nursery.stdout):
            if pipe:
                pipe.close()
        self.nursery.wait()
        self.folder.cleanup()

    async def read(self, request: dict[str, Any], body: bytes, gone: Gone | None = None) -> Answer:
        """Run a reading *request*; raise the :class:`Problem` of whatever limit it meets."""
        started = time.monotonic()
        await self.turn(request["seconds"])
        try:
            worker = self.idle.pop() if self.idle else await self._connect(wire.READ)
        except BaseException:
            self.next_turn()
            raise
        return await self._answer(worker, request, body, gone, request["seconds"] - (time.monotonic() - started))

    async def write(self, request: dict[str, Any], body: bytes, gone: Gone | None = None) -> dict[str, Any]:
        """Run a writing *request* and return its head; afterwards every new read sees its effect."""
        async with self.writing:
            worker = self.writer if self.writer and not self.writer.dead else await self._connect(wire.WRITE)
            self.writer = None
            self.running += 1
            answer = await self._answer(worker, request, body, gone, request["seconds"])
            self.version += 1
            self.quads = -1
            while self.idle:
                self.idle.pop().transport.abort()
            answer.close()
            return answer.head

    async def _connect(self, kind: bytes) -> Worker:
        try:
            _, worker = await asyncio.get_running_loop().create_unix_connection(lambda: Worker(kind, self.version), self.path)
        except OSError as error:
            raise Problem(503, "the store is not being served; the server has to be started again") from error
        self.workers.add(worker)
        worker.transport.write(kind)
        self.metrics.workers_started.inc()
        return worker

    async def _answer(
        self, worker: Worker, request: dict[str, Any], body: bytes, gone: Gone | None, seconds: float
    ) -> Answer:
        answer = Answer(self, worker, request["seconds"])
        worker.begin()
        loop = asyncio.get_running_loop()
        self.timers[answer] = [loop.call_later(min(SLOW, seconds), self._slow, answer, gone, loop.time() + seconds)]
        try:
            worker.transport.write(wire.pack(request, body))
            while not (worker.head or worker.done or worker.dead):
                await worker.news()
                if worker.need:
                    await self._provide(worker)
            if worker.problem:
                raise Problem.load(worker.problem)
            if worker.dead and not worker.done:
                raise worker.why_dead(request["seconds"], self.settings.limits.memory_mb)
        except BaseException:
            answer.close()
            raise
        answer.head = worker.head or {}
        if worker.done:
            answer.body = b"".join(worker.chunks)
            answer.close()
        return answer

    async def _provide(self, worker: Worker) -> None:
        need, worker.need = worker.need, None
        assert need
        found = await self.fetch(need) if self.fetch else {"status": 403, "problem": "SERVICE is not available here"}
        text = json.dumps(found).encode()
        worker.transport.write(wire.LENGTH.pack(len(text)) + text)

    def _slow(self, answer: Answer, gone: Gone | None, deadline: float) -> None:
        """Treat an answer that takes long as what it is."""
        loop, worker = asyncio.get_running_loop(), answer.worker
        worker.worn = worker.kind == wire.READ
        if worker.worn and worker.pid:
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, worker.pid, 19)
        timers = self.timers[answer]
        timers.append(loop.call_at(deadline, worker.kill, "time"))
        if gone:
            timers.append(loop.create_task(self._watch(worker, gone)))

    async def _watch(self, worker: Worker, gone: Gone) -> None:
        await gone()
        worker.kill("gone")

    def _reusable(self, worker: Worker) -> bool:
        fresh = worker.kind == wire.READ and worker.version == self.version
        return fresh and not worker.worn and worker.served < QUERIES_A_WORKER

    def release(self, answer: Answer) -> None:
        """Take the worker of *answer* back: keep it, or end it if it is busy, stale or worn."""
        timers = self.timers.pop(answer, None)
        if timers is None:
            return
        for timer in timers:
            timer.cancel()
        worker = answer.worker
        worker.served += 1
        if not worker.done and not worker.dead:
            worker.kill("unfinished")
        if worker.killed_for or worker.dead:
            self.metrics.kills.labels(worker.killed_for or "memory").inc()
        healthy = worker.done and not worker.dead and not worker.killed_for
        if healthy and worker.kind == wire.WRITE and self.settings.store:
            self.writer = worker
        elif healthy and self._reusable(worker):
            self.idle.append(worker)
        else:
            worker.transport.abort()
        self.next_turn()
