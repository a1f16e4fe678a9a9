"""The supervisor of one store's workers.

A request's thread takes a worker, waits for its answer and gives it back; a worker that met a limit is ended, never
given back. Idle workers know the present data: a write forgets them all. One worker more than is busy is kept at hand.
Only one write runs at a time, and it is acknowledged when the store has it.
"""

from __future__ import annotations

import contextlib
import threading
import time
from dataclasses import replace
from typing import Any

from sparql_server import confine
from sparql_server.lanes.client import Client
from sparql_server.lanes.connection import Dead, Worker
from sparql_server.lanes.lane import Lane
from sparql_server.lanes.metrics import Metrics
from sparql_server.lanes.outbound import Outbound
from sparql_server.lanes.scheduler import Deadline, Run, TooSlow, seconds_for
from sparql_server.lanes.spool import Spool
from sparql_server.lanes.succession import Succession
from sparql_server.protocol.answer import Answer
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.requests import Operation
from sparql_server.settings import Settings
from sparql_server.store import frames, locks

QUERIES_A_WORKER = 10_000  # the engine loses some kilobytes a query, so workers are replaced
MAX_WAITING_WRITES, SECONDS_UNTIL_SETTLED = 16, 0.2
PROBE = {"do": "query", "base": "urn:lifonto:probe", "seconds": 2.0, "gzip": False, "federation": False, "union": False,
         "solutions": [["csv", "text/csv"]], "graphs": []}  # fmt: skip


