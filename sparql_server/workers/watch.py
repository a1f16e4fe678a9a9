"""A watch over what has begun: what is not over after a moment is pointed out.

Most answers are there within a millisecond, so they share one timer instead of having one each.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Watched(Generic[T]):
    """Something that has begun at a time of the loop's clock; ``item`` is ``None`` once it is over."""

    __slots__ = ("began", "item")

    def __init__(self, began: float, item: T) -> None:
        self.began = began
        self.item: T | None = item


class Watch(Generic[T]):
    """Calls *late* with each item that is not over *seconds* after it began."""

    def __init__(self, seconds: float, late: Callable[[T], None]) -> None:
        self.seconds, self.late = seconds, late
        self.begun: deque[Watched[T]] = deque()
        self.looking = False

    def begin(self, item: T, loop: asyncio.AbstractEventLoop) -> Watched[T]:
        """Watch *item* until :attr:`Watched.item` of what this returns is cleared."""
        watched = Watched(loop.time(), item)
        self.begun.append(watched)
        if not self.looking:
            self.looking = True
            loop.call_at(watched.began + self.seconds, self._look, loop)
        return watched

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        while self.begun and self.begun[0].began + self.seconds <= now:
            if (item := self.begun.popleft().item) is not None:
                self.late(item)
        self.looking = bool(self.begun)
        if self.begun:
            loop.call_at(self.begun[0].began + self.seconds, self._look, loop)
