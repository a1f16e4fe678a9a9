"""What HTTP/1.1 asks of a server beyond single requests: RFC 9112, with bytes on a socket."""

from __future__ import annotations

import re
import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from serving import TOKEN, Server, serving

ASK = "/sparql?query=" + quote("ASK { <http://example.org/lif> ?p ?o }")
COUNT = "/sparql?format=csv&query=" + quote("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
LARGE = "/sparql?format=csv&query=" + quote("SELECT ?a ?b ?c ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 40000")  # some 5 MB


@pytest.fixture
def client(reader: Server) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", reader.port), timeout=20) as connection:
        yield connection


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, many_file: Path) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("large"), str(many_file)) as server:
        yield server


def head(path: str, *lines: str, method: str = "GET", version: str = "1.1") -> bytes:
    """Write the head of a request."""
    return "\r\n".join([f"{method} {path} HTTP/{version}", "Host: localhost", *lines, "", ""]).encode()


def answer(client: socket.socket, rest: bytes = b"") -> tuple[int, bytes, bytes]:
    """Read one answer with a length; return its status, its body and what came after it."""
    data = rest
    while b"\r\n\r\n" not in data:
        data += received(client)
    top, _, body = data.partition(b"\r\n\r\n")
    length = int((re.search(rb"Content-Length: (\d+)", top) or [b"", b"0"])[1])
    while len(body) < length:
        body += received(client)
    return int(top[9:12]), body[:length], body[length:]


def received(client: socket.socket) -> bytes:
    """Read something; there has to be something."""
    data = client.recv(65536)
    assert data, "the connection was closed"
    return data


def read_to_end(client: socket.socket) -> bytes:
    """Read until the other side closes."""
    pieces = []
    while piece := client.recv(65536):
        pieces.append(piece)
    return b"".join(pieces)


def test_a_connection_stays_open_for_the_next_request(client: socket.socket) -> None:
    for _ in range(3):
        client.sendall(head(ASK, "Accept: application/sparql-results+json"))
        status, body, rest = answer(client)
        assert (status, rest) == (200, b"")
        assert b'"boolean":true' in body


def test_a_connection_stays_open_after_a_refusal(client: socket.socket) -> None:
    client.sendall(head("/sparql?query=nonsense"))
    assert answer(client)[0] == 400
    client.sendall(head(COUNT))
    assert answer(client)[:2] == (200, b"n\r\n5\r\n")


def test_requests_sent_ahead_are_answered_in_their_order(client: socket.socket) -> None:
    unseen = "/sparql?format=csv&query=" + quote("SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?s ?q ?r }")
    paths = [COUNT, unseen, "/healthz", COUNT, "/nothing-here", ASK]
    client.sendall(b"".join(head(path) for path in paths))
    rest, statuses, bodies = b"", [], []
    for _ in paths:
        status, body, rest = answer(client, rest)
        statuses.append(status)
        bodies.append(body)
    assert statuses == [200, 200, 200, 200, 404, 200]
    assert bodies[0] == bodies[3] == b"n\r\n5\r\n"
    assert bodies[2] == b"ok\n"


def test_a_great_many_requests_sent_ahead_are_all_answered(client: socket.socket) -> None:
    client.sendall(b"".join(head(f"{COUNT}&n={number}") for number in range(200)))
    rest = b""
    for _ in range(200):
        status, body, rest = answer(client, rest)
        assert (status, body) == (200, b"n\r\n5\r\n")


def test_a_request_may_come_byte_by_byte(client: socket.socket) -> None:
    for byte in head(COUNT):
        client.sendall(bytes([byte]))
    assert answer(client)[:2] == (200, b"n\r\n5\r\n")


