"""The scheduler: looks after one operation while a worker does it.

What counts is the time that a query has had of a processor: on a busy machine a quick query may wait long without being
slow. After 10 ms it gets the lowest priority (SCHED_IDLE). After 1 s, or 0.1 s if others wait for its place, it leaves
the quick lane. If the slow lane is full, it is ended, waits in the queue of the slow lane, and begins again there.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sparql_server import confine
from sparql_server.lanes.client import Client, left
from sparql_server.lanes.lane import LOOK, Lane
from sparql_server.protocol import problems
from sparql_server.protocol.requests import Operation
from sparql_server.store import frames

if TYPE_CHECKING:
    from sparql_server.lanes.connection import Worker
    from sparql_server.lanes.spool import Spool

CPU_SECONDS_UNTIL_IDLE_PRIORITY = 0.01
CPU_SECONDS_UNTIL_SLOW, CPU_SECONDS_UNTIL_SLOW_IF_OTHERS_WAIT = 1.0, 0.1
SECONDS_A_MEGABYTE = 0.2  # of an upload, beside the time of a query
SECONDS_OF_STARVING = 0.5  # on the wall, with the lowest priority on a busy machine, while others wait
FIRST_LOOK = 0.02  # seconds on the wall: most queries are over by then, and cost no look
Provide = Callable[[dict[str, str]], dict[str, Any]]


class Deadline:
    """When an operation has to be over, of *seconds* allowed from now."""

    def __init__(self, seconds: float) -> None:
        self.began, self.seconds = time.monotonic(), seconds
        self.at, self.waited = self.began + seconds, 0.0

    def note_wait(self) -> None:
        """Note that all the time so far was spent waiting for a place."""
        self.waited = time.monotonic() - self.began


def seconds_for(operation: Operation, upload: int | None) -> float:
    """Return the time that a write may take: that of a query, and more for a large upload."""
    size = os.fstat(upload).st_size if upload is not None else 0
    seconds: float = operation.request["seconds"]
    return seconds + SECONDS_A_MEGABYTE * size / (1 << 20)


class TooSlow(Exception):  # noqa: N818
    """A query has to leave the quick lane, and there is no place in the slow one."""


class Run:
    """One operation at work: for whom, until when, in which lane (None: a write, which has a queue of its own)."""

    def __init__(
        self, operation: Operation, client: Client, deadline: Deadline, spool: Spool, provide: Provide
    ) -> None:
        operation.packed = operation.packed or frames.pack(operation.request, operation.body)
        self.packed = operation.packed
        self.upload: int | None = None
        self.client, self.deadline, self.spool, self.provide = client, deadline, spool, provide
        self.worker: Worker | None = None
        self.lane: Lane | None = None
        self.slow: Lane | None = None
        self.began, self.has_made_way = 0.0, False

    def start(self, worker: Worker, lane: Lane | None = None, slow: Lane | None = None) -> None:
        """Begin with *worker* in *lane*; *slow* is where it goes if it takes long."""
        self.worker, self.lane, self.slow = worker, lane, slow
        self.began, self.has_made_way = time.monotonic(), False
        worker.before = worker.processor_seconds()

    def look(self) -> float:
        """Look after the work; return in how many seconds to look again."""
        now, end = time.monotonic(), self.deadline.at
        age = now - self.began
        if now >= end:
            raise problems.out_of_time(self.deadline.seconds, self.deadline.waited)
        if age < FIRST_LOOK:
            return min(FIRST_LOOK, end - now)
        if self.client.has_left():
            raise left()
        if self.lane:
            self._make_way(self.lane)
        pause = LOOK if self.lane is self.slow else CPU_SECONDS_UNTIL_SLOW_IF_OTHERS_WAIT
        return min(pause, end - now)

    def _make_way(self, lane: Lane) -> None:
        worker, slow = self.worker, self.slow
        assert worker
        used = worker.processor_seconds() - worker.before
        if not worker.pid or used < CPU_SECONDS_UNTIL_IDLE_PRIORITY:
            return
        if not self.has_made_way:
            confine.make_way(worker.pid)
            self.has_made_way = True
        allowed = CPU_SECONDS_UNTIL_SLOW_IF_OTHERS_WAIT if lane.waiting else CPU_SECONDS_UNTIL_SLOW
        is_starving = lane.waiting and time.monotonic() > self.began + SECONDS_OF_STARVING  # it would never use so much
        if slow and lane is not slow and (used >= allowed or is_starving):
            if not slow.enter_at_once(self.client.address):
                raise TooSlow
            lane.leave(self.client.address)
            self.lane = slow
