"""Heads, trailers and chunks that are endless, or that two servers could read differently."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import Crowd, Machine, end_of, front_mb, polite, statuses
from serving import Server, serving

ASK = b"/sparql?query=ASK%7B%7D"
GET = b"GET " + ASK + b" HTTP/1.1\r\nHost: a\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nASK{}\r\n"
LONG_HEADS = {
    "one line 220,000 times": b"a:b\r\n" * 220_000,
    "120,000 different lines": b"".join(b"%x:\r\n" % number for number in range(120_000)),
    "a long Accept": b"Accept: " + b"a," * 500_000 + b"a\r\n",
    "an Accept of parameters": b"Accept: a" + b";" * 1_000_000 + b"\r\n",
    "a long Accept-Encoding": b"Accept-Encoding: gzip;q=0," + b"a;q," * 250_000 + b"a\r\n",
    "a long If-None-Match": b"If-None-Match: " + b'"a",' * 250_000 + b"\r\n",
    "a long X-Forwarded-Prefix": b"X-Forwarded-Prefix: " + b"/a" * 500_000 + b"\r\n",
    "a long Host": b"Host: " + b"a" * 900_000 + b"\r\n",
    "a long Cookie": b"Cookie: " + b"a=b;" * 250_000 + b"\r\n",
    "a long Range": b"Range: bytes=" + b"0-1," * 250_000 + b"\r\n",
}
SHORT_BUT_HARD = {
    "an Accept of 60 kB": b"Accept: " + b"a/b;q=0.1," * 6_000 + b"*/*\r\n",
    "an Accept of parameters in 60 kB": b"Accept: a/b" + b";c=d" * 15_000 + b"\r\n",
    "an Accept-Encoding of 60 kB": b"Accept-Encoding: " + b"a;q=0.1," * 7_500 + b"gzip\r\n",
    "an If-None-Match of 60 kB": b"If-None-Match: " + b'"a", ' * 12_000 + b'"b"\r\n',
    "quotes that are not closed": b"Accept: a;b=" + b'"\\' * 30_000 + b"\r\n",
    "a Content-Type of parameters": b"Content-Type: a/b" + b"; c=d" * 12_000 + b"\r\n",
    "forwarded addresses": b"X-Forwarded-For: "
    + b"1," * 30_000
    + b"1\r\nX-Forwarded-Host: "
    + b"a," * 1_000
    + b"b\r\n",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, many_file: Path) -> Iterator[Server]:
    """A server that is not patient."""
    folder = tmp_path_factory.mktemp("heads")
    with serving(folder, str(many_file), "--body-seconds", "3", "--cache-mb", "0") as started:
        yield started


@pytest.mark.parametrize("name", LONG_HEADS)
def test_a_long_head_is_refused_and_others_do_not_notice(server: Server, name: str) -> None:
    with Machine(server) as machine, polite(server) as waits, Crowd(server) as crowd:
        found = send_all(crowd.connect(), GET + LONG_HEADS[name] + b"\r\n")
    assert statuses(found) in ([431], []), found[:200]  # none where the connection ended while it was being sent
    assert max(waits.seconds, default=0) < 0.5 * machine.factor
    assert front_mb(server) < 120


@pytest.mark.parametrize("name", SHORT_BUT_HARD)
def test_a_head_that_is_not_too_long_costs_nobody_much(server: Server, name: str) -> None:
    with Machine(server) as machine, polite(server) as waits, Crowd(server) as crowd:
        for _ in range(5):
            found = send_all(crowd.connect(), GET + SHORT_BUT_HARD[name] + b"Connection: close\r\n\r\n")
            assert statuses(found)[0] in {200, 304, 400, 406, 431}, found[:200]
    assert max(waits.seconds, default=0) < 0.3 * machine.factor


@pytest.mark.parametrize(
    ("begun", "more"),
    [
        (CHUNKED + b"0\r\n", b"".join(b"t%d: %s\r\n" % (number, b"v" * 50) for number in range(1000))),
        (CHUNKED + b"0\r\nx: ", b"A" * 60_000),
        (CHUNKED + b"1;", b"A" * 60_000),
        (CHUNKED, b"0" * 60_000),
        (CHUNKED, b"1\r\n#\r\n" * 10_000),
        (b"GET /", b"a" * 60_000),
        (GET, b"x: y\r\n" * 10_000),
        (b"", b"\r\n" * 30_000),
    ],
    ids=["trailers", "a trailer", "a chunk extension", "a chunk size", "chunks", "a target", "lines", "empty lines"],
)
def test_what_never_ends_is_ended(server: Server, begun: bytes, more: bytes) -> None:
    with Machine(server) as machine, polite(server) as waits, Crowd(server) as crowd:
        client, end = crowd.connect(begun), time.monotonic() + 20
        with pytest.raises(ConnectionError):  # noqa: PT012
            while time.monotonic() < end:
                client.sendall(more)
    assert max(waits.seconds, default=0) < 0.5 * machine.factor
    assert front_mb(server) < 120


def send_all(client: socket.socket, data: bytes) -> bytes:
    """Send *data*, or as much of it as is taken; return what is answered until the end."""
    with contextlib.suppress(ConnectionError):
        client.sendall(data)
    return end_of(client)


@pytest.mark.parametrize("size", [66_000, 200_000, 2_000_000])
def test_a_url_that_is_too_long_is_told_to_come_as_a_post(server: Server, size: int) -> None:
    with Crowd(server) as crowd:
        found = send_all(crowd.connect(), b"GET " + ASK + b"%23" + b"x" * size + b" HTTP/1.1\r\nHost: a\r\n\r\n")
    assert statuses(found) == [414], found[:200]
    assert b"POST" in found


def test_a_url_of_60_kilobytes_is_answered(server: Server) -> None:
    assert server.send("GET", "/sparql?query=ASK%7B%7D%23" + "x" * 60_000).status == 200


@pytest.mark.parametrize(
    ("request_line", "lines", "expected"),
    [
        (b"GET " + ASK + b" HTTP/2.0", b"Host: a\r\n", {400, 505}),
        (b"GET " + ASK + b" HTTP/1.2", b"Host: a\r\n", {200, 400, 505}),
        (b"GET " + ASK + b" HTTP/0.9", b"Host: a\r\n", {400, 505}),
        (b"GET " + ASK + b" HTTP/1.1", b"", {400}),
        (b"GET " + ASK + b" HTTP/1.1", b"Host: a\r\nHost: b\r\n", {400}),
        (b"GET " + ASK + b" HTTP/1.1", b"Host: a/b\r\n", {400}),
        (b"GET " + ASK + b" HTTP/1.1", b'Host: a"><script>\r\n', {400}),
        (b"PRI * HTTP/2.0", b"", {400, 405, 505}),
        (b"CONNECT example.org:443 HTTP/1.1", b"Host: a\r\n", {400, 404, 405}),
        (b"POST /sparql HTTP/1.1", b"Host: a\r\nTransfer-Encoding: gzip, chunked\r\n", {501}),
        (b"POST /sparql HTTP/1.1", b"Host: a\r\nTransfer-Encoding: xchunked\r\n", {400, 501}),
    ],
)
def test_a_request_that_is_none_of_http_1_1_is_refused(
    server: Server, request_line: bytes, lines: bytes, expected: set[int]
) -> None:
    with Crowd(server) as crowd:
        found = send_all(crowd.connect(), request_line + b"\r\n" + lines + b"Connection: close\r\n\r\n0\r\n\r\n")
    assert set(statuses(found)[:1]) <= expected, found[:300]
    assert statuses(found), found
