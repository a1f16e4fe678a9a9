"""curl: the three ways to send a query, what comes back without being asked for, and what is negotiated."""

import csv
import io
import json
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from benchmarks.peers.process import Endpoint

LABELS = "SELECT ?s ?l { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?l"
BINDING = "CONSTRUCT { ?s <http://a.example/ligand-of> ?o } WHERE { ?s <http://a.example/binds> ?o }"


TEXT = {"capture_output": True, "text": True, "encoding": "utf-8", "check": False}


def curl(*arguments: str) -> str:
    """Run curl; an answer that is a refusal fails the test."""
    if shutil.which("curl") is None:
        pytest.skip("no curl on PATH")
    command = ["curl", "--silent", "--show-error", "--fail-with-body", *arguments]
    done = subprocess.run(command, **TEXT)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "way",
    [
        ("--get", "--data-urlencode", f"query={LABELS}"),
        ("--data-urlencode", f"query={LABELS}"),
        ("--header", "Content-Type: application/sparql-query", "--data-binary", LABELS),
    ],
    ids=["GET", "POST of a form", "POST of the query itself"],
)
def test_a_query_is_answered_however_it_is_sent(server: Endpoint, way: tuple[str, ...]):
    answer = json.loads(curl(*way, server.query))
    assert [row["l"]["value"] for row in answer["results"]["bindings"]] == ["LIF", "OSM"]


def test_a_query_in_a_file_is_posted_as_the_readme_of_any_endpoint_says(server: Endpoint, tmp_path: Path):
    (tmp_path / "labels.rq").write_text(f"# two ligands\n{LABELS}\n")
    answer = curl("--header", "Accept: text/csv", "--data-urlencode", f"query@{tmp_path / 'labels.rq'}", server.query)
    assert list(csv.reader(io.StringIO(answer))) == [
        ["s", "l"],
        ["http://a.example/LIF", "LIF"],
        ["http://a.example/OSM", "OSM"],
    ]


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/tab-separated-values;q=0.4, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("image/png, */*;q=0.1", "application/sparql-results+json"),
    ],
)
def test_solutions_come_in_the_format_that_is_asked_for(server: Endpoint, accept: str, sent: str):
    told = curl("--header", f"Accept: {accept}", "--write-out", "\n%{content_type}", server.url(LABELS))
    body, _, kind = told.rpartition("\n")
    assert kind.split(";")[0] == sent
    assert "OSM" in body


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        ("*/*", "text/turtle"),
        ("text/turtle", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
    ],
)
def test_graphs_come_in_the_format_that_is_asked_for(server: Endpoint, accept: str, sent: str):
    told = curl("--header", f"Accept: {accept}", "--write-out", "\n%{content_type}", server.url(BINDING))
    body, _, kind = told.rpartition("\n")
    assert kind.split(";")[0] == sent
    assert "ligand-of" in body


def test_letters_beyond_ascii_and_markup_survive_in_every_format(server: Endpoint):
    asked = server.url("SELECT ?c { ?s <http://www.w3.org/2000/01/rdf-schema#comment> ?c }")
    written = 'λευκαιμία & <b>"x"</b>'
    as_json = json.loads(curl("--header", "Accept: application/sparql-results+json", asked))
    assert as_json["results"]["bindings"][0]["c"] == {"type": "literal", "value": written, "xml:lang": "el"}
    as_xml = ET.fromstring(curl("--header", "Accept: application/sparql-results+xml", asked))
    assert [literal.text for literal in as_xml.iter("{http://www.w3.org/2005/sparql-results#}literal")] == [written]
    assert list(csv.reader(io.StringIO(curl("--header", "Accept: text/csv", asked)))) == [["c"], [written]]


def test_ask_head_and_gzip(server: Endpoint):
    asked = server.url("ASK { ?s <http://a.example/binds> <http://a.example/LIFR> }")
    assert json.loads(curl("--compressed", asked))["boolean"] is True
    assert "200" in curl("--head", asked).splitlines()[0]