class Supervisor:
    """Runs reads in the two lanes and writes one at a time."""

    def __init__(self, settings: Settings, metrics: Metrics, spool: Spool) -> None:
        self.settings, self.metrics, self.spool, limits = settings, metrics, spool, settings.limits
        self.ownership = locks.held(settings.store, settings.writable) if settings.store else None
        self.zygotes = Succession(settings)
        self.outbound = Outbound(settings)
        self.quick = Lane("queries", limits.quick, limits.queue)
        self.slow = Lane("slow queries", limits.slow, limits.queue)
        self.writes = Lane("writes", 1, MAX_WAITING_WRITES)
        self.version, self.quads, self.changed = 1, -1, 0.0
        self.idle = list[Worker]()
        self.lock, self.probing = threading.Lock(), threading.Lock()
        self.writer: Worker | None = None  # of a store on disk, which it holds open

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """All lanes."""
        return self.quick, self.slow, self.writes

    def wait_until_ready(self) -> None:
        """Wait for the data; raise :class:`LifontoError` if they cannot be had."""
        self.quads = self.zygotes.wait_until_ready()

    def stop(self) -> None:
        """End the zygotes, and their workers with them; none begins from here on."""
        self._forget_idle()
        if self.writer:
            self.writer.socket.close()
        self.zygotes.stop()

    def read(self, operation: Operation, client: Client) -> Answer:
        """Run a reading *operation*; raise the :class:`Problem` of whatever limit it meets."""
        run = self._run(operation, client)
        self.quick.enter(run.deadline.at, client)
        run.deadline.note_wait()
        try:
            return self._answer(run, self.quick)
        except TooSlow:  # it begins again in the slow lane when it has its turn there
            self.metrics.kills.labels("slow").inc()
            self.slow.enter(run.deadline.at, client)
            run.deadline.note_wait()
            return self._answer(run, self.slow)

    def _run(self, operation: Operation, client: Client, seconds: float = 0.0) -> Run:
        deadline = Deadline(seconds or operation.request["seconds"])
        return Run(operation, client, deadline, self.spool, self.outbound.for_query(deadline.at, client))

    def _answer(self, run: Run, lane: Lane) -> Answer:
        run.lane = lane
        try:
            worker = self._take()
            run.start(worker, lane, self.slow)
            answer = self._ask(worker, run)
        finally:
            run.lane.leave(run.client.address)
        if run.has_made_way and not confine.take_part(worker.pid):
            worker.end()  # it has the lowest priority, for good
        else:
            self._give_back(worker)
        return answer

    def write(self, operation: Operation, client: Client, upload: int | None = None) -> dict[str, Any]:
        """Run a writing *operation* and return its head; afterwards every new read sees its effect.

        *upload* is the descriptor of a file that goes with it.
        """
        run = self._run(operation, client, seconds_for(operation, upload))
        run.upload = upload
        self.writes.enter(run.deadline.at, client)
        try:
            worker, self.writer = self._writer(), None
            run.start(worker)
            try:
                answer = self._ask(worker, run)
            except Problem as problem:
                if self.settings.store and "limit" in problem.members:  # ended, perhaps when the store had it already
                    problem.detail += "; it may have been carried out all the same: look before you send it again"
                raise
            finally:
                if self.settings.store or worker.settled:
                    self._forget_idle()
            if self.settings.store:
                worker.settled, self.writer = False, worker
            else:
                worker.socket.close()
            self.quads = -1
            return answer.head
        finally:
            self.writes.leave(client.address)

    def _writer(self) -> Worker:
        """Return the worker that holds a store on disk open to write, or a new one."""
        if self.writer and not self.writer.has_ended():
            return self.writer
        return self._connect(frames.WRITE)

    def _ask(self, worker: Worker, run: Run) -> Answer:
        try:
            return worker.ask(run)
        except Dead as dead:
            worker.end()
            if not worker.pid:  # it was never forked
                raise self._revived() from dead
            self.metrics.kills.labels("memory").inc()
            raise dead.why(self.settings.limits.memory_mb, is_upload=run.lane is None) from dead
        except BaseException as error:
            worker.end()
            if isinstance(error, Problem):
                self.metrics.kills.labels(str(error.members.get("limit", "problem"))).inc()
            raise

    def probe(self) -> None:
        """Have a worker answer now, beside the lanes, one probe after the other; raises Problem where none does."""
        with self.probing:
            run = self._run(Operation(PROBE, b"ASK {}"), Client({}))
            worker = self._take()
            run.start(worker)
            self._ask(worker, run)
            self._give_back(worker)

    def _take(self) -> Worker:
        """Take an idle worker, the one used last, and see to it that another is at hand."""
        found = None
        with self.lock:
            while self.idle and found is None:
                found = self.idle.pop()
                if found.version != self.version or found.has_ended():
                    found.socket.close()
                    found = None
            is_last = not self.idle
        if found is None:
            found = self._connect(frames.READ)
        if is_last and self._is_settled():
            with contextlib.suppress(Problem):
                self.idle.insert(0, self._connect(frames.READ))
        return found

    def _is_settled(self) -> bool:
        """Tell whether a spare worker would be of use: one opens a store on disk in 30 ms, and knows no later write."""
        return not self.settings.store or time.monotonic() > self.changed + SECONDS_UNTIL_SETTLED

    def _give_back(self, worker: Worker) -> None:
        with self.lock:
            good = worker.version == self.version and worker.served < QUERIES_A_WORKER
            if good and len(self.idle) <= self.quick.places + self.slow.places:
                self.idle.append(worker)
                return
        worker.socket.close()

    def _forget_idle(self) -> None:
        with self.lock:
            self.version += 1
            self.changed = time.monotonic()
            old, self.idle = self.idle, []
        for worker in old:
            worker.socket.close()

    def _connect(self, kind: bytes) -> Worker:
        version = self.version  # a write that comes between makes the worker newer than it is taken for
        try:
            connection = self.zygotes.connect(kind)
        except ConnectionError as error:
            raise self._revived() from error
        except OSError as error:
            detail = f"no worker can be reached: {error.strerror}; try again soon"
            raise Problem(503, detail, headers={"Retry-After": "5"}) from error
        self.metrics.workers_started.inc()
        return Worker(connection, version)

    @property
    def _is_of_files(self) -> bool:
        """Whether the data are in files alone, if there are any, and can be read again."""
        return not (self.settings.store or self.settings.writable)

    def reload(self) -> bool:
        """Read the files again in a new zygote and turn to it; queries that run go on with what they began with.

        Where updates are kept in memory, or the data on disk, there is nothing to read again. Tell whether it was done.
        """
        return self._is_of_files and self._renew(self.settings)

    def _revived(self) -> Problem:
        """Have a zygote again after one has ended, unless the data have gone with it; say whether to ask again."""
        if not (self.settings.store or self._is_of_files):
            lost = "the data were in memory only, and the process that held them has ended"
            return Problem(503, f"{lost}; start the server again, with --store DIR to have the data outlive it")
        settings = replace(self.settings, sources=()) if self.settings.store else self.settings  # it has been filled
        threading.Thread(target=self._renew, args=(settings,)).start()
        return Problem(503, "the store is being opened again; try again soon", headers={"Retry-After": "5"})

    def _renew(self, settings: Settings) -> bool:
        quads = self.zygotes.renew(settings)
        if quads is None:
            return False
        self.quads = quads
        self._forget_idle()
        return True
