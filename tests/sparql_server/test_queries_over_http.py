"""SPARQL 1.1 Protocol, the query half: three ways in, all formats out, errors that say where."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from serving import Server, serving

SELECT = "SELECT ?s ?label WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label } ORDER BY ?label"
CONSTRUCT = "CONSTRUCT WHERE { ?s a ?type }"
GRAPH = "http://example.org/graph"


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_a_query_can_be_sent_in_three_ways(reader: Server, way: str) -> None:
    if way == "get":
        reply = reader.send("GET", "/sparql?" + urlencode({"query": SELECT}))
    elif way == "form":
        reply = reader.send(
            "POST", "/sparql", urlencode({"query": SELECT}), Content_Type="application/x-www-form-urlencoded"
        )
    else:
        reply = reader.query(SELECT)
    assert reply.status == 200
    assert [row["label"]["value"] for row in reply.json["results"]["bindings"]] == [
        "LIF receptor",
        "leukemia inhibitory factor",
    ]


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/sparql-results+json"),
        ("text/turtle, text/csv;q=0.1", "text/csv"),
    ],
)
def test_solutions_come_in_the_format_that_is_asked_for(reader: Server, accept: str, kind: str) -> None:
    reply = reader.query(SELECT, Accept=accept)
    assert (reply.status, reply.kind) == (200, kind)
    assert b"leukemia inhibitory factor" in reply.body


@pytest.mark.parametrize(
    "kind",
    [
        "text/turtle",
        "application/n-triples",
        "application/rdf+xml",
        "application/ld+json",
        "application/n-quads",
        "application/trig",
    ],
)
def test_triples_come_in_the_format_that_is_asked_for(reader: Server, kind: str) -> None:
    reply = reader.query(CONSTRUCT, Accept=kind)
    assert (reply.status, reply.kind) == (200, kind)
    assert b"http://example.org/Cytokine" in reply.body or b"Cytokine" in reply.body


def test_the_format_parameter_beats_the_accept_header(reader: Server) -> None:
    reply = reader.send(
        "GET", "/sparql?" + urlencode({"query": SELECT, "format": "csv"}), Accept="application/sparql-results+xml"
    )
    assert reply.body.splitlines()[0] == b"s,label"


@pytest.mark.parametrize("query", [SELECT, CONSTRUCT])
def test_a_format_nobody_has_is_not_acceptable(reader: Server, query: str) -> None:
    reply = reader.query(query, Accept="image/png")
    assert reply.status == 406
    assert reply.kind == "application/problem+json"


def test_a_query_for_triples_cannot_be_answered_as_a_table(reader: Server) -> None:
    assert reader.query(CONSTRUCT, Accept="text/csv").status == 406


@pytest.mark.parametrize(
    "query", ["ASK { ?s a <http://example.org/Cytokine> }", "ASK { ?s a <http://example.org/Nothing> }"]
)
def test_ask_answers_yes_or_no(reader: Server, query: str) -> None:
    assert reader.query(query).json["boolean"] is ("Cytokine" in query)


def test_describe_answers_with_triples(reader: Server) -> None:
    reply = reader.query("DESCRIBE <http://example.org/lif>")
    assert reply.kind == "text/turtle"
    assert b"http://example.org/lifr" in reply.body


def test_a_syntax_error_names_line_and_column(reader: Server) -> None:
    reply = reader.query("SELECT *\nWHERE { ?s ?p }")
    assert (reply.status, reply.kind) == (400, "application/problem+json")
    assert (reply.json["line"], reply.json["column"]) == (2, 16)
    assert "line 2" in reply.json["detail"]


def test_an_undeclared_prefix_is_called_that(reader: Server) -> None:
    reply = reader.query("SELECT * WHERE { ?s foaf:name ?o }")
    assert reply.status == 400
    assert "prefix" in reply.json["detail"]
    assert "not declared" in reply.json["detail"]


def test_a_query_may_ask_for_less_time_but_not_for_nonsense(reader: Server) -> None:
    assert reader.query(SELECT, "/sparql?timeout=5").status == 200
    assert reader.query(SELECT, "/sparql?timeout=soon").status == 400
    assert reader.query(SELECT, "/sparql?timeout=-1").status == 400
    assert reader.query(SELECT, "/sparql?timeout=nan").status == 400


def test_the_request_chooses_the_default_graph(reader: Server) -> None:
    counting = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    assert reader.rows(counting, "/sparql?default-graph-uri=" + quote(GRAPH)) == [["5"]]
    assert reader.rows(counting, "/sparql?default-graph-uri=http://example.org/none") == [["0"]]
    assert reader.rows(counting, "/sparql?named-graph-uri=" + quote(GRAPH)) == [["0"]]


def test_from_selects_graphs_of_the_store(reader: Server) -> None:
    counting = "SELECT (COUNT(*) AS ?n) FROM <GRAPH> WHERE { ?s ?p ?o }"
    assert reader.rows(counting.replace("GRAPH", GRAPH)) == [["5"]]
    assert reader.rows("SELECT (COUNT(*) AS ?n) FROM <http://example.org/none> WHERE { ?s ?p ?o }") == [["0"]]


@pytest.mark.parametrize(
    ("method", "path", "body", "kind", "status"),
    [
        ("PUT", "/sparql", SELECT, "application/sparql-query", 405),
        ("POST", "/sparql", SELECT, "text/plain", 415),
        ("POST", "/sparql", SELECT, "", 415),
        ("POST", "/sparql", "query=" + quote(SELECT) + "&query=ASK%7B%7D", "application/x-www-form-urlencoded", 400),
        ("POST", "/sparql", "", "application/x-www-form-urlencoded", 400),
        ("POST", "/sparql", b"ASK { ?s ?p '\xff' }", "application/sparql-query", 400),
        ("GET", "/sparql?query=%FF", None, "", 400),
        ("GET", "/sparql?update=DROP%20ALL", None, "", 400),
        ("POST", "/update", "DROP ALL", "application/sparql-update", 403),
        ("DELETE", "/data?default", None, "", 403),
        ("DELETE", "/data", None, "", 403),
        ("PUT", "/data?graph=relative", None, "", 403),
        ("GET", "/data?graph=relative", None, "", 400),
        ("GET", "/data?graph=urn:a&default", None, "", 400),
        ("GET", "/nowhere", None, "", 404),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(
    reader: Server, method: str, path: str, body: bytes | str | None, kind: str, status: int
) -> None:
    headers = {"Content_Type": kind} if kind else {}
    assert reader.send(method, path, body, **headers).status == status


@pytest.mark.parametrize(
    ("parameter", "kind"),
    [
        ("format=application/sparql-results+xml", "application/sparql-results+xml"),  # its + comes as a space
        ("format=application%2Fsparql-results%2Bxml", "application/sparql-results+xml"),
        ("format=CSV", "text/csv"),
        ("output=csv", "text/csv"),
        ("results=xml", "application/sparql-results+xml"),
        ("format=text/html&default-graph-uri=&timeout=0", "application/sparql-results+json"),
    ],
)
def test_links_made_for_other_endpoints_are_understood(reader: Server, parameter: str, kind: str) -> None:
    reply = reader.send("GET", f"/sparql?{urlencode({'query': SELECT})}&{parameter}")
    assert (reply.status, reply.kind) == (200, kind)
    assert b"leukemia inhibitory factor" in reply.body


@pytest.mark.parametrize("way", ["get", "direct"])
def test_a_byte_order_mark_before_a_query_is_skipped(reader: Server, way: str) -> None:
    text = "\ufeff" + SELECT
    reply = reader.query(text) if way == "direct" else reader.send("GET", "/sparql?" + urlencode({"query": text}))
    assert reply.status == 200


def test_a_url_that_is_too_long_is_refused_with_the_advice_to_post(reader: Server) -> None:
    text = "SELECT * { VALUES ?s { " + "<http://example.org/item> " * 4000 + "} }"
    reply = reader.send("GET", "/sparql?" + urlencode({"query": text}))
    assert reply.status == 414
    assert "POST" in reply.json["detail"]
    assert reader.query(text).status == 200


def test_an_update_sent_to_a_server_that_only_reads_is_told_so(reader: Server) -> None:
    assert reader.update("DROP ALL", "/sparql").status == 403
    form = reader.send("POST", "/sparql", "update=DROP+ALL", Content_Type="application/x-www-form-urlencoded")
    assert form.status == 403
    assert "--writable" in form.json["detail"]


def test_the_whole_dataset_can_be_read_as_quads(reader: Server) -> None:
    reply = reader.send("GET", "/data", Accept="application/n-quads")
    assert reply.status == 200
    assert reply.body.count(b"<http://example.org/graph> .") == 5
    assert len(reply.body.splitlines()) == 10
    assert reader.send("GET", "/data").kind == "application/n-quads"
    assert reader.send("GET", "/data", Accept="application/trig").kind == "application/trig"
    alone = reader.send("GET", "/data", Accept="text/turtle")
    assert alone.status == 406
    assert "?default" in alone.json["detail"]


def test_head_answers_like_get_without_a_body(reader: Server) -> None:
    path = "/sparql?" + urlencode({"query": SELECT})
    get, head = reader.send("GET", path), reader.send("HEAD", path)
    assert head.status == 200
    assert head.body == b""
    assert head.headers["content-length"] == str(len(get.body))


def test_options_name_the_methods_and_browsers_may_ask(reader: Server) -> None:
    for path in ("/sparql", "/update", "/data"):
        asking = {"Origin": "https://example.com", "Access_Control_Request_Method": "POST"}
        reply = reader.send("OPTIONS", path, Access_Control_Request_Headers="authorization,x-requested-with", **asking)
        assert reply.status == 204
        assert "POST" in reply.headers["access-control-allow-methods"]
        assert "POST" in reply.headers["allow"]
        assert "x-requested-with" in reply.headers["access-control-allow-headers"]
    assert reader.query(SELECT, Origin="https://example.com").headers["access-control-allow-origin"] == "*"


def test_pages_of_other_origins_may_read_refusals_too(reader: Server) -> None:
    wrong = [reader.query("SELCT"), reader.query(SELECT, Accept="image/png"), reader.send("POST", "/sparql", "x")]
    assert [reply.status for reply in wrong] == [400, 406, 415]
    assert all(reply.headers["access-control-allow-origin"] == "*" for reply in wrong)


def test_the_operator_says_which_origin_may_read(tmp_path: Path) -> None:
    with serving(tmp_path, "--empty", "--cors", "https://example.com") as server:
        assert server.query("ASK {}").headers["access-control-allow-origin"] == "https://example.com"
    with serving(tmp_path, "--empty", "--cors", "none") as server:
        assert "access-control-allow-origin" not in server.query("ASK {}").headers
        assert "access-control-allow-methods" not in server.send("OPTIONS", "/sparql").headers


def test_an_answer_can_come_compressed(reader: Server) -> None:
    query = "SELECT * WHERE { ?s ?p ?o . ?a ?b ?c }"
    reply = reader.query(query, Accept_Encoding="gzip")
    assert reply.headers["content-encoding"] == "gzip"
    assert gzip.decompress(reply.body) == reader.query(query).body
    assert "content-encoding" not in reader.query(query, Accept_Encoding="gzip;q=0").headers


def test_a_query_can_be_sent_compressed(reader: Server) -> None:
    packed = gzip.compress(SELECT.encode())
    reply = reader.send("POST", "/sparql", packed, Content_Type="application/sparql-query", Content_Encoding="gzip")
    assert reply.status == 200
    broken = reader.send(
        "POST", "/sparql", b"no gzip", Content_Type="application/sparql-query", Content_Encoding="gzip"
    )
    assert broken.status == 400


def test_a_client_that_has_the_answer_gets_304(reader: Server) -> None:
    first = reader.query(SELECT)
    again = reader.query(SELECT, If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert reader.query(SELECT, If_None_Match='"something else"').status == 200
    assert reader.query(SELECT, Accept="text/csv").headers["etag"] != first.headers["etag"]


def test_answers_that_change_by_themselves_are_not_kept(reader: Server) -> None:
    query = "SELECT (UUID() AS ?u) WHERE {}"
    assert reader.rows(query) != reader.rows(query)


def test_a_browser_without_a_query_gets_the_page_and_a_program_the_description(reader: Server) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert reader.send("GET", "/sparql", Accept=browser).kind == "text/html"
    described = reader.send("GET", "/sparql")
    assert described.kind == "text/turtle"
    assert b"sparql-service-description#Service" in described.body
    assert f"<http://127.0.0.1:{reader.port}/sparql>".encode() in described.body
    assert b"<http://example.org/graph>" in described.body


def test_void_describes_the_data(reader: Server) -> None:
    reply = reader.send("GET", "/.well-known/void", Accept="application/n-triples")
    assert reply.status == 200
    assert b'<http://rdfs.org/ns/void#triples> "5"' in reply.body
    assert b'<http://rdfs.org/ns/void#classes> "2"' in reply.body


def test_one_graph_can_be_read_alone(reader: Server) -> None:
    reply = reader.send("GET", "/data?graph=" + quote(GRAPH), Accept="application/n-triples")
    assert (reply.status, len(reply.body.splitlines())) == (200, 5)
    assert reader.send("GET", "/data?default").status == 200
    assert reader.send("GET", "/data?graph=http://example.org/none").status == 404


def test_service_is_refused_with_a_plain_reason(reader: Server) -> None:
    reply = reader.query("SELECT * WHERE { SERVICE <http://127.0.0.1:1/sparql> { ?s ?p ?o } }")
    assert reply.status == 403
    assert "does not call others" in reply.json["detail"]


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_a_page_that_is_not_there_says_so_whatever_is_sent_to_it(reader: Server, method: str) -> None:
    assert reader.send(method, "/nowhere", "some body").status == 404


@pytest.mark.parametrize(("name", "kind"), [("xml", "application/rdf+xml"), ("json", "application/ld+json")])
def test_one_name_for_all_answers_means_its_form_for_graphs(reader: Server, name: str, kind: str) -> None:
    reply = reader.send("GET", "/sparql?" + urlencode({"query": CONSTRUCT, "format": name}))
    assert reply.status == 200
    assert reply.headers["content-type"].startswith(kind)
