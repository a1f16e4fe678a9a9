"""SPARQL 1.1 Update and the Graph Store HTTP Protocol."""

from __future__ import annotations

import gzip
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest
from serving import SHARED, TOKEN, Server, serving

GRAPH = "http://example.org/g"
TURTLE = "<http://example.org/a> <http://example.org/b> 1 ."
AUTHORIZED = {"Authorization": f"Bearer {TOKEN}"}


def test_an_update_is_seen_by_the_next_query(writer: Server) -> None:
    assert writer.count() == 0
    for number in range(20):
        assert writer.update(f"INSERT DATA {{ <urn:a> <urn:b> {number} }}").status == 204
        assert writer.count() == number + 1


def test_clients_that_leave_amid_an_update_do_not_hurt_those_who_stay(writer: Server) -> None:
    """A write that is given up and the next one may reach the nursery in one breath."""
    many = " ".join(map(str, range(60))).encode()
    text = b"INSERT { ?a <urn:p> ?c } WHERE { VALUES ?a { %b } VALUES ?b { %b } VALUES ?d { %b } BIND (RAND() AS ?c) }"
    text %= (many, many, many)
    head = f"POST /update HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n".encode()
    head += b"Content-Type: application/sparql-update\r\nContent-Length: %d\r\n\r\n" % len(text)
    for number in range(20):
        for _ in range(3):
            with socket.create_connection(("127.0.0.1", writer.port), timeout=20) as leaving:
                leaving.sendall(head + text)
        assert writer.update(f"INSERT DATA {{ <urn:stays> <urn:b> {number} }}").status == 204
    assert writer.rows("SELECT (COUNT(*) AS ?n) { <urn:stays> <urn:b> ?o }") == [["20"]]


def test_a_client_that_leaves_just_when_its_update_is_done_costs_nobody_the_store(tmp_path: Path) -> None:
    """The update either counts whole or not at all, and the store goes on, whenever the client leaves."""
    head = f"POST /update HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n"
    head += "Content-Type: application/sparql-update\r\nContent-Length: "
    with serving(tmp_path, "--empty", "--writable") as server:
        for number in range(120):
            size = 500 * (number % 24 + 1)  # from a few milliseconds to more than the time after which clients count
            triples = " ".join(f"<urn:{number}:{each}> <urn:p> {number} ." for each in range(size))
            text = f"INSERT DATA {{ {triples} }}"
            with socket.create_connection(("127.0.0.1", server.port), timeout=20) as leaving:
                leaving.sendall(f"{head}{len(text)}\r\n\r\n{text}".encode())
            assert server.query("ASK {}").status == 200
        rows = server.rows("SELECT ?o (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?o")
        assert all(int(count) == 500 * (int(number) % 24 + 1) for number, count in rows)
        assert server.update("INSERT DATA { <urn:a> <urn:b> 1 }").status == 204


def test_a_failed_update_leaves_nothing_behind(writer: Server) -> None:
    writer.update("INSERT DATA { <urn:a> <urn:b> 1 }")
    assert (
        writer.update("INSERT DATA { <urn:a> <urn:b> 2 } ; CREATE GRAPH <urn:g> ; CREATE GRAPH <urn:g>").status == 422
    )
    assert writer.update("INSERT DATA { <urn:a> <urn:b> 3 } ; NONSENSE").status == 400
    assert writer.count() == 1


def test_writing_wants_the_token(writer: Server) -> None:
    update = "INSERT DATA { <urn:a> <urn:b> 1 }"
    for header in (
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Basic " + TOKEN},
        {"Authorization": "Bearer"},
    ):
        reply = writer.send("POST", "/update", update, Content_Type="application/sparql-update", **header)
        assert reply.status == 401
        assert reply.headers["www-authenticate"] == "Bearer"
        assert writer.send("PUT", "/data?default", TURTLE, **header).status == 401
    assert writer.count() == 0


def test_the_request_names_the_dataset_of_an_update(writer: Server) -> None:
    writer.update("INSERT DATA { GRAPH <urn:g1> { <urn:a> <urn:b> 1 } GRAPH <urn:g2> { <urn:a> <urn:b> 2 } }")
    copy = "INSERT { GRAPH <urn:copy> { ?s ?p ?o } } WHERE { ?s ?p ?o } ; DELETE WHERE { ?s ?p ?o }"
    assert writer.update(copy, "/update?using-graph-uri=urn:g1").status == 204
    assert writer.rows("SELECT ?o WHERE { GRAPH <urn:copy> { ?s ?p ?o } }") == [["1"]]
    conflict = writer.update("INSERT { ?s ?p 3 } USING <urn:g2> WHERE { ?s ?p ?o }", "/update?using-graph-uri=urn:g1")
    assert conflict.status == 400


