"""Who sends or reads slowly, or nothing at all, is ended in time and keeps nobody waiting."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import (
    MAX_FRONT_MB,
    PAIRS,
    Crowd,
    Machine,
    allow_connections,
    end_of,
    files_without_a_name,
    front_mb,
    get,
    metric,
    polite,
    sleep_until,
    statuses,
)
from serving import TOKEN, Server, serving, wait_until

PATIENCE = 3
SLACK = 4  # seconds: connections are looked over once a second, and a machine may be busy
BODY = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: 900000\r\n\r\n"
CHUNKS = BODY.replace(b"Content-Length: 900000", b"Transfer-Encoding: chunked")
UPLOAD = b"PUT /data?default HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %b\r\nContent-Length: 900000\r\n\r\n"
SENDERS = {
    "a head that drips": (b"GET / HTTP/1.1\r\nHost: a\r\nX: ", b"y"),
    "lines of a head that drip": (b"GET / HTTP/1.1\r\nHost: a\r\n", b"X: y\r\n"),
    "a body that drips": (BODY, b" "),
    "chunks that drip": (CHUNKS, b"1\r\n#\r\n"),
    "silence in a head": (b"GET / HTTP/1.1\r\n", b""),
    "silence in a body": (BODY + b"ASK", b""),
    "silence from the start": (b"", b""),
    "an upload that drips": (UPLOAD % TOKEN.encode(), b"#"),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, many_file: Path) -> Iterator[Server]:
    """A server with little patience."""
    allow_connections(5000)
    limits = ("--body-seconds", str(PATIENCE), "--cache-mb", "0", "--writable")
    with serving(tmp_path_factory.mktemp("slow"), str(many_file), *limits) as started:
        started.count()
        yield started


@contextlib.contextmanager
def dripping(crowd: Crowd, drops: dict[socket.socket, bytes]) -> Iterator[None]:
    """Send a drop on each connection again and again."""
    done = threading.Event()

    def drip() -> None:
        while not done.wait(0.3):
            for client in crowd.clients:
                with contextlib.suppress(OSError):
                    client.sendall(drops[client])

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def test_three_hundred_slow_senders_are_sent_away_in_time_and_others_do_not_notice(server: Server) -> None:
    with Machine(server) as machine, Crowd(server) as crowd:
        drops = {}
        started = time.monotonic()
        for number in range(300):
            begun, drop = list(SENDERS.values())[number % len(SENDERS)]
            drops[crowd.connect(begun)] = drop
        with dripping(crowd, drops), polite(server) as waits:
            answers = [end_of(client) for client in crowd.clients]
            ended = time.monotonic() - started
            assert front_mb(server) < MAX_FRONT_MB
    assert ended < PATIENCE + SLACK * machine.factor
    assert {status for answer in answers for status in statuses(answer)} <= {408}
    dripped = [answer for number, answer in enumerate(answers) if list(SENDERS.values())[number % len(SENDERS)][1]]
    assert all(statuses(answer) == [408] or answer == b"RESET" for answer in dripped)
    assert waits.statuses == {200}
    assert waits.p99 < 0.25 * machine.factor


def test_two_thousand_idle_connections_are_no_burden(server: Server) -> None:
    with Machine(server) as machine, Crowd(server) as crowd:
        for _ in range(2000):
            crowd.connect(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        assert all(client.recv(1000).startswith(b"HTTP/1.1 200") for client in crowd.clients)
        with polite(server) as waits:
            sleep_until(time.monotonic() + 1)
            assert front_mb(server) < MAX_FRONT_MB
        assert waits.statuses == {200}
        assert waits.p99 < 0.25 * machine.factor
        started = time.monotonic()
        assert all(end_of(client) == b"" for client in crowd.clients)
        assert time.monotonic() - started < PATIENCE + SLACK * machine.factor


def test_sixty_clients_who_never_read_keep_nobody_waiting_and_are_left_in_time(server: Server) -> None:
    with Machine(server) as machine, Crowd(server, "127.0.0.9") as crowd:
        for _ in range(60):
            crowd.connect(get(PAIRS.replace("50000", "20000")), room=4096)
        with polite(server) as waits:
            answered = [client.recv(12) for client in crowd.clients]
            assert set(answered) <= {b"HTTP/1.1 200", b"HTTP/1.1 503"}  # more wait than one address may have
            assert answered.count(b"HTTP/1.1 200") > 30
            assert front_mb(server) < MAX_FRONT_MB
        assert waits.statuses == {200}
        assert waits.p99 < 0.25 * machine.factor
        wait_until(lambda: files_without_a_name(server) == 0, seconds=PATIENCE + 3 * SLACK * machine.factor)
        assert metric(server, "sparql_spooled_bytes") == 0
        assert metric(server, "sparql_running") == 0


def test_a_reader_who_takes_a_byte_now_and_then_is_left_and_the_file_given_back(server: Server) -> None:
    with Machine(server) as machine, Crowd(server) as crowd:
        readers = [crowd.connect(get(PAIRS), room=4096) for _ in range(4)]
        started = time.monotonic()
        ended = set[socket.socket]()
        while len(ended) < len(readers):
            for reader in readers:
                with contextlib.suppress(ConnectionError):
                    if reader in ended or reader.recv(1):
                        continue
                ended.add(reader)
            sleep_until(time.monotonic() + 0.2)
            if files_without_a_name(server) == 0 and time.monotonic() - started > PATIENCE:
                break
        assert time.monotonic() - started < 2 * PATIENCE + SLACK * machine.factor
        wait_until(lambda: metric(server, "sparql_spooled_bytes") == 0)


def test_a_reader_who_takes_time_but_reads_gets_the_whole_answer(server: Server) -> None:
    whole = server.query(PAIRS, "/sparql?format=csv").body
    with Crowd(server) as crowd:
        client = crowd.connect(get(PAIRS, "Connection: close", format="csv"), room=65536)
        received, started = bytearray(), time.monotonic()
        while piece := client.recv(1 << 17):
            received += piece
            if time.monotonic() - started < 2 * PATIENCE:
                sleep_until(time.monotonic() + 0.1)
        assert time.monotonic() - started > 2 * PATIENCE
    head, _, body = bytes(received).partition(b"\r\n\r\n")
    assert statuses(head) == [200]
    assert body == whole


def test_a_server_that_is_told_to_stop_does_not_wait_for_ever_for_those_who_do_not_read(
    tmp_path: Path, many_file: Path
) -> None:
    with serving(tmp_path, str(many_file), "--seconds", "12", "--body-seconds", "2") as server, Crowd(server) as crowd:
        begun = (crowd.connect(get(PAIRS), room=4096).recv(15) for _ in range(20))  # a busy machine may meet the limit
        assert b"HTTP/1.1 200 OK" in begun
        idle = crowd.connect()
        server.process.terminate()
        assert server.process.wait(120) == 0
        assert end_of(idle) in {b"", b"RESET"}


def test_clients_beyond_what_files_allow_wait_and_the_server_recovers(tmp_path: Path, data_file: Path) -> None:
    """Under `ulimit -n 100` a flood of connections cannot end the server, nor make it say that data were lost."""
    limited = ["bash", "-c", 'ulimit -n 100; exec "$@"', "bash"]
    with serving(tmp_path, str(data_file), "--body-seconds", "2", before=limited) as server:
        assert server.count() == 5
        with Crowd(server) as crowd:
            for _ in range(150):
                with contextlib.suppress(OSError):
                    crowd.connect()
            sleep_until(time.monotonic() + 1)
        wait_until(lambda: server.query("ASK {}").status == 200)
        assert server.count() == 5
        assert "start the server again" not in server.log.read_text()
        assert len(os.listdir(f"/proc/{server.process.pid}/fd")) < 90  # noqa: PTH208
