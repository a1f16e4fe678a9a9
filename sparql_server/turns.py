"""Whose turn it is: how many requests run at once, how many wait, and who is refused."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections import deque
from collections.abc import Coroutine
from typing import Any

from sparql_server import problems
from sparql_server.observe import Metrics
from sparql_server.settings import Settings

YOUNG = (os.cpu_count() or 1) + 1  # requests at once that do not count as slow yet


class Turns:
    """Lets a bounded number of requests run, and another bounded number wait.

    Among those that run only a few may be young (not yet slow): more at once would only cool each other's caches,
    and a request that turns out slow makes room for the next young one.
    """

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        self.settings, self.metrics = settings, metrics
        self.running = self.young = 0
        self.waiting: deque[asyncio.Future[None]] = deque()
        self.tasks: set[asyncio.Task[None]] = set()

    def background(self, work: Coroutine[Any, Any, None]) -> None:
        """Do *work* meanwhile."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def is_room(self) -> bool:
        """Tell whether another request may start."""
        return self.young < YOUNG and self.running < self.settings.limits.workers

    async def turn(self, seconds: float) -> None:
        """Wait for a place among the running requests, *seconds* at most."""
        if self.is_room() and not self.waiting:
            self.start()
            return
        limits = self.settings.limits
        if self.running + len(self.waiting) >= limits.workers + limits.queue:
            raise problems.busy()
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting.append(turn)
        try:
            await asyncio.wait_for(turn, seconds)
        except (TimeoutError, asyncio.CancelledError) as error:
            if turn.done() and not turn.cancelled():
                self.end(young=True)
            with contextlib.suppress(ValueError):
                self.waiting.remove(turn)
            if isinstance(error, TimeoutError):
                raise problems.busy() from None
            raise

    def start(self) -> None:
        """Count a request in."""
        self.running += 1
        self.young += 1

    def end(self, young: bool, aside: bool = False) -> None:
        """Count a request out (unless it stood *aside* already) and let the next one have its turn."""
        self.running -= not aside
        self.grow_old(young)

    def grow_old(self, young: bool = True) -> None:
        """Count a request that has been young as no longer so."""
        self.young -= young
        while self.waiting and self.is_room():
            turn = self.waiting.popleft()
            if not turn.done():
                self.start()
                turn.set_result(None)