def test_writers_at_once_lose_nothing(writer: Server) -> None:
    with ThreadPoolExecutor(8) as pool:
        replies = pool.map(lambda n: writer.update(f"INSERT DATA {{ <urn:a> <urn:b> {n} }}").status, range(40))
        assert set(replies) == {204}
    assert writer.count() == 40


def test_an_update_past_its_time_changes_nothing(tmp_path: Path, many_file: Path) -> None:
    hurting = "INSERT { ?a <urn:new> ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with serving(tmp_path, str(many_file), "--writable", "--seconds", "1") as server:
        assert server.update(hurting).status in {504, 507}
        assert server.count() == 3000
        assert server.update("INSERT DATA { <urn:a> <urn:b> 1 }").status == 204
        assert server.count() == 3001


@pytest.mark.parametrize("target", ["?default", "?graph=" + quote(GRAPH, safe=""), "/inside/a/path"])
def test_a_graph_can_be_put_extended_read_and_deleted(writer: Server, target: str) -> None:
    path = "/data" + target
    created = writer.send("PUT", path, TURTLE, Content_Type="text/turtle", **AUTHORIZED)
    assert created.status == (204 if target == "?default" else 201)
    more = "<http://example.org/a> <http://example.org/b> <http://example.org/c> ."
    assert writer.send("POST", path, more, Content_Type="application/n-triples", **AUTHORIZED).status == 204
    assert len(writer.send("GET", path, Accept="application/n-triples").body.splitlines()) == 2
    assert writer.send("PUT", path, TURTLE, Content_Type="text/turtle", **AUTHORIZED).status == 204
    assert len(writer.send("GET", path, Accept="application/n-triples").body.splitlines()) == 1
    assert writer.send("HEAD", path).status == 200
    assert writer.send("DELETE", path, **AUTHORIZED).status == 204
    assert writer.send("GET", path).status == (200 if target == "?default" else 404)


def test_posting_to_the_store_makes_a_new_graph(writer: Server) -> None:
    reply = writer.send("POST", "/data", TURTLE, Content_Type="text/turtle", **AUTHORIZED)
    assert reply.status == 201
    made = reply.headers["location"].removeprefix(f"http://127.0.0.1:{writer.port}")
    assert writer.send("GET", made).status == 200


def test_several_documents_come_in_one_form(writer: Server) -> None:
    parts = [("text/turtle", TURTLE), ("application/n-triples", "<urn:a> <urn:b> <urn:c> .")]
    body = "".join(f"--xyz\r\nContent-Type: {kind}\r\n\r\n{text}\r\n" for kind, text in parts) + "--xyz--\r\n"
    reply = writer.send("POST", "/data?default", body, Content_Type="multipart/form-data; boundary=xyz", **AUTHORIZED)
    assert reply.status == 204, reply.body
    assert writer.count() == 2


def test_uploads_may_be_compressed_and_must_be_right(writer: Server) -> None:
    packed = gzip.compress(TURTLE.encode())
    headers = AUTHORIZED | {"Content_Type": "text/turtle"}
    assert writer.send("PUT", "/data?default", packed, Content_Encoding="gzip", **headers).status == 204
    wrong = writer.send("PUT", "/data?default", "<urn:a> <urn:b>\n <urn:c", **headers)
    assert (wrong.status, wrong.json["line"]) == (400, 2)
    assert writer.send("PUT", "/data?default", "x", Content_Type="image/png", **AUTHORIZED).status == 415
    assert writer.count() == 1


def test_a_write_empties_the_cache(writer: Server) -> None:
    query = "SELECT * WHERE { ?s ?p ?o }"
    first = writer.query(query)
    assert writer.query(query).headers["etag"] == first.headers["etag"]
    writer.update("INSERT DATA { <urn:a> <urn:b> 1 }")
    assert writer.query(query, If_None_Match=first.headers["etag"]).status == 200


def test_the_w3c_suites_of_the_protocols_pass_whole(writer: Server) -> None:
    runner = SHARED / "w3c" / "run_w3c.py"
    if not runner.exists():
        pytest.skip(f"the W3C suites are not at {SHARED} (LIFONTO_SHARED)")
    pytest.importorskip("httpx", reason="the W3C runner needs httpx")
    import subprocess
    import sys

    url = f"http://127.0.0.1:{writer.port}"
    result = subprocess.run(
        [
            sys.executable,
            str(runner),
            "--query-url",
            url + "/sparql",
            "--update-url",
            url + "/update",
            "--gsp-url",
            url + "/data",
            "--auth-token",
            TOKEN,
            "--tests",
            str(runner.parent),
            "--suite",
            "protocol",
            "gsp",
            "service-description",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout.splitlines()[-1] == "51 passed, 0 failed", result.stdout + result.stderr
