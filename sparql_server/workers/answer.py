"""An answer on its way from a worker to its client, who may be slower than the worker.

The time that a client takes is not counted as the query's. A slow one gives its turn to others, and one that takes
nothing at all for as long as a sender may (``body_seconds``) is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol

from sparql_server.workers.channel import Worker
from sparql_server.workers.watch import Watched

if TYPE_CHECKING:
    from sparql_server.workers.pool import Pool

ASIDE = 1.0  # seconds of waiting for its client after which an answer gives its turn to others


class Client(Protocol):
    """Who asked, as far as the work for them depends on it: whether they are there, and take what they get."""

    gone: asyncio.Event

    def has_room(self) -> bool:
        """Tell whether more can be sent at once."""

    def watched(self, tell: Callable[[], None]) -> AbstractContextManager[None]:
        """Call *tell* when there is room again, or the client has gone."""


class Answer:
    """What a worker answers: its head, and the body as it comes; :meth:`close` gives the worker back.

    Its query ends at *deadline*, of *seconds* allowed, by the loop's clock.
    """

    def __init__(self, pool: Pool, worker: Worker, seconds: float, deadline: float, client: Client | None) -> None:
        self.pool, self.worker, self.seconds, self.version = pool, worker, seconds, worker.version
        self.deadline, self.client = deadline, client
        self.head: dict[str, Any] = {}
        self.body: bytes | None = None  # the whole body, where it came whole, and its tag
        self.tag = ""
        self.released = self.aside = False
        self.before = 0.0  # what the worker's own clock showed when this began
        self.past, self.since = 0.0, 0.0  # seconds that its client took; when it began to wait again
        self.watched: Watched[Answer] | None = None
        self.weighing: asyncio.TimerHandle | None = None
        self.timers: list[asyncio.Task[None] | asyncio.TimerHandle] = []

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the body piece by piece as the client takes it; a limit met on the way raises its ``Problem``."""
        worker, client = self.worker, self.client
        try:
            while True:
                while worker.chunks:
                    if client and not worker.done and not client.has_room():
                        await self.wait_for(client)
                    yield worker.next_chunk()
                worker.check(self.seconds, self.pool.settings.limits.memory_mb)
                if worker.done:
                    return
                await worker.news()
        finally:
            self.close()

    async def wait_for(self, client: Client) -> None:
        """Wait until *client* takes more; a slow one gives its turn to others, one that has stopped is left."""
        loop, worker, limits = asyncio.get_running_loop(), self.worker, self.pool.settings.limits
        timers = [loop.call_later(limits.body_seconds, worker.kill, "reader")]
        if not self.aside:
            timers.append(loop.call_later(ASIDE - self.past, self.pool.stand_aside, self))
        self.since = loop.time()
        try:
            with client.watched(worker.wake):
                while not (client.has_room() or worker.done or worker.dead):
                    await worker.news()
        finally:
            self.past, self.since = self.waited(), 0.0
            for timer in timers:
                timer.cancel()
        worker.check(self.seconds, limits.memory_mb)

    def waited(self) -> float:
        """Return the seconds that its client has kept the worker itself waiting so far."""
        waiting = self.since and self.worker.paused
        return self.past + (asyncio.get_running_loop().time() - self.since if waiting else 0.0)

    def close(self) -> None:
        """Give the worker back, or end it if it is still busy."""
        self.pool.release(self)
