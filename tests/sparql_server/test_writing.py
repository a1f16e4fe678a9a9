"""SPARQL 1.1 Update and the Graph Store HTTP Protocol."""

from __future__ import annotations

import gzip
import socket
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from serving import TOKEN, Server, serving

GRAPH = "http://example.org/g"
TURTLE = "<http://example.org/a> <http://example.org/b> 1 ."
AUTHORIZED = {"Authorization": f"Bearer {TOKEN}"}


def test_an_update_is_seen_by_the_next_query(writer: Server) -> None:
    assert writer.count() == 0
    for number in range(20):
        assert writer.update(f"INSERT DATA {{ <urn:a> <urn:b> {number} }}").status == 204
        assert writer.count() == number + 1


def test_clients_that_leave_amid_an_update_do_not_hurt_those_who_stay(writer: Server) -> None:
    """A write that is given up and the next one may reach the zygote in one breath."""
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
        {"Authorization": "Basic " + b64encode(b"user:wrong").decode()},
        {"Authorization": "Bearer"},
    ):
        reply = writer.send("POST", "/update", update, Content_Type="application/sparql-update", **header)
        assert reply.status == 401
        assert "realm=" in reply.headers["www-authenticate"]
        assert writer.send("PUT", "/data?default", TURTLE, **header).status == 401
        at_query = writer.send("POST", "/sparql", update, Content_Type="application/sparql-update", **header)
        assert at_query.status == 401
    assert writer.count() == 0


def test_clients_that_know_only_passwords_send_the_token_as_one(writer: Server) -> None:
    basic = {"Authorization": "Basic " + b64encode(f"anyone:{TOKEN}".encode()).decode()}
    update = "INSERT DATA { <urn:a> <urn:b> 1 }"
    assert writer.send("POST", "/update", update, Content_Type="application/sparql-update", **basic).status == 204
    assert writer.send("POST", "/data?default", TURTLE, Content_Type="text/turtle", **basic).status == 204
    assert writer.count() == 2


def test_clients_that_know_one_url_send_updates_there(writer: Server) -> None:
    form = AUTHORIZED | {"Content_Type": "application/x-www-form-urlencoded"}
    assert writer.update("INSERT DATA { <urn:a> <urn:b> 1 }", "/sparql").status == 204
    body = "update=INSERT+DATA+%7B+%3Curn:a%3E+%3Curn:b%3E+2+%7D&using-graph-uri="
    assert writer.send("POST", "/sparql", body, **form).status == 204
    assert writer.send("POST", "/update", body.replace("2", "3", 1), **form).status == 204
    packed = gzip.compress(b"INSERT DATA { <urn:a> <urn:b> 4 }")
    headers = AUTHORIZED | {"Content_Type": "application/sparql-update", "Content_Encoding": "gzip"}
    assert writer.send("POST", "/sparql", packed, **headers).status == 204
    assert (
        writer.send(
            "POST", "/sparql", gzip.compress(body.replace("2", "5", 1).encode()), **form, Content_Encoding="gzip"
        ).status
        == 204
    )
    assert writer.rows("SELECT ?o { ?s ?p ?o } ORDER BY ?o") == [["1"], ["2"], ["3"], ["4"], ["5"]]


@pytest.mark.parametrize("kind", ["application/sparql-update", "application/x-www-form-urlencoded"])
def test_an_update_longer_than_a_query_may_be_is_taken_by_both_urls(writer: Server, kind: str) -> None:
    triples = " ".join(f"<urn:item:{number}> <urn:b> {number} ." for number in range(40_000))
    text = f"INSERT DATA {{ {triples} }}"
    body = text if kind.endswith("update") else urlencode({"update": text})
    for path in ("/update", "/sparql"):
        assert writer.send("POST", path, body, Content_Type=kind, **AUTHORIZED).status == 204
    assert writer.count() == 40_000