def test_a_client_of_http_1_0_gets_its_answer_and_the_end(client: socket.socket) -> None:
    client.sendall(head(COUNT, version="1.0"))
    top, _, body = read_to_end(client).partition(b"\r\n\r\n")
    assert b" 200 " in top
    assert b"Transfer-Encoding" not in top
    assert body == b"n\r\n5\r\n"


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_large_answer_comes_whole_with_its_length_and_its_tag(large: Server, version: str) -> None:
    expected = large.send("GET", LARGE)
    with socket.create_connection(("127.0.0.1", large.port), timeout=60) as client:
        client.sendall(head(LARGE, "Connection: close", version=version))
        top, _, body = read_to_end(client).partition(b"\r\n\r\n")
    assert b"Content-Length: %d\r\n" % len(body) in top + b"\r\n"
    assert re.search(rb'\r\netag: "[^"]+"', top, re.IGNORECASE)
    assert body == expected.body
    assert len(body) > 1 << 20
    assert large.send("GET", LARGE, If_None_Match=expected.headers["etag"]).status == 304


def test_the_head_of_a_large_answer_can_be_asked_for_alone(large: Server) -> None:
    whole, reply = large.send("GET", LARGE), large.send("HEAD", LARGE)
    assert (reply.status, reply.kind, reply.body) == (200, "text/csv", b"")
    assert reply.headers["content-length"] == str(len(whole.body))
    with socket.create_connection(("127.0.0.1", large.port), timeout=60) as client:
        client.sendall(head(LARGE, method="HEAD") + head("/healthz", "Connection: close"))
        assert read_to_end(client).endswith(b"\r\n\r\nok\n")


def test_a_client_that_wants_the_end_gets_it(client: socket.socket) -> None:
    client.sendall(head(COUNT, "Connection: close"))
    assert read_to_end(client).endswith(b"n\r\n5\r\n")


def test_a_body_in_chunks_is_put_together(client: socket.socket) -> None:
    client.sendall(
        head("/sparql", "Content-Type: application/sparql-query", "Transfer-Encoding: chunked", method="POST")
    )
    for piece in (b"ASK {", b" ?s ?p ?o", b" }"):
        client.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))
    client.sendall(b"0\r\n\r\n")
    status, body, _ = answer(client)
    assert (status, b"true" in body) == (200, True)


def test_a_client_that_waits_for_leave_to_send_is_told_to_go_on(client: socket.socket) -> None:
    query = b"ASK { ?s ?p ?o }"
    length = f"Content-Length: {len(query)}"
    client.sendall(
        head("/sparql", "Content-Type: application/sparql-query", length, "Expect: 100-continue", method="POST")
    )
    assert received(client) == b"HTTP/1.1 100 Continue\r\n\r\n"
    client.sendall(query)
    assert answer(client)[0] == 200


def test_one_that_may_not_send_is_refused_before_it_does(client: socket.socket) -> None:
    client.sendall(head("/update", "Content-Length: 1000000", "Expect: 100-continue", method="POST"))
    status, body, _ = answer(client)
    assert status == 403
    assert b"read-only" in body


@pytest.mark.parametrize(
    "bytes_sent",
    [
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET / HTTP/1.1\r\nHo st: a\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    ],
)
def test_what_is_not_a_request_is_refused_and_the_connection_ended(client: socket.socket, bytes_sent: bytes) -> None:
    client.sendall(bytes_sent)
    said = read_to_end(client)
    assert re.findall(rb"HTTP/1\.[01] (\d+)", said) == [b"400"], said


def test_every_answer_has_a_date(client: socket.socket) -> None:
    client.sendall(head(COUNT, "Connection: close"))
    assert re.search(rb"\r\nDate: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r\n", read_to_end(client))


def test_a_client_that_resets_its_connection_hurts_nobody(writer: Server) -> None:
    for _ in range(20):
        client = socket.create_connection(("127.0.0.1", writer.port))
        client.sendall(head("/update", "Content-Length: 50", f"Authorization: Bearer {TOKEN}", method="POST") + b"INSE")
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()
    assert writer.query("ASK {}").json["boolean"] is True
