"""Slow queries, however many and of whomever, keep no quick one waiting, nor a probe."""

from __future__ import annotations

import contextlib
import itertools
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hostile import MAX_FRONT_MB, SLOW, Crowd, Machine, front_mb, get, metric, polite, sleep_until
from serving import Server, serving, wait_until

SECONDS = 4
TWO_WAVES = 8  # seconds; on a busy machine sixteen slow queries need half of them to leave the quick lane
LONG = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . { SELECT * WHERE { ?d ?e ?f } LIMIT 1000 } }"  # some 0.3 s
QUICK = "SELECT ?o WHERE { <http://example.org/s7> ?p ?o }"
BUSY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . { SELECT * WHERE { ?d ?e ?f } LIMIT 120 } }"  # some 0.04 s


@pytest.fixture
def patient(tmp_path: Path, many_file: Path) -> Iterator[Server]:
    """A server whose time limit no honest query meets, however busy the machine."""
    with serving(tmp_path, str(many_file), "--seconds", "60", "--cache-mb", "0") as started:
        yield started


@pytest.fixture
def server(tmp_path: Path, many_file: Path) -> Iterator[Server]:
    """A server with the lanes that are usual."""
    with serving(tmp_path, str(many_file), "--seconds", str(SECONDS), "--cache-mb", "0") as started:
        yield started


def health(server: Server) -> int:
    """Ask whether the server lives."""
    return server.send("GET", "/healthz").status


def ready(server: Server) -> int:
    """Ask whether the server answers queries."""
    return server.send("GET", "/readyz").status


@contextlib.contextmanager
def again_and_again(server: Server, query: str, clients: int) -> Iterator[None]:
    """Have *clients* ask *query* again and again until the end of the block; each has to be answered."""
    done, numbers = threading.Event(), itertools.count()

    def ask() -> None:
        while not done.is_set():
            assert server.query(f"{query} # {next(numbers)}").status == 200

    with ThreadPoolExecutor(clients) as pool:
        asking = [pool.submit(ask) for _ in range(clients)]
        try:
            yield
        finally:
            done.set()
        for each in asking:
            each.result()


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.9"], ids=["from the same address", "from another"])
def test_sixteen_slow_clients_with_more_requests_behind_keep_polite_ones_hardly_waiting(
    tmp_path: Path, many_file: Path, address: str
) -> None:
    with (
        serving(tmp_path, str(many_file), "--seconds", str(TWO_WAVES), "--cache-mb", "0") as server,
        Machine(server) as machine,
        Crowd(server, address) as crowd,
    ):
        for _ in range(16):
            crowd.connect(b"".join(get(SLOW) for _ in range(21)))
        wait_until(lambda: metric(server, "sparql_running") > 1)
        with polite(server, 4) as waits, polite(server, 1, health) as living, polite(server, 1, ready) as serving_now:
            sleep_until(time.monotonic() + TWO_WAVES + 1)
        assert front_mb(server) < MAX_FRONT_MB
    assert waits.statuses == living.statuses == serving_now.statuses == {200}
    assert waits.median < 0.05 * machine.factor
    assert waits.p99 < 1.0 * machine.factor
    assert living.p99 < 0.1 * machine.factor
    assert serving_now.p99 < 0.5 * machine.factor


def test_when_clients_leave_their_queries_end_though_more_requests_wait_behind(server: Server) -> None:
    with Machine(server) as machine:
        for _ in range(3):
            with Crowd(server) as leavers:
                for _ in range(8):
                    leavers.connect(get(SLOW, timeout=str(SECONDS)) + get("ASK {}") * 20)
                wait_until(lambda: metric(server, "sparql_running") > 1)
            left = time.monotonic()
            assert server.query(QUICK).status == 200
            waited = time.monotonic() - left
            wait_until(lambda: metric(server, "sparql_running") == 0, seconds=SECONDS / 2)
            assert waited < 0.5 * machine.factor


def test_pages_beside_slow_queries_hold_up_no_probe(server: Server) -> None:
    page = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    with Machine(server) as machine, Crowd(server) as crowd:
        for _ in range(16):
            crowd.connect(get(SLOW))
        for _ in range(40):
            crowd.connect(page)
        with polite(server, 1, health) as living, polite(server, 1, ready) as serving_now:
            sleep_until(time.monotonic() + 1.5)
    assert living.statuses == serving_now.statuses == {200}
    assert living.median < 0.05 * machine.factor
    assert living.p99 < 0.4 * machine.factor
    assert serving_now.p99 < 0.5 * machine.factor


def test_one_address_has_half_of_a_lane_at_most(patient: Server) -> None:
    with Crowd(patient, "127.0.0.9") as crowd:
        for _ in range(16):
            crowd.connect(get(SLOW))
        wait_until(lambda: metric(patient, "sparql_running") > 1)
        sleep_until(time.monotonic() + 2)  # what is slow is known by then
        assert metric(patient, "sparql_running") <= 4  # of two lanes of four places
        assert patient.query(LONG).status == 200  # while all the others still run
        assert metric(patient, "sparql_running") > 1


def test_too_many_who_wait_are_told_to_come_back(tmp_path: Path, many_file: Path) -> None:
    lanes = ("--quick", "2", "--slow", "2", "--queue", "4", "--seconds", "2", "--cache-mb", "0")
    with serving(tmp_path, str(many_file), *lanes) as server, ThreadPoolExecutor(24) as pool:
        replies = list(pool.map(lambda number: server.query(f"{SLOW} # {number}"), range(24)))
        assert {reply.status for reply in replies} == {503, 504}
        refused = next(reply for reply in replies if reply.status == 503)
        assert int(refused.headers["retry-after"]) > 0
        assert refused.json["detail"]
        wait_until(lambda: server.count() == 3000)


@pytest.mark.parametrize("query", [QUICK, BUSY], ids=["short ones", "those that work"])
def test_a_slow_query_gets_on_however_many_quick_ones_come(patient: Server, query: str) -> None:
    expected = patient.query(LONG).body
    with again_and_again(patient, query, 4):
        for _ in range(2):
            reply = patient.query(LONG)
            assert (reply.status, reply.body) == (200, expected)


def test_a_slow_query_meets_its_limit_in_time_beside_quick_ones(server: Server) -> None:
    with Machine(server) as machine, again_and_again(server, QUICK, 2):
        for number in range(5):
            started = time.monotonic()
            assert server.query(f"{SLOW} # {number}", "/sparql?timeout=0.5").status == 504
            assert time.monotonic() - started < 0.5 + 0.5 * machine.factor


def test_honest_queries_that_take_long_are_all_answered_beside_slow_ones(tmp_path: Path, many_file: Path) -> None:
    """They move to the slow lane, wait there, and begin again; none is lost or answered in part."""
    with serving(tmp_path, str(many_file), "--seconds", "30", "--cache-mb", "0") as server:
        expected = server.query(LONG).body
        with Crowd(server, "127.0.0.9") as crowd, ThreadPoolExecutor(6) as pool:
            for _ in range(8):
                crowd.connect(get(SLOW, timeout="5"))
            replies = list(pool.map(lambda number: server.query(f"{LONG} # {number}"), range(6)))
        assert {(reply.status, reply.body) for reply in replies} == {(200, expected)}
