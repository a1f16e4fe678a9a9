"""Whose turn it is: how many requests run at once, how many wait, and who is refused."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Coroutine
from typing import Any

from sparql_server.observe import Metrics
from sparql_server.protocol import problems
from sparql_server.settings import Settings


class Turns:
    """Lets a bounded number of requests run, and another bounded number wait."""

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        self.settings, self.metrics = settings, metrics
        self.running = 0
        self.waiting: deque[asyncio.Future[None]] = deque()
        self.tasks: set[asyncio.Task[None]] = set()

    def background(self, work: Coroutine[Any, Any, None]) -> None:
        """Do *work* meanwhile."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def is_room(self) -> bool:
        """Tell whether another request may start."""
        return self.running < self.settings.limits.workers

    async def turn(self, seconds: float) -> None:
        """Wait for a place among the running requests, *seconds* at most."""
        if self.is_room() and not self.waiting:
            self.start()
            return
        limits = self.settings.limits
        if self.running + len(self.waiting) >= limits.workers + limits.queue:
            raise problems.busy()
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[None] = loop.create_future()
        self.waiting.append(turn)
        timer = loop.call_later(seconds, expire, turn)
        try:
            await turn
        except BaseException:
            if turn.done() and not turn.cancelled() and not turn.exception():
                self.end()
            with contextlib.suppress(ValueError):
                self.waiting.remove(turn)
            raise
        finally:
            timer.cancel()

    def start(self) -> None:
        """Count a request in."""
        self.running += 1

    def end(self) -> None:
        """Count a request out and let the next one have its turn."""
        self.running -= 1
        while self.waiting and self.is_room():
            turn = self.waiting.popleft()
            if not turn.done():
                self.start()
                turn.set_result(None)


def expire(turn: asyncio.Future[None]) -> None:
    """Refuse one who has waited too long."""
    if not turn.done():
        turn.set_exception(problems.busy())
