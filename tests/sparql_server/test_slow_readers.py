"""Who reads an answer slowly holds nobody up, fills no memory, and is left in the end with a broken stream."""

from __future__ import annotations

import contextlib
import socket
import statistics
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import Server, load, serving, wait_until
from test_limits import kills, proportional_memory

WORKERS, SECONDS, PATIENCE = 3, 20, 6
EVERYTHING = b"SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }"  # 9,000,000 solutions, over a gigabyte
LONG = b"SELECT * WHERE { ?a ?b ?c . ?d <http://example.org/p1> ?f } LIMIT 100000"  # some 24 MB


class Readers(contextlib.ExitStack):
    """Clients that ask and do not read by themselves."""

    def ask(self, server: Server, query: bytes = EVERYTHING) -> socket.socket:
        """Send *query*."""
        client = self.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20))
        client.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: %d\r\n\r\n%b" % (len(query), query)
        )
        return client


@pytest.fixture
def readers() -> Iterator[Readers]:
    """The clients of one test."""
    with Readers() as found:
        yield found


@pytest.fixture
def server(tmp_path: Path, many_file: Path) -> Iterator[Server]:
    """A server with few workers and little patience."""
    limits = ("--workers", str(WORKERS), "--seconds", str(SECONDS), "--body-seconds", str(PATIENCE))
    with serving(tmp_path, str(many_file), *limits, "--cache-mb", "0") as started:
        yield started


def rest(client: socket.socket) -> bytes:
    """Read all that comes until the connection ends or breaks, and return the end of it."""
    last = b""
    try:
        while piece := client.recv(1 << 20):
            last = (last + piece)[-100:]
    except ConnectionResetError:
        return b"reset"
    return last


def seconds_of_a_count(server: Server) -> float:
    """Return how long another client waits for an answer."""
    started = time.monotonic()
    assert server.count() == 3000
    return time.monotonic() - started


def gauge(server: Server, name: str) -> float:
    """Return the value of one of the metrics without labels."""
    lines = server.send("GET", "/metrics").body.decode().splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith(f"{name} "))


def test_as_many_slow_readers_as_workers_keep_nobody_else_waiting(server: Server, readers: Readers) -> None:
    memory = proportional_memory(server)
    slow = [readers.ask(server) for _ in range(2 * WORKERS)]
    waits = [seconds_of_a_count(server) for _ in range(100)]
    assert max(waits) < SECONDS / 2  # the first comes while they have not been found slow yet
    assert statistics.median(waits) < 0.1 * max(1.0, load())
    assert proportional_memory(server) < memory + 2 * WORKERS * 20
    wait_until(lambda: kills(server, "reader") == 2 * WORKERS, seconds=3 * PATIENCE)
    assert gauge(server, "sparql_running") == 0
    assert not any(rest(client).endswith(b"0\r\n\r\n") for client in slow)


def test_of_more_slow_readers_than_workers_the_slowest_is_left_first(server: Server, readers: Readers) -> None:
    for _ in range(WORKERS + 1):
        readers.ask(server)
    wait_until(lambda: kills(server, "reader") == 1, seconds=PATIENCE)  # before any has stopped for that long
    assert gauge(server, "sparql_running") == 0


def test_a_reader_who_pauses_gets_the_whole_answer_though_it_takes_longer_than_the_query_may(
    tmp_path: Path, many_file: Path, readers: Readers
) -> None:
    with serving(tmp_path, str(many_file), "--seconds", "5", "--cache-mb", "0") as server:
        received, pause = bytearray(), threading.Event()
        client, started = readers.ask(server, LONG), time.monotonic()
        while piece := client.recv(1 << 20):
            received += piece
            if time.monotonic() - started < 5.5:
                pause.wait(0.5)  # a slow reader, not a wait for the server
        assert time.monotonic() - started > 5.5
        assert received.endswith(b"0\r\n\r\n")
        assert len(received) > 10 << 20


def test_a_server_that_is_told_to_stop_does_not_wait_for_slow_readers(server: Server, readers: Readers) -> None:
    client = readers.ask(server)
    wait_until(lambda: gauge(server, "sparql_running") == 1)
    server.process.terminate()
    assert server.process.wait(8) == 0
    assert not rest(client).endswith(b"0\r\n\r\n")
