"""What another store answers is taken whole and within the limits, however it behaves."""

from __future__ import annotations

import contextlib
import gzip
import os
import signal
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest
from other_store import OtherStore
from serving import Server, serving, wait_until

LIMITS = ("--seconds", "1", "--response-mb", "2")


@pytest.fixture(scope="module")
def front(store: OtherStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("front"), "--remote", store.url, *LIMITS) as server:
        yield server


@pytest.mark.parametrize("way", ["wait", "drip body", "drip head"])
def test_the_time_limit_holds_however_slowly_the_other_store_answers(front: Server, way: str) -> None:
    reply = front.query(f"ASK {{}} # {way}", timeout=20)
    assert (reply.status, reply.json["limit"]) == (504, "time")


def test_a_short_timeout_is_kept(front: Server) -> None:
    assert front.query("ASK {} # drip body", "/sparql?timeout=0.2", timeout=20).json["seconds"] == 0.2


def test_a_client_that_leaves_ends_the_call(store: OtherStore, tmp_path: Path) -> None:
    with serving(tmp_path, "--remote", store.url, "--seconds", "300") as patient:
        store.has_come.clear()
        store.has_left.clear()
        connection = HTTPConnection("127.0.0.1", patient.port)
        connection.request("GET", f"/sparql?query={quote('ASK {} # wait')}")
        assert store.has_come.wait(20)
        connection.close()
        assert store.has_left.wait(20)


def test_the_workers_that_read_queries_are_there_again_after_their_end(front: Server) -> None:
    for each in front.processes():
        with contextlib.suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)
    wait_until(lambda: front.query("ASK {}").status == 200, seconds=30)


def test_an_answer_past_the_limit_is_refused(front: Server) -> None:
    reply = front.query(f"SELECT * {{ }} # large {3 << 20}")
    assert (reply.status, reply.json["limit"]) == (413, "response")


@pytest.mark.parametrize("size", [500, 20_000, 1 << 20])
def test_an_answer_of_any_size_is_whole_with_its_length_and_a_strong_tag(front: Server, size: int) -> None:
    query = f"SELECT * {{ }} # large {size}"
    reply = front.query(query)
    assert (reply.status, reply.body) == (200, b"x" * size)
    assert reply.kind == "text/csv"
    assert reply.headers["content-length"] == str(size)
    assert reply.headers["etag"].startswith('"')
    assert front.query(query, If_None_Match=reply.headers["etag"]).status == 304
    packed = front.query(query, Accept_Encoding="gzip")
    assert (packed.headers.get("content-encoding") == "gzip") is (size > 1000)
    if size > 1000:
        assert gzip.decompress(packed.body) == reply.body
        assert packed.headers["etag"] != reply.headers["etag"]


@pytest.mark.parametrize(
    ("status", "told"), [(400, 400), (404, 404), (413, 413), (503, 503), (401, 502), (500, 502), (302, 502), (204, 502)]
)
def test_a_refusal_of_the_other_store_is_told(front: Server, status: int, told: int) -> None:
    reply = front.query(f"ASK {{}} # status {status}")
    assert reply.status == told
    assert f"answered {status}" in reply.json["detail"]


def test_an_answer_that_was_cut_short_is_not_passed_off_as_whole(front: Server) -> None:
    assert front.query("ASK {} # cut").status == 413
    reply = front.query("ASK {} # short")
    assert (reply.status, "did not answer" in reply.json["detail"]) == (502, True)


def test_a_page_is_no_answer(front: Server) -> None:
    assert front.query("ASK {} # type text/html").status == 502
    assert front.query("ASK {} # type text/turtle;charset=utf-8").kind == "text/turtle"


def test_the_formats_that_a_client_takes_are_asked_for(store: OtherStore, front: Server) -> None:
    front.query("SELECT * {} # csv", Accept="text/csv, application/sparql-results+json;q=0.5")
    assert store.accept.index("text/csv;q=1.00") < store.accept.index("application/sparql-results+json;q=0.95")


def test_the_whole_dataset_cannot_be_had_at_once(front: Server) -> None:
    reply = front.send("GET", "/data")
    assert (reply.status, "one graph at a time" in reply.json["detail"]) == (501, True)
