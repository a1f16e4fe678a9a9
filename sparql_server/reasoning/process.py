"""The process that reasons, as the front sees it: started by the first question, asked one question at a time.

A reasoner cannot be interrupted, so it runs where it can be killed. A new one has to read the ontology first; so a
question whose time is over, or whose client has gone, may go on for :data:`GRACE` seconds before it costs the process.
It is not started before there is a question: most servers are never asked one, and all would pay for it in memory.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any, cast

from sparql_server.lanes.calls import Look, looking
from sparql_server.lanes.client import Client
from sparql_server.lanes.lane import Lane
from sparql_server.protocol import problems
from sparql_server.protocol.problems import Problem
from sparql_server.settings import Limits

GRACE = 2.0  # seconds: about what a new process takes to be ready
MAX_ANSWER_MB = 64  # an answer is held in memory
PIECE = 1 << 16  # bytes
REASONER = "sparql_server.reasoning.reasoner"
Said = tuple[int, bytes]


class Dead(Exception):  # noqa: N818
    """The process has ended; its argument is the exit status."""


class Child:
    """One process, which runs *program*; *config* says what it reads, and how much it may take."""

    def __init__(self, program: str, config: dict[str, Any]) -> None:
        search = os.pathsep.join(filter(None, [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH")]))
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", program, json.dumps(config)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": search, "RUST_BACKTRACE": "0"},  # the log is not for backtraces
            start_new_session=True,  # so that what it starts can be ended with it
        )
        self.stdin, self.stdout = cast(IO[bytes], self.process.stdin), cast(IO[bytes], self.process.stdout)
        self.is_ready, self.came = False, bytearray()
        self.poll = select.poll()
        self.poll.register(self.stdout, select.POLLIN)

    def say(self, asked: dict[str, Any]) -> None:
        """Send a question."""
        with contextlib.suppress(BrokenPipeError):  # whoever listens for the answer hears of it
            self.stdin.write(json.dumps(asked).encode() + b"\n")
            self.stdin.flush()

    def hear(self, look: Look) -> Said:
        """Return the next answer; raises :class:`Dead`, and what *look* raises between two waits."""
        while (said := self._whole()) is None:
            while not self.poll.poll(look() * 1000):
                pass
            if not (piece := os.read(self.stdout.fileno(), PIECE)):
                raise Dead(self.process.wait())
            self.came += piece
        return said

    def _whole(self) -> Said | None:
        """Take an answer that has come whole."""
        start = self.came.find(b"\n") + 1
        head = json.loads(self.came[:start]) if start else {"length": 0}
        end = start + head["length"]
        if not start or len(self.came) < end:
            return None
        body = bytes(self.came[start:end])
        del self.came[:end]
        return head["status"], body

    def kill(self) -> None:
        """Kill the process, and whatever it has started."""
        if self.process.poll() is None:  # the id is still its own
            os.killpg(self.process.pid, signal.SIGKILL)

    def end(self) -> None:
        """Kill the process, and let go of it."""
        self.kill()
        with contextlib.suppress(BrokenPipeError):
            self.stdin.close()
        self.stdout.close()
        self.process.wait()


class Unfinished(Exception):  # noqa: N818
    """The process still works on a question that nobody waits for: the problem to tell, and when it began."""


class Process:
    """The process that answers from one ontology by *program*, and those who wait for it to answer *what* they ask."""

    def __init__(self, place: Path, limits: Limits, program: str = REASONER, what: str = "questions") -> None:
        self.program = program
        megabytes = min(limits.response_mb, MAX_ANSWER_MB)
        self.config = {"place": str(place), "memory_mb": limits.memory_mb, "response_mb": megabytes}
        self.memory_mb, self.version, self.is_stopped = limits.memory_mb, 0, False
        self.lane = Lane(what, 1, limits.queue)  # who has its place has the process
        self.child: Child | None = None
        self.starter = ThreadPoolExecutor(1)  # a process dies with the thread that started it, so that thread stays

    def ask(self, asked: dict[str, Any], client: Client, version: int) -> Said:
        """Return status and body of the answer to what is *asked*; *version* is that of the data.

        Raises Problem where too many wait before it, and where it takes more than its time or memory.
        """
        look = looking(time.monotonic() + asked["seconds"], problems.out_of_time(asked["seconds"]), client)
        self.lane.enter(time.monotonic() + asked["seconds"], client)
        try:
            said = self._answer(asked, look, version)
        except Unfinished as unfinished:
            problem, began = unfinished.args
            threading.Thread(target=self._finish, args=(client.address, began), daemon=True).start()
            raise problem from None
        except BaseException:
            self.lane.leave(client.address)
            raise
        self.lane.leave(client.address)
        return said

    def stop(self) -> None:
        """End the process."""
        self.is_stopped = True
        if child := self.child:
            child.kill()
        if not self.lane.running:  # nobody listens to it
            self._end()

    def _answer(self, asked: dict[str, Any], look: Look, version: int, *, is_last_try: bool = False) -> Said:
        child = self._ready(look, version)
        child.say(asked)
        began = time.monotonic()
        try:
            return child.hear(look)
        except Problem as problem:
            raise Unfinished(problem, began) from None
        except Dead as dead:
            self._renew()
            if is_last_try or dead.args[0] != -signal.SIGKILL:
                raise self._why(dead) from None
        return self._answer(asked, look, version, is_last_try=True)  # it may have been killed before it was asked

    def _ready(self, look: Look, version: int) -> Child:
        """Return a process that has read the data of *version*; where *look* ends the wait for it, it reads on."""
        if self.child and (version != self.version or self.child.process.poll() is not None):
            self._end()
        self.version = version
        child = self.child or self._start()
        if child.is_ready:
            return child
        try:
            status, body = child.hear(look)
        except Dead as dead:
            self._end()
            raise self._why(dead) from None
        except Problem as problem:
            if problem.status != 504:
                raise
            detail = "the reasoner is still reading the ontology; try again"
            raise Problem(503, detail, headers={"Retry-After": "5"}) from None
        if status != 200:
            self._end()
            raise Problem.load({name: value for name, value in json.loads(body).items() if name != "title"})
        child.is_ready = True
        return child

    def _start(self) -> Child:
        if self.is_stopped:
            raise Problem(503, "the server is being stopped")
        self.child = self.starter.submit(Child, self.program, self.config).result()
        return self.child

    def _end(self) -> None:
        if self.child:
            self.child.end()
        self.child = None

    def _renew(self) -> None:
        """Start another process at once: the next question has to wait for it less."""
        self._end()
        with contextlib.suppress(Problem):
            self._start()

    def _why(self, dead: Dead) -> Problem:
        """Explain the end of the process."""
        if dead.args[0] == -signal.SIGABRT:  # the reasoner's own code cannot go on without memory
            return problems.out_of_memory(self.memory_mb)
        if dead.args[0] == -signal.SIGSEGV:
            return problems.too_deep()
        return Problem(503, "the reasoner ended while it worked on this; ask something smaller")

    def _finish(self, address: str, began: float) -> None:
        """Let the process come to the end of a question that nobody waits for, or end it; then the next may ask."""
        try:
            assert self.child
            self.child.hear(looking(began + GRACE, problems.out_of_time(GRACE)))
        except (Problem, Dead):
            self._renew()
        finally:
            self.lane.leave(address)
