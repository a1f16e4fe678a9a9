"""The workers of one store: who evaluates what, for how long, and what happens to those that take too long.

Everything here runs on one event loop. A worker that runs for more than a moment is made less important than
young ones (``nice``), watched for its client's leaving, and not used again.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

from lifonto.errors import LifontoError
from sparql_server import wire
from sparql_server.channel import Worker
from sparql_server.observe import Metrics
from sparql_server.problems import Problem
from sparql_server.protocol import Operation
from sparql_server.settings import Settings
from sparql_server.turns import Turns

SLOW = 0.05  # seconds after which a query counts as slow
QUERIES_A_WORKER = 2000  # the engine loses some kilobytes a query, so workers are replaced
Gone = Callable[[], Awaitable[Any]]
Fetch = Callable[[dict[str, str]], Awaitable[dict[str, Any]]]


class Answer:
    """What a worker answers: its head, and the body as it comes; :meth:`close` gives the worker back."""

    def __init__(self, pool: Pool, worker: Worker, seconds: float) -> None:
        self.pool, self.worker, self.seconds, self.version = pool, worker, seconds, worker.version
        self.head: dict[str, Any] = {}
        self.body: bytes | None = None  # the whole body, where it came whole
        self.young = True

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the body piece by piece; a limit met on the way raises its :class:`Problem`."""
        worker = self.worker
        try:
            while True:
                while worker.chunks:
                    yield worker.next_chunk()
                worker.check(self.seconds, self.pool.settings.limits.memory_mb)
                if worker.done:
                    return
                await worker.news()
        finally:
            self.close()

    def close(self) -> None:
        """Give the worker back, or end it if it is still busy."""
        self.pool.release(self)


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
        config: dict[str, Any] = {"socket": self.path, "sources": sources, "store": store}
        config |= {"memory_mb": limits.memory_mb, "limit": limits.response_mb << 20}
        config |= {"prefixes": dict(self.settings.prefixes)}
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
        report: dict[str, Any] = {"error": "the query workers could not be started"}
        if line.strip():
            report = json.loads(line)
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

    async def read(self, operation: Operation, gone: Gone | None = None) -> Answer:
        """Run a reading *operation*; raise the :class:`Problem` of whatever limit it meets."""
        request = operation.request
        started = time.monotonic()
        await self.turn(request["seconds"])
        try:
            worker = self.idle.pop() if self.idle else await self._connect(wire.READ)
        except BaseException:
            self.end(young=True)
            raise
        return await self._answer(worker, operation, gone, request["seconds"] - (time.monotonic() - started))

    async def write(self, operation: Operation, gone: Gone | None = None) -> dict[str, Any]:
        """Run a writing *operation* and return its head; afterwards every new read sees its effect."""
        async with self.writing:
            worker = self.writer if self.writer and not self.writer.dead else await self._connect(wire.WRITE)
            self.writer = None
            self.start()
            answer = await self._answer(worker, operation, gone, operation.request["seconds"])
            self.version += 1
            self.quads = -1
            while self.idle:
                self.idle.pop().transport.abort()
            answer.close()
            return answer.head

    async def _connect(self, kind: bytes) -> Worker:
        try:
            loop = asyncio.get_running_loop()
            _, worker = await loop.create_unix_connection(lambda: Worker(kind, self.version), self.path)
        except OSError as error:
            raise Problem(503, "the store is not being served; the server has to be started again") from error
        self.workers.add(worker)
        worker.transport.write(kind)
        self.metrics.workers_started.inc()
        return worker

    async def _answer(self, worker: Worker, operation: Operation, gone: Gone | None, seconds: float) -> Answer:
        allowed = operation.request["seconds"]
        answer = Answer(self, worker, allowed)
        worker.begin()
        loop = asyncio.get_running_loop()
        self.timers[answer] = [loop.call_later(min(SLOW, seconds), self._slow, answer, gone, loop.time() + seconds)]
        try:
            worker.transport.write(operation.packed)
            while not (worker.head or worker.done or worker.dead):
                await worker.news()
                if worker.need:
                    await self._provide(worker)
            worker.check(allowed, self.settings.limits.memory_mb)
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
        answer.young = False
        self.grow_old()
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
        self.end(answer.young)