def test_a_byte_order_mark_before_an_update_is_skipped(writer: Server) -> None:
    assert writer.update("\ufeffINSERT DATA { <urn:a> <urn:b> 1 }").status == 204
    assert writer.count() == 1


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
    head = '--xyz\r\nContent-Disposition: form-data; name="file"\r\nContent-Type: '
    body = "".join(f"{head}{kind}\r\n\r\n{text}\r\n" for kind, text in parts) + "--xyz--\r\n"
    reply = writer.send("POST", "/data?default", body, Content_Type="multipart/form-data; boundary=xyz", **AUTHORIZED)
    assert reply.status == 204, reply.body
    assert writer.count() == 2


@pytest.mark.parametrize(
    ("name", "kind", "text"),
    [
        ("x.ttl", "application/octet-stream", "<urn:a> <urn:b> <urn:c> ."),
        ("x", "application/octet-stream", '{"@id": "urn:a", "urn:b": {"@id": "urn:c"}}'),
        ("x.ttl", "text/plain", "@prefix : <urn:> . :a :b :c ."),
    ],
)
def test_a_form_of_curl_or_a_browser_is_read_by_what_is_in_it(writer: Server, name: str, kind: str, text: str) -> None:
    head = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {kind}'
    body = f"--xyz\r\n{head}\r\n\r\n{text}\r\n--xyz--\r\n"
    reply = writer.send(
        "POST", "/data?graph=urn:g", body, Content_Type="multipart/form-data; boundary=xyz", **AUTHORIZED
    )
    assert reply.status == 201, reply.body
    assert writer.rows("SELECT ?s ?p ?o { GRAPH <urn:g> { ?s ?p ?o } }") == [["urn:a", "urn:b", "urn:c"]]


@pytest.mark.parametrize("kind", ["", "application/octet-stream", "application/x-www-form-urlencoded", "text/plain"])
def test_a_body_whose_type_says_nothing_is_read_by_what_is_in_it(writer: Server, kind: str) -> None:
    headers = AUTHORIZED | ({"Content_Type": kind} if kind else {})
    assert writer.send("PUT", "/data?default", "@prefix : <urn:> .\n:a :b :c .", **headers).status == 204
    assert writer.rows("SELECT * { ?s ?p ?o }") == [["urn:a", "urn:b", "urn:c"]]


DATASETS = {
    "application/trig": "<urn:s> <urn:p> _:b . <urn:g> { _:b <urn:p> 1 } <urn:h> { _:b <urn:p> 2 }",
    "application/n-quads": "<urn:s> <urn:p> _:b .\n_:b <urn:p> <urn:o> <urn:g> .\n_:b <urn:p> <urn:o> <urn:h> .\n",
}
SHARED_NODE = "ASK { ?s ?p ?b GRAPH <urn:g> { ?b ?q ?x } GRAPH <urn:h> { ?b ?r ?y } FILTER(isBlank(?b)) }"


@pytest.mark.parametrize("kind", DATASETS)
def test_a_whole_dataset_goes_in_and_out_with_its_blank_nodes(writer: Server, kind: str) -> None:
    headers = AUTHORIZED | {"Content_Type": kind}
    writer.update("INSERT DATA { GRAPH <urn:old> { <urn:a> <urn:b> 1 } }")
    assert writer.send("POST", "/data", DATASETS[kind], **headers).status == 204
    assert writer.query(SHARED_NODE).json["boolean"]
    assert writer.rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g") == [
        ["urn:g"],
        ["urn:h"],
        ["urn:old"],
    ]
    assert writer.send("PUT", "/data", DATASETS[kind], **headers).status == 204
    assert writer.rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g") == [["urn:g"], ["urn:h"]]
    out = writer.send("GET", "/data", Accept=kind)
    assert writer.update("DROP ALL").status == 204
    assert writer.send("PUT", "/data", out.body, **headers).status == 204
    assert writer.query(SHARED_NODE).json["boolean"]


