"""A log that cannot be written stops nobody, and says nothing that could be taken for another line."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile import Crowd
from serving import Server, serving, wait_until

LINES = 1500  # of 2 KB: far more than a pipe holds


def to(place: str) -> list[str]:
    """Return what to put before a command whose standard error goes to *place*."""
    return ["bash", "-c", f'exec "$@" 2>{place}', "bash"]


def goes_on(server: Server, requests: int) -> None:
    """See that *server* answers, tells the time, and ends a request that is never finished."""
    with Crowd(server) as crowd:
        unfinished = crowd.connect(b"GET /sparql HTTP/1.1\r\n")
        filling = "x" * 2000
        for number in range(requests):
            assert server.send("GET", f"/sparql?query=ASK%7B%7D&n={number}&x={filling}").status == 200
        first = server.send("GET", "/healthz").headers["date"]
        assert unfinished.recv(100)[9:12] in {b"", b"408"}
        wait_until(lambda: server.send("GET", "/healthz").headers["date"] != first)
    server.process.terminate()
    assert server.process.wait(10) == 0


@pytest.mark.parametrize("place", ["/dev/full", "&-"], ids=["a full disk", "closed"])
def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path, data_file: Path, place: str) -> None:
    options = ("--body-seconds", "2", "--log", "--log-queries")
    with serving(tmp_path, str(data_file), *options, before=to(place)) as server:
        goes_on(server, 30)


@pytest.mark.parametrize("is_closed", [True, False], ids=["has gone", "does not read"])
def test_a_log_whose_reader_is_away_stops_nobody(tmp_path: Path, data_file: Path, is_closed: bool) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    close: Callable[[], None] = lambda: os.close(reader)  # noqa: E731
    options = ("--body-seconds", "2", "--log", "--log-queries")
    with serving(tmp_path, str(data_file), *options, before=to(str(pipe))) as server:
        if is_closed:
            close()
        goes_on(server, 30 if is_closed else LINES)
    if not is_closed:
        close()


def test_each_request_is_one_line_of_json_whatever_is_in_it(tmp_path: Path, data_file: Path) -> None:
    with serving(tmp_path, str(data_file), "--log", "--log-queries") as server:
        server.query("ASK { # a line\r\n \u2028 \x1b[31m \n }")
        server.send("GET", "/sparql?query=ASK%7B%7D%0A%7B%22event%22%3A%22forged%22%7D%0A")
        server.send("GET", "/nowhere%0A%7B%22event%22%3A%22forged%22%7D")
    lines = server.log.read_text(encoding="utf-8").split("\n")
    told = [json.loads(line) for line in lines if line]
    assert [each["event"] for each in told if "event" in each][:1] == ["started"]
    assert told[-1]["event"] == "stopped"
    assert "forged" not in {each.get("event") for each in told}
    assert {each["client"] for each in told if "status" in each} == {"127.0.0.1"}
    assert any("\u2028" in each.get("text", "") for each in told)
    assert not any(sign in line for line in lines for sign in ("\x1b", "\r"))


def test_the_text_of_queries_is_told_only_where_it_is_wanted(tmp_path: Path, data_file: Path) -> None:
    secret = "SELECT * { ?s ?p 'a secret' }"
    with serving(tmp_path, str(data_file), "--log") as server:
        server.query(secret)
        server.send("GET", "/sparql?query=ASK%7B%3Fs%20%3Fp%20%22secret%22%7D")
    assert "secret" not in server.log.read_text()
    with serving(tmp_path, str(data_file), "--log", "--log-queries") as server:
        server.query(secret)
    assert "secret" in server.log.read_text()
