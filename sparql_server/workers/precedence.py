"""Which queries go before which: quick ones before slow ones.

A query is quick for a moment. One that has taken a processor for longer is slow: it makes way for all other processes,
and stands still while quick ones run that would want its processor. The system's scheduler alone lets even a process
of the lowest priority go on, now and then, until the next tick of its clock: that is longer than most queries take.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from time import monotonic

from sparql_server import confine
from sparql_server.protocol import wire
from sparql_server.workers.answer import Answer
from sparql_server.workers.channel import Worker

SLOW = 0.003  # seconds that a query is quick; with so many of a processor it is slow
LONG = 0.2  # seconds of a processor after which a query makes way where its worker may not take part again, so is lost:
# a new one takes as long to have its own copy of what it reads of a large store
STILL = 0.05  # seconds that slow queries stand still at a stretch; they go on for a fifth of that, however many come
LULL = 0.004  # seconds without a quick query until they go on: whoever has an answer often asks again at once
CAN_STAND = sys.platform == "linux"  # elsewhere a process that stands still would outlive a server that is killed
RECENT = 16  # the queries that tell whether most are quick; where they are not, standing still would help nobody


class Precedence:
    """Lets quick queries go before slow ones."""

    def __init__(self) -> None:
        self.processors = len(os.sched_getaffinity(0)) if CAN_STAND else 1
        self.quick, self.usual, self.last = 0, 1.0, 0.0
        self.slow, self.still = list[Worker](), list[Worker]()
        self.began, self.due = 0.0, 0.0  # when they began to stand still, and from when they may do so again
        self.lull: asyncio.TimerHandle | None = None
        self.forgiving = True  # until a worker that made way may not take part again

    def begin(self, answer: Answer) -> None:
        """Count a query in that is quick so far."""
        self.quick += 1
        answer.before = answer.worker.processor_seconds()
        if self.slow and CAN_STAND:
            now = monotonic()
            if self.still and now > self.began + STILL:
                self._go_on(now)
            elif self.usual > 0.5 and now > self.due:
                self._stand_still(now)

    def age(self, answer: Answer) -> None:
        """Take a query for quick no more, and for slow once it has not only waited."""
        if answer.watched:
            answer.watched = None
            self._less(0.0)
        if answer.worker.kind == wire.READ:
            self._after(SLOW, self._slow, answer)

    def end(self, answer: Answer) -> None:
        """Count a query out."""
        worker = answer.worker
        if answer.watched:
            answer.watched.item = None
            self.last = monotonic()
            self._less(1.0)
        if answer.weighing:
            answer.weighing.cancel()
        if worker in self.slow:
            self.slow.remove(worker)
            if worker in self.still:
                self.still.remove(worker)
                worker.signal(signal.SIGCONT)

    def take_part(self, worker: Worker) -> bool:
        """Let *worker* count like any other again, where that is allowed; where it is not, it is asked no more."""
        if worker.yielding:
            worker.yielding = not confine.take_part(worker.pid)
            self.forgiving = self.forgiving and not worker.yielding
        return not worker.yielding

    def _less(self, ended: float) -> None:
        """Count a quick query out: one that *ended* (1), or has become slow (0)."""
        self.quick -= 1
        self.usual += (ended - self.usual) / RECENT
        if self.still and not (self.quick or self.lull):
            self._look()

    def _look(self) -> None:
        """Let slow queries go on in a lull, or look again when there may be one."""
        self.lull, now = None, monotonic()
        if self.quick:
            return
        if (left := self.last + LULL - now) > 0:
            self.lull = asyncio.get_running_loop().call_later(left, self._look)
        else:
            self._go_on(now)

    def _stand_still(self, now: float) -> None:
        """Halt the slow queries for which there is no processor beside the front's and those of quick ones."""
        if not self.still:
            self.began = now
        for worker in self.slow[max(self.processors - 1 - self.quick, 0) :]:
            if worker not in self.still:
                self.still.append(worker)
                worker.signal(signal.SIGSTOP)

    def _go_on(self, now: float) -> None:
        self.due = now + (now - self.began) / 5
        for worker in self.still:
            worker.signal(signal.SIGCONT)
        self.still.clear()

    def _after(self, seconds: float, act: Callable[[Answer], None], answer: Answer, pause: float = 0.001) -> None:
        """Do *act* once the query has had *seconds* of a processor; look again, ever less often, until it has."""
        left = seconds - (answer.worker.processor_seconds() - answer.before)
        if left <= 0:
            act(answer)
            return
        again = partial(self._after, seconds, act, answer, 2 * pause)
        answer.weighing = asyncio.get_running_loop().call_later(max(left, pause), again)

    def _slow(self, answer: Answer) -> None:
        self.slow.append(answer.worker)
        if self.forgiving:
            self._make_way(answer)
        else:
            self._after(LONG, self._make_way, answer)

    def _make_way(self, answer: Answer) -> None:
        if answer.worker.pid:
            answer.worker.yielding = True
            confine.make_way(answer.worker.pid)
