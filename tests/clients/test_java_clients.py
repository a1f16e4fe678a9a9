"""Apache Jena, RDF4J and Java's own HTTP client, as their manuals show; they offer HTTP/2 or a password."""

from __future__ import annotations

from pathlib import Path

import java_programs
import pytest
from benchmarks.peers import ours

TOKEN = "a-long-random-line"
JENA = {
    "a wrong token": "401",
    "PUT of a graph with a header": "done",
    "GET of that graph": "true",
    "an update as a body": "done",
    "an update as a form": "done",
    "put of a model": "done",
    "fetch of that model": "true",
    "put again": "done",
    "fetch again": "true",
    "load into the default graph": "done",
    "fetch of the default graph": "9",
    "put of a file": "done",
    "fetch of that file": "1",
    "delete of a graph": "done",
    "fetch of a deleted graph": "404",
    "an update": "true",
    "put of a dataset": "done",
    "fetch of that dataset": "true",
    "load of a dataset": "done",
    "fetch of both datasets": "true",
    "select": "4",
    "ask": "true",
    "construct": "2",
    "describe": "2",
    "a query of 6 kB": "250",
    "SERVICE with a query of 6 kB": "250",
    "a query that cannot be parsed": "400",
    "an update sent where queries go": "true",
}
RDF4J = {
    "add": "true",
    "add to a graph, in one transaction": "2",
    "an update": "true",
    "graphs": "[http://a.example/graph]",
    "statements by language": "1",
    "select": "2",
    "select with a binding": "é",
    "ask": "true",
    "a predicate without a name in XML": "1",
    "remove from all graphs": "false",
    "clear": "0",
    "one URL and a password": "true",
    "add with one URL and a password": "true",
}
PLAIN = {
    "PUT": "201",
    "PUT again": "204",
    "PUT in chunks": "201",
    "PUT of no Turtle": "400",
    "POST of triples": "201",
    "POST of an update": "204",
    "POST of a query": "200 n 10",
    "POST of a form": "200 n 10",
}


def outcomes(program: str, folder: Path) -> dict[str, str]:
    """Run *program* against an empty server whose default graph stands alone."""
    (folder / "token").write_text(TOKEN)
    with ours.start((), folder, ["--empty", "--writable", "--token-file", str(folder / "token")]) as endpoint:
        return java_programs.run(program, endpoint, TOKEN)


@pytest.fixture(scope="module")
def jena(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return outcomes("JenaClient", tmp_path_factory.mktemp("jena"))


@pytest.fixture(scope="module")
def rdf4j(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return outcomes("Rdf4jClient", tmp_path_factory.mktemp("rdf4j"))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return outcomes("PlainClient", tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize("step", JENA)
def test_jena_reads_and_writes(jena: dict[str, str], step: str):
    assert jena[step] == JENA[step]


@pytest.mark.parametrize("step", RDF4J)
def test_rdf4j_reads_and_writes(rdf4j: dict[str, str], step: str):
    assert rdf4j[step] == RDF4J[step]


def test_rdf4j_is_told_what_is_wrong(rdf4j: dict[str, str]):
    assert "line 1, column 28" in rdf4j["a query that cannot be parsed"]
    assert "UpdateExecutionException" in rdf4j["an update without a token"]


@pytest.mark.parametrize("step", PLAIN)
def test_javas_own_client_loses_no_body_when_it_offers_http2(plain: dict[str, str], step: str):
    assert plain[step] == PLAIN[step]
