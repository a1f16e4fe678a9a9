"""An answer on its way from a worker to its reader, who may be slower than the worker.

The time that a reader takes is not counted as the query's. A slow one gives its turn to others, and one that takes
nothing at all for as long as a sender may (``body_seconds``) is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from sparql_server.channel import Worker
from sparql_server.reader import Reader

if TYPE_CHECKING:
    from sparql_server.pool import Pool

ASIDE = 1.0  # seconds of waiting for its reader after which an answer gives its turn to others


class Answer:
    """What a worker answers: its head, and the body as it comes; :meth:`close` gives the worker back."""

    def __init__(self, pool: Pool, worker: Worker, seconds: float) -> None:
        self.pool, self.worker, self.seconds, self.version = pool, worker, seconds, worker.version
        self.head: dict[str, Any] = {}
        self.body: bytes | None = None  # the whole body, where it came whole
        self.young, self.aside = True, False
        self.past, self.since = 0.0, 0.0  # seconds that its reader took; when it began to wait again

    async def chunks(self, reader: Reader | None) -> AsyncIterator[bytes]:
        """Yield the body piece by piece as *reader* takes it; a limit met on the way raises its ``Problem``."""
        worker = self.worker
        try:
            while True:
                while worker.chunks:
                    if reader and not worker.done and not reader.has_room():
                        await self.wait_for(reader)
                    yield worker.next_chunk()
                worker.check(self.seconds, self.pool.settings.limits.memory_mb)
                if worker.done:
                    return
                await worker.news()
        finally:
            self.close()

    async def wait_for(self, reader: Reader) -> None:
        """Wait until *reader* takes more; a slow one gives its turn to others, one that has stopped is left."""
        loop, worker, limits = asyncio.get_running_loop(), self.worker, self.pool.settings.limits
        timers = [loop.call_later(limits.body_seconds, worker.kill, "reader")]
        if not self.aside:
            timers.append(loop.call_later(ASIDE - self.past, self.pool.stand_aside, self))
        self.since = loop.time()
        try:
            with reader.watched(worker.wake):
                while not (reader.has_room() or worker.done or worker.dead):
                    await worker.news()
        finally:
            self.past, self.since = self.waited(), 0.0
            for timer in timers:
                timer.cancel()
        worker.check(self.seconds, limits.memory_mb)

    def waited(self) -> float:
        """Return the seconds that its reader has kept the worker itself waiting so far."""
        waiting = self.since and self.worker.paused
        return self.past + (asyncio.get_running_loop().time() - self.since if waiting else 0.0)

    def close(self) -> None:
        """Give the worker back, or end it if it is still busy."""
        self.pool.release(self)