def test_one_graph_alone_can_be_asked_by_the_protocol(server: Endpoint):
    asked = ("--get", "--data-urlencode", "query=SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "--header", "Accept: text/csv")
    everything = curl(*asked, server.query)
    alone = curl(*asked, "--data-urlencode", "default-graph-uri=http://a.example/graph/counts", server.query)
    assert everything.split() == ["n", "6"]
    assert alone.split() == ["n", "1"]


@pytest.mark.parametrize("target", ["graph=http://a.example/new", "default"])
def test_a_client_that_offers_http2_keeps_its_body(writable: Endpoint, token: str, tmp_path: Path, target: str):
    (tmp_path / "new.ttl").write_text("<http://a.example/a> <http://a.example/p> 1 , 2 .")
    sent = ("--http2", "--header", f"Authorization: Bearer {token}", "--header", "Content-Type: text/turtle")
    for method in ("PUT", "POST", "PUT"):
        curl(*sent, "--request", method, "--data-binary", f"@{tmp_path / 'new.ttl'}", f"{writable.graphs}?{target}")
    asked = ("--http2", "--header", "Content-Type: application/sparql-query", "--header", "Accept: text/csv")
    assert curl(*asked, "--data-binary", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", writable.query).split() == ["n", "2"]


def test_a_file_can_be_sent_as_a_form_sends_it(writable: Endpoint, token: str, tmp_path: Path):
    """curl and browsers call a file of Turtle application/octet-stream; its name and content tell what it is."""
    files = {
        "a.ttl": "<http://a.example/a> <http://a.example/p> 1 .",
        "b.nt": "<http://a.example/b> <http://a.example/p> <http://a.example/c> .\n",
        "c.jsonld": '{"@id": "http://a.example/c", "http://a.example/p": 3}',
        "d.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:p="http://a.example/">'
        '<rdf:Description rdf:about="http://a.example/d"><p:p>4</p:p></rdf:Description></rdf:RDF>',
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    parts = [word for name in files for word in ("--form", f"file=@{tmp_path / name}")]
    curl("--user", f"anybody:{token}", *parts, f"{writable.graphs}?graph=http://a.example/form")
    counted = curl("--header", "Accept: text/csv", writable.url("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
    assert counted.split() == ["n", "4"]


def test_a_password_is_as_good_as_the_header_with_the_token(writable: Endpoint, token: str):
    update = writable.query.replace("/sparql", "/update")
    sent = ("--header", "Content-Type: application/sparql-update", "--data", "INSERT DATA { <urn:a> <urn:b> 1 }")
    curl("--user", f"anybody:{token}", *sent, update)
    wrong = subprocess.run(["curl", "-sS", "-w", "%{http_code}", "--user", "anybody:wrong", *sent, update], **TEXT)
    assert wrong.stdout.endswith("401")
    assert json.loads(curl(writable.url("ASK { <urn:a> <urn:b> 1 }")))["boolean"] is True


@pytest.mark.parametrize(
    ("parameter", "sent"),
    [
        ("format=application/sparql-results+json", "application/sparql-results+json"),
        ("format=application/sparql-results+xml", "application/sparql-results+xml"),
        ("format=JSON", "application/sparql-results+json"),
        ("output=csv", "text/csv"),
        ("output=text/csv", "text/csv"),
        ("default-graph-uri=", "application/sparql-results+json"),
    ],
)
def test_links_made_for_other_endpoints_work(server: Endpoint, parameter: str, sent: str):
    told = curl("--write-out", "\n%{content_type}", f"{server.url(LABELS)}&{parameter}")
    body, _, kind = told.rpartition("\n")
    assert kind.split(";")[0] == sent
    assert "OSM" in body


def test_whole_datasets_go_in_and_out(writable: Endpoint, token: str):
    quads = "<urn:a> <urn:b> _:x <urn:g1> .\n_:x <urn:b> <urn:c> <urn:g2> .\n"
    sent = ("--user", f"anybody:{token}", "--header", "Content-Type: application/n-quads", "--data-binary", quads)
    curl("--request", "PUT", *sent, writable.graphs)
    joined = "ASK { GRAPH <urn:g1> { <urn:a> <urn:b> ?x } GRAPH <urn:g2> { ?x <urn:b> <urn:c> } }"
    assert json.loads(curl(writable.url(joined)))["boolean"] is True
    fetched = curl("--header", "Accept: application/n-quads", writable.graphs)
    assert len(fetched.splitlines()) == 2
    first, second = (line.split() for line in sorted(fetched.splitlines()))
    assert {first[0], first[2]} & {second[0], second[2]}
