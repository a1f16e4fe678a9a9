"""Whatever is sent, pipelined, kept or left unread: the memory of the process that clients talk to stays bounded."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import (
    MAX_FRONT_MB,
    PAIRS,
    SLOW,
    Crowd,
    Machine,
    end_of,
    front_mb,
    get,
    metric,
    polite,
    sleep_until,
    statuses,
)
from serving import Server, serving, wait_until

LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 700"  # some 190 KB, small enough to be kept
HEAD = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\n"


@pytest.fixture
def server(tmp_path: Path, many_file: Path) -> Iterator[Server]:
    """A server with its cache, whose queries end soon."""
    with serving(tmp_path, str(many_file), "--seconds", "4", "--body-seconds", "3") as started:
        started.count()
        yield started


def pour(client: socket.socket, data: bytes, seconds: float) -> int:
    """Send as much of *data* as is taken within *seconds*; return how much that was."""
    client.setblocking(False)
    end, sent = time.monotonic() + seconds, 0
    while sent < len(data) and time.monotonic() < end:
        try:
            sent += client.send(data[sent : sent + (1 << 16)])
        except BlockingIOError:
            sleep_until(time.monotonic() + 0.01)
        except ConnectionError:
            break
    client.setblocking(True)
    return sent


@pytest.mark.parametrize("is_kept", [True, False], ids=["from the cache", "evaluated each time"])
def test_answers_that_nobody_reads_do_not_pile_up(server: Server, is_kept: bool) -> None:
    one = get(LARGE)
    requests = one * 1000 if is_kept else b"".join(get(LARGE) for _ in range(1000))
    with Crowd(server) as warming:
        for _ in range(3):
            end_of(warming.connect(one.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")))
    with Machine(server) as machine, Crowd(server) as crowd, polite(server) as waits:
        for _ in range(5):
            pour(crowd.connect(room=4096), requests, 0.5)
        sleep_until(time.monotonic() + 2)
        assert front_mb(server) < MAX_FRONT_MB
    assert waits.statuses == {200}
    assert waits.p99 < 0.25 * machine.factor


@pytest.mark.parametrize("header", ["Content-Type", "Accept", "Accept-Encoding", "If-None-Match", "Host"])
def test_headers_fill_no_cache(tmp_path: Path, many_file: Path, header: str) -> None:
    """Each request has another header of 60 kB, and no more of them is kept than the cache may hold."""
    with serving(tmp_path, str(many_file), "--cache-mb", "4") as server:
        server.count()
        before = front_mb(server)
        with Crowd(server) as crowd:
            for number in range(300):
                value = f"text/csv;q=0.{number:06}, " if header.startswith("Accept") else f"a{number:06}"
                filling = "a" * 60_000 if header == "Host" else ";x" * 30_000
                line = f"{header}: {value}{filling}\r\nConnection: close\r\n\r\n".encode()
                head = HEAD.replace(b"Host: a\r\n", b"") if header == "Host" else HEAD
                client = crowd.connect(head + line)
                assert statuses(end_of(client)), number
                client.close()
        assert front_mb(server) < before + 30


def test_urls_and_bodies_fill_no_cache(tmp_path: Path, many_file: Path) -> None:
    def ask(number: int) -> None:
        filling = f"# {number} " + "x" * 50_000
        link = f"/sparql?query=ASK%7B%7D&format=csv&x={filling.replace(' ', '')[1:]}"
        assert server.send("GET", link).status == 200
        assert server.query("ASK {} " + filling * 18).status == 200

    with serving(tmp_path, str(many_file), "--cache-mb", "8") as server:
        for number in range(60):  # then the system has given it what it uses again and again
            ask(number)
        before = front_mb(server)
        for number in range(60, 200):
            ask(number)
        assert front_mb(server) < before + 40  # of the 130 MB that have been sent since
        assert metric(server, "sparql_cached_bytes") <= 8 << 20


def test_heads_that_are_never_finished_are_held_in_bounds(server: Server) -> None:
    with Machine(server) as machine, Crowd(server) as crowd, polite(server) as waits:
        for _ in range(300):
            pour(crowd.connect(), HEAD + b"X: " + b"A" * 1_000_000, 0.05)
        assert front_mb(server) < MAX_FRONT_MB
        sleep_until(time.monotonic() + 1)
    assert waits.p99 < 0.25 * machine.factor


def test_bodies_behind_a_slow_query_are_held_in_bounds(server: Server) -> None:
    body = b"#" + b"x" * 900_000
    kind = b"Content-Type: application/sparql-query\r\nContent-Length: %d\r\n\r\n" % len(body)
    behind = (b"POST /sparql HTTP/1.1\r\nHost: a\r\n" + kind + body) * 20
    with Crowd(server) as crowd:
        for _ in range(20):
            pour(crowd.connect(get(SLOW)), behind, 0.3)
        assert front_mb(server) < MAX_FRONT_MB
        assert server.send("GET", "/healthz").status == 200


def test_bodies_that_are_sent_slowly_are_held_in_bounds(server: Server) -> None:
    kind = b"Content-Type: application/sparql-query\r\nContent-Length: 1000000\r\n\r\n"
    with Crowd(server) as crowd:
        for _ in range(200):
            pour(crowd.connect(b"POST /sparql HTTP/1.1\r\nHost: a\r\n" + kind), b"#" * 900_000, 0.05)
        assert front_mb(server) < MAX_FRONT_MB
        assert server.count() == 3000


def test_readers_who_never_read_cost_files_and_no_memory_and_the_files_are_bounded(
    tmp_path: Path, many_file: Path
) -> None:
    limits = ("--spool-mb", "100", "--body-seconds", "15", "--seconds", "30")
    with serving(tmp_path, str(many_file), *limits) as server:
        server.count()
        with Crowd(server) as crowd:
            readers = [crowd.connect(get(PAIRS, format="json"), room=4096) for _ in range(30)]
            first = [reader.recv(100) for reader in readers]
            found = [statuses(each)[0] for each in first]
            assert set(found) == {200, 503}
            assert front_mb(server) < MAX_FRONT_MB
            assert metric(server, "sparql_spooled_bytes") <= 100 << 20
            refused = server.query(PAIRS, "/sparql?format=json&again=1")
            assert (refused.status, refused.json["limit"]) == (503, "spool")
            assert int(refused.headers["retry-after"]) > 0
            assert server.count() == 3000
            wait_until(lambda: metric(server, "sparql_spooled_bytes") == 0, seconds=60)
        assert len(server.query(PAIRS).json["results"]["bindings"]) == 50_000
