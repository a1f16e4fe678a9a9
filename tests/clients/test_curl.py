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


def curl(*arguments: str) -> str:
    """Run curl; an answer that is a refusal fails the test."""
    if shutil.which("curl") is None:
        pytest.skip("no curl on PATH")
    command = ["curl", "--silent", "--show-error", "--fail-with-body", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
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
