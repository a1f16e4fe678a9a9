"""The workers of one store: who evaluates what, for how long, and what happens to those that take too long.

Everything here runs on one event loop. A worker that runs for more than a moment makes way for all
others, and is watched for its client's leaving.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
import weakref
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from lifonto.errors import LifontoError
from sparql_server.observe import Metrics, tell
from sparql_server.protocol import wire
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.requests import Operation
from sparql_server.settings import Settings
from sparql_server.workers.answer import Answer, Client
from sparql_server.workers.channel import Worker
from sparql_server.workers.keeper import Keeper
from sparql_server.workers.precedence import SLOW, Precedence
from sparql_server.workers.turns import Turns
from sparql_server.workers.watch import Watch

PARTING = 0.5  # seconds in which a query whose client has left may still end: its worker is worth more than that
QUERIES_A_WORKER = 10_000  # the engine loses some kilobytes a query, so workers are replaced
Fetch = Callable[[dict[str, str]], Awaitable[dict[str, Any]]]


class Pool(Turns):
    """Keeps workers at hand; runs reads in any free one and writes one at a time."""

    def __init__(self, settings: Settings, metrics: Metrics, keeper: Keeper, fetch: Fetch | None = None) -> None:
        super().__init__(settings, metrics)
        self.fetch = fetch
        self.version, self.quads = 1, -1
        self.idle, self.sparing = list[Worker](), False
        self.workers: weakref.WeakSet[Worker] = weakref.WeakSet()
        self.writing = asyncio.Lock()
        self.writer: Worker | None = None
        self.path, self.keepers, self.reloading = "", [keeper], False
        self.watch: Watch[Answer] = Watch(SLOW, self._slow)
        self.precedence = Precedence()
        self.aside, self.most_aside = set[Answer](), settings.limits.workers

    def wait_until_ready(self) -> None:
        """Wait for the newest nursery's data and turn to it; raise :class:`LifontoError` if it gives up."""
        self.quads = self.keepers[-1].wait_until_ready()
        self.path = self.keepers[-1].path

    @property
    def is_of_files(self) -> bool:
        """Whether the data are in files alone, and can be read again."""
        return bool(self.settings.sources) and not (self.settings.store or self.settings.writable)

    async def reload(self) -> None:
        """Read the files again in a new nursery and turn to it; queries that run go on with what they began with.

        Where updates are kept in memory, or the data on disk, there is nothing to read again.
        """
        if self.is_of_files:
            await self._renew(self.settings)

    async def revive(self) -> None:
        """Have a nursery again after one has died, unless the data have died with it."""
        if self.settings.store:
            await self._renew(replace(self.settings, sources=()))  # it has been filled
        else:
            await self.reload()

    async def _renew(self, settings: Settings) -> None:
        if self.reloading:
            return
        self.reloading = True
        old = self.keepers[-1]
        try:
            self.keepers.append(Keeper(settings))
            await asyncio.to_thread(self.wait_until_ready)
        except LifontoError as error:
            tell("the data were not read again; the old ones stay in service", error)
            self.keepers.pop().stop()
            return
        finally:
            self.reloading = False
        self.forget_idle()
        old.leave()

    def forget_idle(self) -> None:
        """Note that the data have changed: the idle workers know the old ones only."""
        self.version += 1
        while self.idle:
            self.idle.pop().transport.abort()

    def hang_up(self) -> None:
        """End all workers' connections; to be called on the loop."""
        for worker in self.workers:
            worker.transport.abort()

    def stop(self) -> None:
        """End the nurseries, and their workers with them."""
        for keeper in self.keepers:
            keeper.stop()

    async def read(self, operation: Operation, client: Client | None = None) -> Answer:
        """Run a reading *operation*; raise the :class:`Problem` of whatever limit it meets."""
        request = operation.request
        started = time.monotonic()
        await self.turn(request["seconds"])
        try:
            worker = self._at_hand() or await self._connect(wire.READ)
            self._keep_spare()
        except BaseException:
            self.end()
            raise
        return await self._answer(worker, operation, client, request["seconds"] - (time.monotonic() - started))

    async def write(self, operation: Operation, client: Client | None = None) -> dict[str, Any]:
        """Run a writing *operation* and return its head; afterwards every new read sees its effect."""
        async with self.writing:
            worker = self.writer if self.writer and not self.writer.dead else await self._connect(wire.WRITE)
            self.writer = None
            self.start()
            answer = await self._answer(worker, operation, client, operation.request["seconds"])
            self.quads = -1
            self.forget_idle()
            answer.close()
            return answer.head

    async def _connect(self, kind: bytes) -> Worker:
        try:
            loop = asyncio.get_running_loop()
            _, worker = await loop.create_unix_connection(lambda: Worker(kind, self.version), self.path)
        except OSError as error:
            self.background(self.revive())
            raise self._nursery_gone() from error
        self.workers.add(worker)
        worker.send(kind)
        self.metrics.workers_started.inc()
        return worker

    def _nursery_gone(self) -> Problem:
        """Say whether it is worth asking again."""
        if self.settings.store or self.is_of_files:
            return Problem(503, "the store is not there at the moment", headers={"Retry-After": "5"})
        lost = "the data were in memory only, and the process that held them has ended"
        return Problem(503, f"{lost}; start the server again, with --store DIR to have the data outlive it")

    async def _answer(self, worker: Worker, operation: Operation, client: Client | None, seconds: float) -> Answer:
        loop, allowed = asyncio.get_running_loop(), operation.request["seconds"]
        answer = Answer(self, worker, allowed, loop.time() + seconds, client)
        worker.begin()
        if seconds > SLOW:
            answer.watched = self.watch.begin(answer, loop)
            self.precedence.begin(answer)
        else:
            self._slow(answer)
        try:
            worker.send(operation.packed)
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
            answer.body, answer.tag = b"".join(worker.chunks), worker.tag
            answer.close()
        return answer

    async def _provide(self, worker: Worker) -> None:
        need, worker.need = worker.need, None
        assert need
        found = await self.fetch(need) if self.fetch else {"status": 403, "problem": "SERVICE is not available here"}
        text = json.dumps(found).encode()
        worker.send(wire.LENGTH.pack(len(text)) + text)

    def _slow(self, answer: Answer) -> None:
        """Treat an answer that takes long as what it is."""
        loop, worker = asyncio.get_running_loop(), answer.worker
        answer.timers.append(loop.call_at(answer.deadline, self._expire, answer))
        self.precedence.age(answer)
        if answer.client:
            answer.timers.append(loop.create_task(self._until_gone(worker, answer.client)))

    def _expire(self, answer: Answer) -> None:
        """End a query whose time is over; the time that its client took does not count."""
        loop = asyncio.get_running_loop()
        due = answer.deadline + answer.waited()
        if due < loop.time() + SLOW:
            answer.worker.kill("time")
        else:
            answer.timers.append(loop.call_at(due, self._expire, answer))

    def stand_aside(self, answer: Answer) -> None:
        """Let others run while *answer* waits for its client; of too many that wait so, the slowest is left."""
        answer.aside = True
        self.aside.add(answer)
        self.end()
        if len(self.aside) > self.most_aside:
            max(self.aside, key=lambda each: each.waited()).worker.kill("reader")

    def leave_slow(self) -> None:
        """Wait for slow clients no more: the server is about to stop."""
        self.most_aside = 0
        for answer in self.aside:
            answer.worker.kill("reader")

    async def _until_gone(self, worker: Worker, client: Client) -> None:
        """Kill *worker* a moment after its client has gone."""
        await client.gone.wait()
        await asyncio.sleep(PARTING)
        worker.kill("gone")

    def _reusable(self, worker: Worker) -> bool:
        fresh = worker.kind == wire.READ and worker.version == self.version
        return fresh and worker.served < QUERIES_A_WORKER and self.precedence.take_part(worker)

    def release(self, answer: Answer) -> None:
        """Take the worker of *answer* back: keep it, or end it if it is busy, stale or may not take part."""
        if answer.released:
            return
        answer.released = True
        self.precedence.end(answer)
        for timer in answer.timers:
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
            worker.end()
            if worker.kind == wire.READ:
                self._keep_spare()
        self.aside.discard(answer)
        if not answer.aside:
            self.end()

    def _at_hand(self) -> Worker | None:
        """Take an idle worker that has not ended meanwhile, if there is one."""
        self.idle = [each for each in self.idle if not each.dead]
        return self.idle.pop() if self.idle else None

    def _keep_spare(self) -> None:
        """Have a worker ready, and warm, before it is asked for; those that have been of use come before it."""

        async def spare() -> None:
            with contextlib.suppress(Problem):
                worker = await self._connect(wire.READ)
                if worker.version == self.version:
                    self.idle.insert(0, worker)
                else:  # a write has come between: this one may know the old data
                    worker.end()
            self.sparing = False

        if not (self.idle or self.sparing):
            self.sparing = True
            self.background(spare())
