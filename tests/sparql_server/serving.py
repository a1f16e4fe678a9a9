"""Starting a real server and speaking real HTTP with it."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TOKEN = "a token for tests"
DATA = """
@prefix ex: <http://example.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:lif a ex:Cytokine ; rdfs:label "leukemia inhibitory factor"@en ; ex:binds ex:lifr .
ex:lifr a ex:Receptor ; rdfs:label "LIF receptor"@en .
"""
MANY = "\n".join(
    f"<http://example.org/s{n}> <http://example.org/p{n % 7}> <http://example.org/o{n % 50}> ." for n in range(3000)
)
SHARED = Path(os.environ.get("LIFONTO_SHARED", ROOT.parent / "shared"))


@dataclass
class Reply:
    """An HTTP response, read to its end."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def kind(self) -> str:
        """The media type."""
        return self.headers.get("content-type", "").split(";")[0]


@dataclass
class Server:
    """A server at work."""

    process: subprocess.Popen[str]
    port: int
    log: Path

    @property
    def base(self) -> str:
        """Where it is asked."""
        return f"http://127.0.0.1:{self.port}"

    def send(
        self, method: str, path: str, body: bytes | str | None = None, timeout: float = 60, **headers: str
    ) -> Reply:
        """Send one request; header names are written with underscores."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body.encode() if isinstance(body, str) else body, names)
            answer = connection.getresponse()
            return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def query(self, text: str, path: str = "/sparql", timeout: float = 60, **headers: str) -> Reply:
        """POST a query."""
        return self.send("POST", path, text, timeout, Content_Type="application/sparql-query", **headers)

    def update(self, text: str, path: str = "/update", timeout: float = 60) -> Reply:
        """POST an update with the token."""
        headers = {"Content_Type": "application/sparql-update", "Authorization": f"Bearer {TOKEN}"}
        return self.send("POST", path, text, timeout, **headers)

    def rows(self, text: str, path: str = "/sparql") -> list[list[str]]:
        """Return a query's solutions as lists of values."""
        reply = self.query(text, path, Accept="application/sparql-results+json")
        assert reply.status == 200, reply.body
        names = reply.json["head"]["vars"]
        return [[row[n]["value"] if n in row else "" for n in names] for row in reply.json["results"]["bindings"]]

    def count(self) -> int:
        """Return the number of statements in the default graph."""
        return int(self.rows("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")[0][0])

    def processes(self) -> list[int]:
        """Return the ids of the server's child processes, and of theirs."""
        found, front = [], [self.process.pid]
        while front:
            for children in Path(f"/proc/{front.pop(0)}/task").glob("*/children"):  # of each thread
                with contextlib.suppress(OSError):
                    pids = [int(pid) for pid in children.read_text().split()]
                    found += pids
                    front += pids
        return found


@contextlib.contextmanager
def serving(
    folder: Path, *options: str, module: str = "sparql_server", before: Sequence[str] = (), **environment: str
) -> Iterator[Server]:
    """Start a server with *options* on a free port; stop it afterwards and see that nothing went wrong in it.

    *before* are words to put before its command, as ``setpriv`` or ``nice`` want it.
    """
    log = folder / f"log-{time.monotonic_ns()}"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [*before, sys.executable, "-m", module, "--port", "0", *options],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, "LIFONTO_SERVE_TOKEN": TOKEN, **environment},
        )
        try:
            assert process.stdout
            line = process.stdout.readline()
            assert "http://" in line, log.read_text()
            server = Server(process, urllib.parse.urlsplit(line.split()[-1]).port or 0, log)
            wait_until(lambda: server.send("GET", "/healthz").status == 200)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(10)
            finally:
                process.kill()
                process.wait()
                assert process.stdout
                process.stdout.close()
                assert "Traceback" not in log.read_text(), log.read_text()


def wait_until(true: Any, seconds: float = 30.0) -> None:
    """Wait until *true()* is; errors of a server that is not there yet count as false."""
    deadline = time.monotonic() + seconds
    while True:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if true():
                return
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.01)


def load() -> float:
    """Return how many processes want each processor: what other work on this machine does to times."""
    return os.getloadavg()[0] / (os.cpu_count() or 1)
