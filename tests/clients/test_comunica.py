"""Comunica, the JavaScript engine that finds out by itself what kind of source it was given."""

import json
import subprocess
from pathlib import Path

import node_programs
import pytest
from benchmarks.peers.process import Endpoint

LABELS = "SELECT ?s ?l { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?l"


@pytest.fixture(scope="module")
def program() -> Path:
    """The program comunica-sparql."""
    return node_programs.comunica()


def comunica(program: Path, *arguments: str) -> str:
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("kind", ["", "sparql@"], ids=["found out", "told"])
def test_comunica_reads_solutions(program: Path, server: Endpoint, kind: str):
    answer = comunica(program, kind + server.query, "-t", "application/sparql-results+json", LABELS)
    rows = json.loads(answer)["results"]["bindings"]
    assert [(row["s"]["value"], row["l"]["value"]) for row in rows] == [
        ("http://a.example/LIF", "LIF"),
        ("http://a.example/OSM", "OSM"),
    ]


def test_comunica_reads_graphs(program: Path, server: Endpoint):
    asked = "CONSTRUCT WHERE { ?s <http://a.example/binds> ?o }"
    answer = comunica(program, server.query, "-t", "application/n-triples", asked)
    assert sorted(answer.split("\n")[:2]) == [
        f"<http://a.example/{ligand}> <http://a.example/binds> <http://a.example/LIFR> ." for ligand in ("LIF", "OSM")
    ]


@pytest.mark.parametrize(("subject", "answer"), [("LIF", "true"), ("CNTF", "false")])
def test_comunica_asks_yes_or_no(program: Path, server: Endpoint, subject: str, answer: str):
    assert comunica(program, server.query, f"ASK {{ <http://a.example/{subject}> ?p ?o }}").strip() == answer


def test_comunica_joins_the_endpoint_with_a_graph_it_downloads(program: Path, server: Endpoint):
    downloaded = f"{server.graphs}?graph=http://a.example/graph/counts"
    asked = "SELECT ?n ?r { ?s <http://a.example/chains> ?n ; <http://a.example/binds> ?r }"
    answer = comunica(program, f"sparql@{server.query}", downloaded, "-t", "application/sparql-results+json", asked)
    rows = json.loads(answer)["results"]["bindings"]
    assert {(row["n"]["value"], row["r"]["value"]) for row in rows} == {("1", "http://a.example/LIFR")}


def test_comunica_updates_where_it_asks_with_a_password(program: Path, writable: Endpoint, token: str, tmp_path: Path):
    (tmp_path / "context.json").write_text(json.dumps({"httpAuth": f"anybody:{token}"}))
    added = "INSERT DATA { <http://a.example/CNTF> <http://a.example/binds> <http://a.example/LIFR> }"
    comunica(program, f"sparql@{writable.query}", "-q", added, "-c", str(tmp_path / "context.json"))
    assert json.loads(writable.ask("ASK { <http://a.example/CNTF> ?p ?o }"))["boolean"] is True