@pytest.mark.parametrize("kind", DATASETS)
def test_quads_do_not_go_into_one_graph(writer: Server, kind: str) -> None:
    reply = writer.send("PUT", "/data?graph=urn:g", DATASETS[kind], Content_Type=kind, **AUTHORIZED)
    assert reply.status == 400
    assert "line" not in reply.json or reply.json["line"]
    assert writer.query("ASK { GRAPH ?g { ?s ?p ?o } }").json["boolean"] is False


def test_triples_do_not_replace_the_whole_dataset(writer: Server) -> None:
    writer.update("INSERT DATA { <urn:a> <urn:b> 1 }")
    for kind in ("text/turtle", "application/octet-stream"):
        assert writer.send("PUT", "/data", TURTLE, Content_Type=kind, **AUTHORIZED).status == 400
    assert writer.send("DELETE", "/data", **AUTHORIZED).status == 400
    assert writer.count() == 1


def test_a_write_is_carried_out_only_under_its_conditions(writer: Server) -> None:
    path, headers = "/data?graph=urn:g", AUTHORIZED | {"Content_Type": "text/turtle"}
    assert writer.send("PUT", path, TURTLE, If_Match='"any"', **headers).status == 412
    assert writer.send("PUT", path, TURTLE, If_None_Match="*", **headers).status == 201
    assert writer.send("PUT", path, "", If_None_Match="*", **headers).status == 412
    tag = writer.send("GET", path).headers["etag"]
    assert writer.send("GET", path, If_None_Match=tag).status == 304
    assert writer.send("PUT", path, "", If_Match='"other"', **headers).status == 412
    assert writer.send("DELETE", path, If_Match='"other"', **AUTHORIZED).status == 412
    assert writer.send("POST", path, "<urn:a> <urn:b> 2 .", If_Match=f'"other", {tag}', **headers).status == 204
    assert writer.send("PUT", path, "", If_Match=tag, **headers).status == 412
    assert writer.rows("SELECT (COUNT(*) AS ?n) { GRAPH <urn:g> { ?s ?p ?o } }") == [["2"]]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("text/turtle", "@prefix : <urn:> . :a :b :c ."),
        ("application/n-triples", "<urn:a> <urn:b> <urn:c> .\n"),
        ("application/ld+json", '{"@id": "urn:a", "urn:b": {"@id": "urn:c"}}'),
        ("application/n-quads", "<urn:a> <urn:b> <urn:c> .\n"),
        ("application/trig", "@prefix : <urn:> . :a :b :c ."),
    ],
)
def test_a_byte_order_mark_before_data_is_skipped(writer: Server, kind: str, text: str) -> None:
    reply = writer.send("POST", "/data?default", "\ufeff" + text, Content_Type=kind, **AUTHORIZED)
    assert reply.status == 204, reply.body
    assert writer.rows("SELECT * { ?s ?p ?o }") == [["urn:a", "urn:b", "urn:c"]]


@pytest.mark.parametrize("graph", ["person/1.ttl", "", "/a", "urn:a b", "urn:x%3E"])
def test_a_graph_that_is_no_absolute_iri_is_refused(writer: Server, graph: str) -> None:
    reply = writer.send(
        "PUT", f"/data?graph={graph.replace(' ', '%20')}", TURTLE, Content_Type="text/turtle", **AUTHORIZED
    )
    assert reply.status == 400
    assert "absolute IRI" in reply.json["detail"]


def test_a_compressed_upload_is_stored_to_its_end_or_refused(writer: Server) -> None:
    lines = [f'<urn:{number}> <urn:b> "{number}" .\n'.encode() for number in range(1000)]
    whole = gzip.compress(b"".join(lines))
    members = gzip.compress(b"".join(lines[:400])) + gzip.compress(b"".join(lines[400:]))
    headers = AUTHORIZED | {"Content_Type": "application/n-triples", "Content_Encoding": "gzip"}
    for wrong in (whole[:-20], whole[:-4], whole + b"more", members[:-1], b"", b"no gzip"):
        assert writer.send("PUT", "/data?default", wrong, **headers).status == 400
        assert writer.count() == 0
    assert writer.send("PUT", "/data?default", members, **headers).status == 204
    assert writer.count() == 1000


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
