"""Clients that mean harm, polite ones beside them, and how much slower than usual the machine is meanwhile."""

from __future__ import annotations

import contextlib
import itertools
import re
import resource
import socket
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from serving import Server

USUAL_SECONDS = 0.003  # of a short query on a machine that has nothing else to do, with much to spare
MAX_FRONT_MB = 200
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
PAIRS = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 50000"  # some 13 MB
NUMBERS = itertools.count()


def get(query: str, *lines: str, **parameters: str) -> bytes:
    """Write a request for *query*, which differs from every other in its URL, so that no cache knows it."""
    asked = "&".join(f"{name}={quote(value)}" for name, value in {"query": query, **parameters}.items())
    head = [f"GET /sparql?{asked}&n={next(NUMBERS)} HTTP/1.1", "Host: localhost", *lines, "", ""]
    return "\r\n".join(head).encode()


class Crowd(contextlib.ExitStack):
    """Connections to *server*, closed at the end; *address* is where they come from."""

    def __init__(self, server: Server, address: str = "127.0.0.1") -> None:
        super().__init__()
        self.server, self.address, self.clients = server, address, list[socket.socket]()

    def connect(self, sent: bytes = b"", room: int = 0) -> socket.socket:
        """Open a connection and send on it; *room* bounds what the system takes for it unread."""
        client = self.enter_context(socket.socket())
        client.settimeout(30)
        if room:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        client.bind((self.address, 0))
        client.connect(("127.0.0.1", self.server.port))
        client.sendall(sent)
        self.clients.append(client)
        return client


def end_of(client: socket.socket) -> bytes:
    """Read until the connection ends; return the beginning of what came, ``RESET`` where it broke."""
    found = b""
    try:
        while piece := client.recv(1 << 16):
            found = (found + piece)[:10_000]
    except ConnectionError:
        return found or b"RESET"
    return found


def statuses(found: bytes) -> list[int]:
    """Return the statuses of the answers in *found*."""
    return [int(status) for status in re.findall(rb"HTTP/1\.[01] (\d{3})", found)]


@dataclass
class Waits:
    """How long polite clients waited, and what they were answered."""

    seconds: list[float] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)

    @property
    def median(self) -> float:
        """The middle one, in seconds."""
        return statistics.median(self.seconds)

    @property
    def p99(self) -> float:
        """The longest but for one in a hundred, in seconds."""
        return sorted(self.seconds)[int(len(self.seconds) * 0.99)]

    def note(self, ask: Callable[[], int]) -> None:
        """Time *ask*, which returns a status."""
        started = time.monotonic()
        status = ask()
        self.seconds.append(time.monotonic() - started)
        self.statuses.add(status)


def short_query(server: Server) -> int:
    """Ask something short that is in no cache; return the status."""
    return server.query(f"SELECT ?s {{ ?s ?p ?o }} LIMIT {next(NUMBERS) % 900 + 1} # {next(NUMBERS)}").status


def slowness(server: Server) -> float:
    """Return how many times slower than usual this machine is at a short query; at least 1."""
    waits = Waits()
    for _ in range(40):
        waits.note(lambda: short_query(server))
    return max(1.0, waits.median / USUAL_SECONDS)


@contextlib.contextmanager
def polite(server: Server, clients: int = 1, ask: Callable[[Server], int] = short_query) -> Iterator[Waits]:
    """Have polite *clients* ask now and then until the end of the block."""
    done, waits = threading.Event(), Waits()

    def ask_again_and_again() -> None:
        while not done.wait(0.01):
            waits.note(lambda: ask(server))

    with ThreadPoolExecutor(clients) as pool:
        asking = [pool.submit(ask_again_and_again) for _ in range(clients)]
        try:
            yield waits
        finally:
            done.set()
        for each in asking:
            each.result()


ROOM = 3  # what slows the machine while something is measured may be gone before and after


@dataclass
class Machine:
    """The yardstick of a test: how slow this machine was before and after what was measured."""

    server: Server
    factor: float = 1.0

    def __enter__(self) -> Machine:
        self.factor = ROOM * slowness(self.server)
        return self

    def __exit__(self, *_: object) -> None:
        self.factor = max(self.factor, ROOM * slowness(self.server))


def front_mb(server: Server) -> int:
    """Return the resident memory of the process that clients talk to."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    assert found
    return int(found[1]) // 1024


def files_without_a_name(server: Server) -> int:
    """Return how many files the front holds open that are in no folder: answers that wait for their readers."""
    found = 0
    for descriptor in Path(f"/proc/{server.process.pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            found += str(descriptor.readlink()).endswith("(deleted)")
    return found


def metric(server: Server, name: str) -> float:
    """Return the value of a metric; 0 where it has none yet."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", server.send("GET", "/metrics").body.decode(), re.MULTILINE)
    return float(found[1]) if found else 0.0


def allow_connections(number: int) -> None:
    """Let this process open as many files."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < number:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(number, hard), hard))


def sleep_until(moment: float) -> None:
    """Let *moment* (monotonic) come: the attack lasts until then."""
    threading.Event().wait(max(0.0, moment - time.monotonic()))
