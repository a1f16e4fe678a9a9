"""No query hurts: each limit has its own answer, in time, and the others do not notice."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import os
import re
import signal
import socket
import statistics
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hostile import Machine, polite
from hostile_queries import HOSTILE, hostile_to_peers
from serving import SHARED, Reply, Server, serving, wait_until

SECONDS, BODY_SECONDS = 1.0, 2.0


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory, many_file: Path) -> Iterator[Server]:
    """A server with small limits."""
    folder = tmp_path_factory.mktemp("limited")
    options = (
        "--seconds",
        str(SECONDS),
        "--memory-mb",
        "64",
        "--response-mb",
        "3",
        "--body-seconds",
        str(BODY_SECONDS),
        "--cache-mb",
        "0",
    )
    with serving(folder, str(many_file), *options) as server:
        yield server


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_meets_its_limit_in_time_and_the_next_one_is_answered(limited: Server, name: str) -> None:
    query, expected = HOSTILE[name]
    started = time.monotonic()
    reply = limited.query(query)
    took = time.monotonic() - started
    assert reply.status in expected, reply.body[:300]
    assert took < SECONDS + 0.5
    if reply.status != 200:
        assert reply.kind == "application/problem+json"
        assert reply.json["detail"]
    assert limited.count() == 3000


def test_queries_that_bring_other_servers_down_meet_their_limits_here(limited: Server) -> None:
    if not (queries := hostile_to_peers()):
        pytest.skip(f"the hostile queries are not at {SHARED} (LIFONTO_SHARED)")
    for name, query in queries.items():
        started = time.monotonic()
        status = limited.query(query).status
        assert time.monotonic() - started < SECONDS + 0.5, name
        assert status in {200, 400, 413, 504, 507}, name
        assert limited.count() == 3000


def test_a_client_may_set_a_shorter_limit(limited: Server) -> None:
    started = time.monotonic()
    reply = limited.query(HOSTILE["cross product counted"][0], "/sparql?timeout=0.2")
    assert reply.status == 504
    assert reply.json["seconds"] == 0.2
    assert time.monotonic() - started < 0.7


def test_a_refusal_names_the_limit_and_what_to_do(limited: Server, tmp_path: Path) -> None:
    time_out = limited.query(HOSTILE["cross product counted"][0])
    with serving(tmp_path, "--empty", "--memory-mb", "64", "--seconds", "60") as patient:
        memory = patient.query(HOSTILE["string doubled 30 times"][0])
    assert (time_out.json["limit"], memory.json["limit"]) == ("time", "memory")
    assert (time_out.status, memory.status) == (504, 507)
    assert "LIMIT" in time_out.json["detail"]
    assert "64 MB" in memory.json["detail"]


def test_an_answer_too_large_is_refused_and_never_sent_in_part(limited: Server) -> None:
    reply = limited.query("SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } LIMIT 50000")
    assert (reply.status, reply.json["limit"], reply.json["megabytes"]) == (413, "response", 3)


def test_an_answer_that_takes_too_long_is_refused_and_never_sent_in_part(tmp_path: Path, many_file: Path) -> None:
    with serving(tmp_path, str(many_file), "--seconds", str(SECONDS)) as server:
        reply = server.query("SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . FILTER (STR(?c) < STR(?f)) }")
    assert (reply.status, reply.json["limit"]) == (504, "time")


@contextlib.contextmanager
def asking(server: Server, query: str, path: str = "/sparql") -> Iterator[socket.socket]:
    """Send *query* on a connection, which is closed at the end whether an answer has come or not."""
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(f"{head}Content-Length: {len(query)}\r\n\r\n{query}".encode())
        yield client


def test_when_the_client_goes_its_query_is_killed(limited: Server) -> None:
    with asking(limited, HOSTILE["cross product counted"][0], "/sparql?timeout=1"):
        before = kills(limited, "client")
        wait_until(lambda: b"sparql_running 1.0" in limited.send("GET", "/metrics").body)
    wait_until(lambda: kills(limited, "client") == before + 1, seconds=0.9)


def test_a_worker_is_kept_at_hand_for_whoever_comes_next(tmp_path: Path, many_file: Path) -> None:
    with (
        serving(tmp_path, str(many_file), "--seconds", "5", "--cache-mb", "0") as server,
        ThreadPoolExecutor(1) as pool,
    ):
        zygote = server.processes()[0]
        running = pool.submit(server.query, HOSTILE["cross product counted"][0], "/sparql?timeout=3")
        wait_until(lambda: len(server.processes()) >= 3)  # the zygote, the worker of that query, and a spare one
        os.kill(zygote, signal.SIGSTOP)
        try:
            assert server.count() == 3000
        finally:
            os.kill(zygote, signal.SIGCONT)
        assert running.result().status == 504


def test_a_query_whose_worker_comes_too_late_is_ended_all_the_same(tmp_path: Path, many_file: Path) -> None:
    with serving(tmp_path, str(many_file), "--seconds", "5", "--cache-mb", "0") as server:
        zygote = server.processes()[0]
        os.kill(zygote, signal.SIGSTOP)
        waking = threading.Timer(0.6, os.kill, [zygote, signal.SIGCONT])
        waking.start()
        reply = server.query(HOSTILE["cross product counted"][0], "/sparql?timeout=0.2", timeout=4)
        waking.join()
        assert reply.status == 504
        assert server.count() == 3000


def test_killing_a_query_leaves_every_other_answer_untouched_and_its_worker_is_replaced_at_once(
    limited: Server,
) -> None:
    """A kill is followed at once by the next look-up, which waits for no more than a new worker."""
    asked = "SELECT * WHERE { ?s <http://example.org/p3> ?o . ?s ?p ?o } ORDER BY ?s"
    alone, hostile = limited.query(asked), HOSTILE["cross product counted"][0]
    waits, done = list[float](), threading.Event()

    def others() -> set[tuple[int, bytes]]:
        found = set()
        while not done.is_set():
            reply = limited.query(asked)
            found.add((reply.status, reply.body))
        return found

    with ThreadPoolExecutor(2) as pool:
        watched = [pool.submit(others) for _ in range(2)]
        try:
            for _ in range(20):
                assert limited.query(hostile, "/sparql?timeout=0.1").status == 504
                started = time.monotonic()
                assert limited.query("ASK {}").status == 200
                waits.append(time.monotonic() - started)
        finally:
            done.set()
        assert {each for one in watched for each in one.result()} == {(200, alone.body)}
    assert statistics.median(waits) < 0.1


def kills(server: Server, reason: str) -> float:
    """Return how many workers were killed for *reason*."""
    found = re.search(
        rf'sparql_worker_kills_total{{reason="{reason}"}} (\S+)', server.send("GET", "/metrics").body.decode()
    )
    return float(found[1]) if found else 0.0


def test_a_query_of_50_megabytes_is_refused_at_once(limited: Server) -> None:
    started = time.monotonic()
    with socket.create_connection(("127.0.0.1", limited.port)) as client:
        client.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: 52428800\r\n\r\n"
        )
        assert b"413" in client.recv(1000).split(b"\r\n")[0]
    assert time.monotonic() - started < 0.5
    packed, headers = gzip.compress(b" " * 52428800), {"Content_Type": "application/sparql-query"}
    started = time.monotonic()
    assert limited.send("POST", "/sparql", packed, Content_Encoding="gzip", **headers).status == 413
    assert time.monotonic() - started < 0.5
    chunked = (b"x" * 65536 for _ in range(800))
    connection = http.client.HTTPConnection("127.0.0.1", limited.port, timeout=10)
    try:
        connection.request(
            "POST", "/sparql", chunked, {"Content-Type": "application/sparql-query"}, encode_chunked=True
        )
        assert connection.getresponse().status == 413
    except (ConnectionError, BrokenPipeError):
        pass  # refused while it was still being sent
    finally:
        connection.close()
    assert limited.count() == 3000


def test_look_ups_are_quick_beside_hostile_queries_and_memory_returns(limited: Server) -> None:
    assert limited.count() == 3000  # so that what answers has begun
    memory, hostile = proportional_memory(limited), [query for query, _ in HOSTILE.values()]
    with Machine(limited) as machine, polite(limited, 2) as waits:
        replies = [limited.query(query, "/sparql?timeout=0.4") for query in hostile * 2]
    assert not [reply for reply in replies if has_failed(reply)]
    assert waits.statuses == {200}
    assert waits.p99 < 0.1 * machine.factor
    wait_until(lambda: proportional_memory(limited) < memory * 1.1)


def test_hostile_queries_at_once_leave_no_memory_behind(limited: Server) -> None:
    assert limited.count() == 3000
    memory, texts = proportional_memory(limited), [query for query, _ in HOSTILE.values()]
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda n: limited.query(texts[n % len(texts)], "/sparql?timeout=0.2"), range(60)))
    assert not [reply for reply in replies if has_failed(reply)]
    wait_until(lambda: proportional_memory(limited) < memory * 1.1)


def has_failed(reply: Reply) -> bool:
    """Tell whether the server could not do what it should: not where a question's time was over while it waited."""
    return reply.status in (500, 502) or (reply.status == 503 and reply.json.get("limit") != "queue")


def proportional_memory(server: Server) -> float:
    """Return the memory of the server and its processes in MB, shared pages counted once."""
    total = 0.0
    for pid in [server.process.pid, *server.processes()]:
        rollup = Path(f"/proc/{pid}/smaps_rollup")
        if not rollup.exists():
            pytest.skip("this system does not tell proportional memory")
        try:
            total += int(re.search(r"Pss:\s+(\d+)", rollup.read_text())[1]) / 1024  # type: ignore[index]
        except (OSError, TypeError):
            continue  # it has ended meanwhile
    return total
