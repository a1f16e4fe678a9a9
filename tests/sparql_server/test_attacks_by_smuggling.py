"""No request is hidden in another: what two servers could read differently is refused, and ends the connection."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import Crowd, end_of, statuses
from serving import Server, serving, wait_until

ASK = b"/sparql?query=ASK%7B%7D"
LAST = b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
CHUNKS = b"5\r\nASK{}\r\n0\r\n\r\n"
GET = b"GET " + ASK + b" HTTP/1.1\r\nHost: a\r\n"
REFUSED = {
    "length and chunks": POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks and length": POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "two lengths": POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nASK{}",
    "a negative length": POST + b"Content-Length: -5\r\n\r\nASK{}",
    "a length with a plus": POST + b"Content-Length: +5\r\n\r\nASK{}",
    "a length in hexadecimal": POST + b"Content-Length: 0x5\r\n\r\nASK{}",
    "a length with an underscore": POST + b"Content-Length: 0_5\r\n\r\nASK{}",
    "a length in other digits": POST + b"Content-Length: \xd9\xa5\r\n\r\nASK{}",
    "a length with a space": POST + b"Content-Length: 5 5\r\n\r\nASK{}",
    "a length of 23 digits": POST + b"Content-Length: 99999999999999999999999\r\n\r\nASK{}",
    "identity": POST + b"Transfer-Encoding: identity\r\nContent-Length: 5\r\n\r\nASK{}",
    "chunked, identity": POST + b"Transfer-Encoding: chunked, identity\r\n\r\n" + CHUNKS,
    "chunked twice": POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS,
    "gzip, chunked": POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n" + CHUNKS,
    "something like chunked": POST + b"Transfer-Encoding: \x0bchunked\r\n\r\n" + CHUNKS,
    "a space before the colon": POST + b"Transfer-Encoding : chunked\r\n\r\n" + CHUNKS,
    "chunks in HTTP/1.0": POST.replace(b"1.1", b"1.0") + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNKS,
    "a NUL in a header": GET + b"X: a\0b\r\n\r\n",
    "a line without a colon": GET + b"foo\r\n\r\n",
    "a space before a header": b"GET " + ASK + b" HTTP/1.1\r\n Host: a\r\n\r\n",
    "a bare CR in a header": GET + b"X: a\rb\r\n\r\n",
    "a bare LF in a header": GET + b"X: a\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a chunk size with 0x": POST + b"Transfer-Encoding: chunked\r\n\r\n0x5\r\nASK{}\r\n0\r\n\r\n",
    "a negative chunk size": POST + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nASK{}\r\n0\r\n\r\n",
    "a chunk size with an underscore": POST + b"Transfer-Encoding: chunked\r\n\r\n0_5\r\nASK{}\r\n0\r\n\r\n",
    "a chunk that is too long": POST + b"Transfer-Encoding: chunked\r\n\r\n4\r\nASK{}\r\n0\r\n\r\n",
    "a chunk ended by LF": POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nASK{}\n0\r\n\r\n",
}
IN_STEP = {  # what is read one way only, and how many requests there are
    "a plain request": (GET + b"\r\n", 1),
    "a body of a GET": (GET + b"Content-Length: %d\r\n\r\n" % len(LAST) + LAST, 1),
    "chunks of a GET": (GET + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(LAST), LAST), 1),
    "chunks": (POST + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNKS, 1),
    "a chunk extension": (POST + b"Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nASK{}\r\n0\r\n\r\n", 1),
    "a length as a trailer": (
        POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nASK{}\r\n0\r\nContent-Length: 9\r\n\r\n",
        1,
    ),
    "an upgrade to h2c": (
        GET + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n\r\n",
        1,
    ),
    "an upgrade with a body": (POST + b"Connection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 5\r\n\r\nASK{}", 1),
    "an upgrade to a websocket": (GET + b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n", 1),
    "300 requests at once": ((GET + b"\r\n") * 300, 300),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose end of a connection does not take long."""
    with serving(tmp_path_factory.mktemp("smuggling"), "--empty", "--body-seconds", "2") as started:
        yield started


@pytest.mark.parametrize("name", REFUSED)
def test_a_request_of_two_meanings_is_refused_and_the_one_behind_it_never_read(server: Server, name: str) -> None:
    with Crowd(server) as crowd:
        found = end_of(crowd.connect(REFUSED[name] + LAST))
    assert statuses(found)[:1] != [200], found
    assert not found.endswith(b"ok\n"), found
    assert set(statuses(found)) <= {400, 413, 431, 501}, found


@pytest.mark.parametrize("name", IN_STEP)
def test_requests_of_one_meaning_are_answered_one_by_one(server: Server, name: str) -> None:
    sent, number = IN_STEP[name]
    with Crowd(server) as crowd:
        client = crowd.connect(sent + LAST)
        found = b""
        while piece := client.recv(1 << 20):
            found += piece
    assert statuses(found) == [200] * (number + 1), found[:1000]
    assert found.endswith(b"ok\n")
    assert found.count(b"ok\n") == 1


def test_the_body_of_a_refused_upload_is_not_read_as_a_request(server: Server) -> None:
    body = b"a" * (4 << 20)
    head = b"POST /update HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % len(body)
    before = server.log.read_text()

    def told() -> int:
        return server.log.read_text().removeprefix(before).count("refused before it was read")

    with Crowd(server) as crowd:
        assert statuses(end_of(crowd.connect(head + body))) == [403]
    wait_until(told)
    assert told() == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (b"/static/../templates/front.html", {400, 404}),
        (b"/static/%2e%2e/templates/front.html", {400, 404}),
        (b"/static/..%2f..%2f..%2f..%2fetc%2fpasswd", {400, 404}),
        (b"/static//etc/passwd", {308, 400, 404}),
        (b"/static/style.css%00.js", {400, 404}),
        (b"/static/..%5c..%5cetc", {400, 404}),
        (b"/%ff%fe", {400, 404}),
        (b"//example.org/%2f..", {400, 404}),
        (b"/data?graph=http://x/%0d%0aSet-Cookie:a=b", {400, 404}),
        (b"/data/%0d%0aSet-Cookie:a=b", {400, 404}),
    ],
)
def test_no_path_leads_out_of_the_server(server: Server, path: bytes, status: set[int]) -> None:
    with Crowd(server) as crowd:
        found = end_of(crowd.connect(b"GET " + path + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
    assert set(statuses(found)) <= status, found
    assert b"\nSet-Cookie" not in found
    assert not re.search(rb"\r\nLocation: (?!http://a/)", found)
    assert b"root:" not in found


def test_what_is_forwarded_is_believed_only_from_proxies_that_are_trusted(tmp_path: Path, data_file: Path) -> None:
    told = {
        "X_Forwarded_Host": "evil.example",
        "X_Forwarded_Proto": "https",
        "X_Forwarded_Prefix": "/evil",
        "X_Forwarded_For": "192.0.2.1",
        "X_Forwarded_Port": "666",
        "Forwarded": "host=evil.example;proto=https",
    }
    paths = ("/sparql", "/", "/.well-known/void", "/reason/openapi.json", "/nowhere")
    with serving(tmp_path, str(data_file)) as alone:
        for path in paths:
            assert b"evil" not in alone.send("GET", path, **told).body
            assert b"evil" not in str(alone.send("GET", path, **told).headers).encode()
    with serving(tmp_path, str(data_file), "--trusted-proxies", "1") as behind:
        assert b"https://evil.example/evil/sparql" in behind.send("GET", "/sparql", **told).body
        assert b"evil" not in behind.send("GET", "/sparql").body
