"""The process that reasons, as the front sees it: started by the first question, asked one question at a time.

A reasoner cannot be interrupted, so it runs where it can be killed; the next question starts another. It is not
started before there is a question, because most servers are never asked one and all would pay for it in memory.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from sparql_server.protocol import problems
from sparql_server.protocol.problems import Problem
from sparql_server.settings import Limits
from sparql_server.workers.answer import Client

PATIENCE = 2.0  # seconds that a question whose client has gone may go on: about what a new process takes to be ready
Said = tuple[int, bytes]


class Process:
    """The reasoner of one ontology, and those who wait for it."""

    def __init__(self, place: Path, limits: Limits) -> None:
        self.limits, self.waiting, self.version = limits, 0, 0
        self.config = {"place": str(place), "memory_mb": limits.memory_mb, "response_mb": limits.response_mb}
        self.turn = asyncio.Lock()
        self.child: asyncio.subprocess.Process | None = None
        self.starting: asyncio.Task[Said] | None = None

    async def ask(self, question: dict[str, Any], client: Client | None, version: int) -> Said:
        """Return status and body of the answer to *question*; *version* is that of the data it is asked about.

        Raises Problem where there are too many before it, and where it takes more than its time or memory.
        """
        if self.waiting >= self.limits.queue:
            raise problems.busy()
        self.waiting += 1
        leaving = asyncio.ensure_future((client.gone if client else asyncio.Event()).wait())
        try:
            async with asyncio.timeout(question["seconds"]) as clock:
                async with self.turn:
                    clock.reschedule(None)
                    if version != self.version:
                        self.stop()
                        self.version = version
                    return await self._answer(question, leaving)
        except TimeoutError:
            raise problems.busy() from None
        finally:
            self.waiting -= 1
            leaving.cancel()

    async def _answer(self, question: dict[str, Any], leaving: asyncio.Future[Any]) -> Said:
        if leaving.done():
            raise left()
        await self._ready(question["seconds"])
        work = asyncio.ensure_future(self._exchange(json.dumps(question).encode()))
        try:
            await asyncio.wait({work, leaving}, timeout=question["seconds"], return_when=asyncio.FIRST_COMPLETED)
            if leaving.done() and not work.done():
                await asyncio.wait({work}, timeout=PATIENCE)
            if work.done():
                return work.result()
        except (asyncio.IncompleteReadError, ConnectionError, ValueError):
            raise await self._why_dead() from None
        finally:
            if not work.done() or work.exception():
                work.cancel()
                self.stop()
        raise left() if leaving.done() else problems.out_of_time(question["seconds"])

    async def _ready(self, seconds: float) -> None:
        """Have a process that is ready; who cannot wait until it is may come again, and it goes on meanwhile."""
        if self.starting is None:
            self.starting = asyncio.ensure_future(self._start())
        done, _ = await asyncio.wait({self.starting}, timeout=seconds)
        if not done:
            raise Problem(503, "the reasoner is still reading the ontology; try again", headers={"Retry-After": "5"})
        try:
            status, body = self.starting.result()
        except (asyncio.IncompleteReadError, ConnectionError, ValueError):
            problem = await self._why_dead()
            self.stop()
            raise problem from None
        if status != 200:
            self.stop()
            raise Problem.load({each: value for each, value in json.loads(body).items() if each != "title"})

    async def _start(self) -> Said:
        self.child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "sparql_server.reasoning.reasoner", json.dumps(self.config)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=os.environ | {"RUST_BACKTRACE": "0"},  # or an end for want of memory fills the log
            start_new_session=True,  # so that what it starts can be ended with it
        )
        return await self._exchange(b"")

    async def _exchange(self, line: bytes) -> Said:
        """Send *line*, if it says anything, and read what comes."""
        assert self.child
        assert self.child.stdin
        assert self.child.stdout
        if line:
            self.child.stdin.write(line + b"\n")
            await self.child.stdin.drain()
        head = json.loads(await self.child.stdout.readline() or b"-")
        return head["status"], await self.child.stdout.readexactly(head["length"])

    async def _why_dead(self) -> Problem:
        """Explain the end of the process."""
        code = await self.child.wait() if self.child else 0
        if code == -signal.SIGABRT:  # the reasoner's own code cannot go on without memory
            return problems.out_of_memory(self.limits.memory_mb)
        if code == -signal.SIGSEGV:
            return problems.too_deep()
        return Problem(503, "the reasoner ended while it worked on this; ask something smaller")

    def stop(self) -> None:
        """End the process, and whatever it has started."""
        if self.starting:
            self.starting.cancel()
        if self.child:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.child.pid, signal.SIGKILL)
        self.child = self.starting = None


def left() -> Problem:
    """Nobody waits for the answer any more."""
    return Problem(408, "the client went away before the answer was there", limit="client")
