"""What is uploaded is stored whole or refused: compressed in parts, cut short, forged, or far too large unpacked."""

from __future__ import annotations

import gzip
import os
import time
import urllib.parse
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import Crowd, Machine, front_mb, polite, statuses
from serving import TOKEN, Server, serving

AUTHORIZED = {"Authorization": f"Bearer {TOKEN}"}
FIRST, SECOND = (
    "".join(f'<urn:s{number}> <urn:p> "{number}" .\n' for number in numbers).encode()
    for numbers in (range(400), range(400, 1000))
)
WHOLE = gzip.compress(FIRST + SECOND)
MEMBERS = gzip.compress(FIRST) + gzip.compress(SECOND)


def flushed_after(text: bytes) -> bytes:
    """Return the beginning of a compressed stream, up to where its sender had flushed it after *text*."""
    packer = zlib.compressobj(wbits=31)
    return packer.compress(text) + packer.flush(zlib.Z_FULL_FLUSH)


WELL = {
    "one member": WHOLE,
    "two members": MEMBERS,
    "a hundred members": b"".join(gzip.compress(line + b"\n") for line in (FIRST + SECOND).splitlines()),
    "an empty member between": gzip.compress(FIRST) + gzip.compress(b"") + gzip.compress(SECOND),
    "a member with a name": gzip.compress(FIRST) + b"\x1f\x8b\x08\x08\0\0\0\0\0\x03a.nt\0" + gzip.compress(SECOND)[10:],
}
BAD = {
    "cut in the middle": WHOLE[: len(WHOLE) * 6 // 10],
    "cut where it was flushed, at the end of a line": flushed_after(FIRST),
    "cut before its checksum": WHOLE[:-8],
    "cut in its length": WHOLE[:-1],
    "a wrong checksum": WHOLE[:-8] + b"\0" * 4 + WHOLE[-4:],
    "a wrong length": WHOLE[:-4] + b"\0" * 4,
    "garbage behind the end": WHOLE + b"garbage",
    "a second member cut short": MEMBERS[:-20],
    "a second member that is none": gzip.compress(FIRST) + b"\x1f\x8b\x08\0garbage",
    "not compressed at all": FIRST,
    "zlib instead of gzip": zlib.compress(FIRST),
    "nothing": b"",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A writable server without a cache."""
    limits = ("--upload-mb", "64", "--cache-mb", "0")
    with serving(tmp_path_factory.mktemp("uploads"), "--empty", "--writable", *limits) as started:
        yield started


@pytest.fixture(autouse=True)
def empty(server: Server) -> None:
    assert server.update("DROP ALL").status == 204


def stored(server: Server) -> int:
    return int(server.rows("SELECT (COUNT(*) AS ?n) { GRAPH <urn:g> { ?s ?p ?o } }")[0][0])


def put(server: Server, body: bytes, encoding: str = "gzip", kind: str = "application/n-triples") -> int:
    headers = {"Content_Type": kind, "Content_Encoding": encoding, **AUTHORIZED}
    return server.send("PUT", "/data?graph=urn:g", body, **headers).status


@pytest.mark.parametrize("name", WELL)
def test_a_compressed_upload_is_stored_whole(server: Server, name: str) -> None:
    assert put(server, WELL[name]) == 201
    assert stored(server) == 1000


@pytest.mark.parametrize("name", BAD)
def test_a_compressed_upload_that_is_not_whole_is_refused_and_changes_nothing(server: Server, name: str) -> None:
    assert put(server, gzip.compress(b"<urn:before> <urn:p> <urn:o> .")) == 201
    assert put(server, BAD[name]) == 400
    assert server.rows("SELECT ?s { GRAPH <urn:g> { ?s ?p ?o } }") == [["urn:before"]]


@pytest.mark.parametrize("form", [False, True], ids=["direct", "form"])
def test_an_update_in_two_members_is_carried_out_whole_and_one_cut_short_not_at_all(server: Server, form: bool) -> None:
    texts = [f"INSERT DATA {{ GRAPH <urn:g> {{ <urn:a> <urn:b> {number} }} }} ;\n" for number in (1, 2)]
    if form:
        parts = [("update=" + urllib.parse.quote(texts[0])).encode(), urllib.parse.quote(texts[1]).encode()]
    else:
        parts = [text.encode() for text in texts]
    kind = "application/x-www-form-urlencoded" if form else "application/sparql-update"
    headers = {"Content_Type": kind, "Content_Encoding": "gzip", **AUTHORIZED}
    assert server.send("POST", "/update", flushed_after(parts[0]), **headers).status == 400
    assert stored(server) == 0
    assert server.send("POST", "/update", gzip.compress(parts[0]) + gzip.compress(parts[1]), **headers).status == 204
    assert stored(server) == 2


def test_a_query_that_is_cut_short_is_refused(server: Server) -> None:
    headers = {"Content_Type": "application/sparql-query", "Content_Encoding": "gzip"}
    assert server.send("POST", "/sparql", flushed_after(b"ASK {}\n"), **headers).status == 400
    assert server.send("POST", "/sparql", gzip.compress(b"ASK ") + gzip.compress(b"{}"), **headers).status == 200


@pytest.mark.parametrize("encoding", ["br", "deflate", "bzip2", "gzip, gzip", "nonsense"])
def test_an_encoding_that_is_not_understood_is_refused(server: Server, encoding: str) -> None:
    assert put(server, WHOLE, encoding) == 415


def test_bombs_are_refused_and_cost_the_front_no_memory(server: Server) -> None:
    bomb = gzip.compress(b"#" + b"A" * 300_000_000, 1)
    with Machine(server) as machine, polite(server) as waits:
        assert put(server, bomb, kind="text/turtle") == 413
        assert put(server, bomb[:-8], kind="text/turtle") in {400, 413}
        packed = {"Content_Encoding": "gzip", **AUTHORIZED}
        query, update = {"Content_Type": "application/sparql-query"}, {"Content_Type": "application/sparql-update"}
        assert server.send("POST", "/sparql", bomb, **query, **packed).status == 413
        assert server.send("POST", "/update", bomb, **update, **packed).status == 413
        assert front_mb(server) < 150
    assert waits.p99 < 0.25 * machine.factor
    assert stored(server) == 0


def test_bodies_that_are_hard_to_read_keep_nobody_waiting(server: Server) -> None:
    """They are read where they are carried out, not by the process that serves everybody."""
    triples = " . ".join(f'<http://a.example/s/{number}> <http://a.example/p> "é {number}"' for number in range(60_000))
    text = urllib.parse.urlencode({"update": f"INSERT DATA {{ GRAPH <urn:g> {{ {triples} }} }}"})
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    parts = {"Content_Type": "multipart/form-data; boundary=a"}
    with Machine(server) as machine, polite(server) as waits:
        assert server.send("POST", "/update", text, **form, **AUTHORIZED).status == 204
        escapes = server.send("POST", "/update", b"update=" + b"%20" * 10_000_000, **form, **AUTHORIZED)
        assert escapes.status in {204, 400}
        many = server.send("POST", "/data?graph=urn:h", b"--a\r\n\r\nxx" * 1_000_000, **parts, **AUTHORIZED)
        assert many.status in {400, 413, 415}
        assert front_mb(server) < 200
    assert stored(server) == 60_000
    assert waits.p99 < 0.25 * machine.factor


def test_a_body_that_breaks_off_changes_nothing(server: Server) -> None:
    head = (
        f"PUT /data?graph=urn:g HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: text/turtle\r\n"
    )
    line = b"<urn:a> <urn:b> 1 .\n"
    with Crowd(server) as crowd:
        for coding in (
            b"Content-Length: 1000\r\n\r\n" + line,
            b"Transfer-Encoding: chunked\r\n\r\n14\r\n" + line + b"\r\n",
        ):
            crowd.connect(head.encode() + coding).close()
    assert server.count() == 0
    assert stored(server) == 0


def test_nobody_without_the_token_has_a_large_body_read(server: Server) -> None:
    for path, lines in (
        ("PUT /data?default", "Content-Type: text/turtle"),
        ("POST /update", "Content-Type: application/sparql-update"),
        ("POST /sparql", "Content-Type: application/sparql-update"),
    ):
        head = f"{path} HTTP/1.1\r\nHost: a\r\n{lines}\r\nContent-Length: 60000000\r\n\r\n".encode()
        with Crowd(server) as crowd:
            started = time.monotonic()
            assert statuses(crowd.connect(head).recv(1000)) == [401]
            assert time.monotonic() - started < 1
    assert put(server, os.urandom(2000)) == 400


@pytest.mark.parametrize("options", [("--empty",), ("--store",)], ids=["in memory", "on disk"])
def test_an_upload_may_be_as_large_as_is_promised(tmp_path: Path, options: tuple[str, ...]) -> None:
    place = (*options, str(tmp_path / "store")) if options == ("--store",) else options
    lines = b"".join(
        b'<http://a.example/subject/%d> <http://a.example/p> "number %d" .\n' % (number, number)
        for number in range(300_000)
    )
    with serving(tmp_path, *place, "--writable", "--seconds", "60") as server:
        headers = {"Content_Type": "application/n-triples", **AUTHORIZED}
        assert server.send("PUT", "/data?graph=urn:g", lines, **headers).status == 201
        assert stored(server) == 300_000
