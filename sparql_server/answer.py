"""An answer on its way from a worker."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING, Any

from sparql_server.channel import Worker
from sparql_server.watch import Watched

if TYPE_CHECKING:
    from sparql_server.pool import Pool

Gone = Callable[[], Awaitable[Any]]


class Answer:
    """What a worker answers: its head, and the body as it comes; :meth:`close` gives the worker back."""

    def __init__(self, pool: Pool, worker: Worker, seconds: float, deadline: float, gone: Gone | None) -> None:
        self.pool, self.worker, self.seconds, self.version = pool, worker, seconds, worker.version
        self.deadline, self.gone = deadline, gone
        self.head: dict[str, Any] = {}
        self.body: bytes | None = None  # the whole body, where it came whole, and its tag
        self.tag = ""
        self.released, self.before = False, 0.0
        self.watched: Watched[Answer] | None = None
        self.timers: list[asyncio.Task[None] | asyncio.TimerHandle] = []

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
