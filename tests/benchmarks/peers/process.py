"""A server process: started in a session of its own, waited for, measured, and stopped with all its children."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

Data = Sequence[tuple[Path, str]]
RESULTS = "application/sparql-results+json"
QUIET = 3  # ticks of processor time in five pauses; who uses fewer has nothing to do
PAUSE = 0.02  # seconds between two looks at a server that is starting


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Endpoint:
    """Where a server that runs is asked (``query``), loaded (``graphs``), and what every query must carry."""

    query: str
    process: subprocess.Popen[bytes]
    graphs: str = ""
    parameters: tuple[tuple[str, str], ...] = field(default=())

    def url(self, text: str) -> str:
        """Return the URL that asks the query *text*."""
        return f"{self.query}?{urllib.parse.urlencode([('query', text), *self.parameters])}"

    def ask(self, text: str, accept: str = RESULTS, patience: float = 60) -> bytes:
        """Return the body of the answer to *text*; raises URLError or TimeoutError."""
        request = urllib.request.Request(self.url(text), headers={"Accept": accept})
        try:
            with urllib.request.urlopen(request, timeout=patience) as response:
                return bytes(response.read())
        except urllib.error.HTTPError as error:
            error.close()
            raise

    def memory(self) -> tuple[float, float]:
        """Return the resident and the proportional memory of the server and its children, in megabytes."""
        resident = proportional = 0
        for member in members(self.process.pid):
            try:
                lines = Path(f"/proc/{member}/smaps_rollup").read_text().splitlines()
            except (FileNotFoundError, ProcessLookupError):
                continue
            sizes = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:]}
            resident += sizes.get("Rss", 0)
            proportional += sizes.get("Pss", 0)
        return resident / 1024, proportional / 1024

    def settle(self, patience: float = 20) -> None:
        """Return when the server has nothing to do: many work on for clients that have left."""
        deadline, before = time.monotonic() + patience, -QUIET
        while (now := sum(members(self.process.pid).values())) - before >= QUIET and time.monotonic() < deadline:
            before = now
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(5 * PAUSE)


def members(session: int) -> dict[int, int]:
    """Return the processes of *session*, and the ticks of processor time that each has used."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            after_name = (process / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(after_name[3]) == session and after_name[0] != "Z":
            found[int(process.name)] = int(after_name[11]) + int(after_name[12])
    return found


@contextmanager
def running(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run *command* in *folder*, with its output in ``server.log`` there; afterwards end its whole session."""
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=os.environ | dict(environment or {}),
            start_new_session=True,
        )
    try:
        yield process
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes], patience: float = 10) -> None:
    """End *process*, kindly first, and whatever is left of its session."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    for member in {process.pid, *members(process.pid)}:
        with suppress(ProcessLookupError):
            os.kill(member, signal.SIGKILL)
    process.wait()


def wait_until_answering(endpoint: Endpoint, folder: Path, patience: float = 120) -> None:
    """Return when the server answers queries; raises RuntimeError with its log where it ends or takes too long."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with suppress(OSError):
            endpoint.ask("ASK {}", patience=5)
            return
        with suppress(subprocess.TimeoutExpired):
            endpoint.process.wait(PAUSE)
            break
    raise RuntimeError((folder / "server.log").read_text(errors="replace")[-3000:] or "the server did not answer")
