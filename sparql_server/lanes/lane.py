"""A lane: a number of places, and a number of those who wait for one.

First come, first served, but one address never has more than half of the places. Where the queue is full, the address
with most in it gives its last turn to another.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from typing import Protocol

from sparql_server.lanes.client import left
from sparql_server.protocol import problems

LOOK = 0.25  # seconds between looks at whether a client who waits has left


class Waiting(Protocol):
    """Who asks for a place."""

    address: str

    def has_left(self) -> bool:
        """Tell whether they have given up."""


class Turn(threading.Event):
    """The turn of one who waits, set when it has come."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.was_taken = address, False


class Lane:
    """Has *places* to run in, and room for *queue* that wait; *name* is said to those who are refused."""

    def __init__(self, name: str, places: int, queue: int) -> None:
        self.name, self.places, self.queue = name, places, queue
        self.lock, self.waiting, self.held = threading.Lock(), deque[Turn](), Counter[str]()
        self.running = 0

    def enter(self, deadline: float, client: Waiting) -> None:
        """Take a place; wait for it until *deadline* (monotonic).

        Raises Problem: 503 where too many wait, or the time is over before there is a place; 408 where the client left.
        """
        with self.lock:
            if self._has_room(client.address):
                self._seat(client.address)
                return
            if len(self.waiting) >= self.queue:
                self._make_room(client.address)
            turn = Turn(client.address)
            self.waiting.append(turn)
        while not turn.wait(min(LOOK, max(0.0, deadline - time.monotonic()))):
            if (gone := client.has_left()) or time.monotonic() >= deadline:
                with self.lock:
                    if turn.is_set():
                        break
                    self.waiting.remove(turn)
                raise left() if gone else problems.busy(self.name)
        if turn.was_taken:
            raise problems.busy(self.name)

    def _make_room(self, address: str) -> None:
        """Take the last turn of the address with most of them, if that has more than *address* would have."""
        turns = Counter(turn.address for turn in self.waiting)
        most, number = turns.most_common(1)[0]
        if number <= turns[address] + 1:
            raise problems.busy(self.name)
        last = next(turn for turn in reversed(self.waiting) if turn.address == most)
        self.waiting.remove(last)
        last.was_taken = True
        last.set()

    def enter_at_once(self, address: str) -> bool:
        """Take a place if there is one and nobody waits for it."""
        with self.lock:
            if found := self._has_room(address):
                self._seat(address)
            return found

    def leave(self, address: str) -> None:
        """Give the place back to the first who may have it."""
        with self.lock:
            self.running -= 1
            self.held[address] -= 1
            if not self.held[address]:
                del self.held[address]
            for turn in self.waiting:
                if self._may_run(turn.address):
                    self.waiting.remove(turn)
                    self._seat(turn.address)
                    turn.set()
                    return

    def _has_room(self, address: str) -> bool:
        return self._may_run(address) and not any(self._may_run(turn.address) for turn in self.waiting)

    def _may_run(self, address: str) -> bool:
        return self.running < self.places and self.held[address] < max(1, self.places // 2)

    def _seat(self, address: str) -> None:
        self.running += 1
        self.held[address] += 1
