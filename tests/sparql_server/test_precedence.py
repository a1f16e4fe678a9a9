"""Quick queries go before slow ones, which stand still meanwhile and are none the worse for it."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from serving import Server, serving, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="queries stand still on Linux only")
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LONG = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . { SELECT * WHERE { ?d ?e ?f } LIMIT 1000 } }"  # some 0.3 s
QUICK = "SELECT ?o WHERE { <http://example.org/s7> ?p ?o }"


@pytest.fixture
def server(tmp_path: Path, many_file: Path) -> Iterator[Server]:
    """A server without a cache, with two processors at most."""
    processors = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(processors)[:2])
    try:
        with serving(tmp_path, str(many_file), "--seconds", "20", "--cache-mb", "0") as running:
            os.sched_setaffinity(0, processors)
            yield running
    finally:
        os.sched_setaffinity(0, processors)


@contextlib.contextmanager
def asked_at_once(server: Server, query: str, clients: int) -> Iterator[None]:
    """Have *clients* ask *query* again and again."""
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            assert server.query(query).status == 200

    with ThreadPoolExecutor(clients) as pool:
        asking = [pool.submit(ask) for _ in range(clients)]
        try:
            yield
        finally:
            done.set()
        for each in asking:
            each.result()


def standing(server: Server) -> int:
    """Return how many of the server's processes stand still."""
    found = 0
    for pid in server.processes():
        with contextlib.suppress(OSError):
            found += Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"
    return found


def test_slow_queries_stand_still_while_quick_ones_run_and_go_on_afterwards(server: Server) -> None:
    expected = server.query(LONG).body
    with ThreadPoolExecutor(1) as pool:
        with asked_at_once(server, QUICK, 2):
            slow = pool.submit(server.query, LONG)
            wait_until(lambda: standing(server) > 0)
        assert slow.result().body == expected
    wait_until(lambda: standing(server) == 0)


def test_a_slow_query_gets_on_however_many_quick_ones_come(server: Server) -> None:
    with asked_at_once(server, QUICK, 4):
        assert server.query(LONG).status == 200


def test_a_query_that_stands_still_meets_its_limit_in_time(server: Server) -> None:
    with asked_at_once(server, QUICK, 2):
        for _ in range(5):
            started = time.monotonic()
            assert server.query(ENDLESS, "/sparql?timeout=0.5").status == 504
            assert time.monotonic() - started < 1.0


def test_among_slow_queries_none_stands_still_for_others(server: Server) -> None:
    for _ in range(12):  # it is known by then that most are slow
        server.query(LONG)
    with asked_at_once(server, LONG, 4):
        until, seen = time.monotonic() + 2, 0
        while time.monotonic() < until:
            seen += standing(server)
    assert seen == 0
