"""Publishing a release into real stores: our own, Oxigraph's and Virtuoso."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.peers import ours, oxigraph, virtuoso
from benchmarks.peers.process import Endpoint

GRAPHS = {"asserted": 3, "statements": 2}
BASE = "https://w3id.org/lifonto/graph/"
TOKEN = "a-long-random-line"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An ontology folder with a release of two small graphs; one has a blank node and letters beyond ASCII."""
    folder = tmp_path / "ontology"
    (folder / "release").mkdir(parents=True)
    (folder / "metadata.toml").touch()
    (folder / "release" / "asserted.nt").write_text(
        '<http://a.example/s> <http://a.example/p> "λευκαιμία"@el .\n'
        '<http://a.example/s> <http://a.example/p> "2.5"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n'
        "<http://a.example/s> <http://a.example/q> _:b .\n",
        encoding="utf-8",
    )
    (folder / "release" / "statements.nt").write_text(
        "<http://a.example/t> <http://a.example/p> <http://a.example/s> .\n"
        '<http://a.example/t> <http://a.example/p> "quoted \\"text\\"" .\n'
    )
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a server keeps its files and its log."""
    place = tmp_path / "server"
    place.mkdir()
    return place


@pytest.fixture
def token_file(tmp_path: Path) -> Path:
    file = tmp_path / "token"
    file.write_text(TOKEN + "\n")
    return file


@pytest.fixture
def writable(folder: Path, token_file: Path) -> Iterator[Endpoint]:
    """Our own server, empty, writable for the bearer of the token."""
    with ours.start((), folder, ["--empty", "--writable", "--token-file", str(token_file)]) as endpoint:
        yield endpoint


@pytest.fixture
def oxigraph_server(folder: Path) -> Iterator[Endpoint]:
    if reason := oxigraph.missing():
        pytest.skip(reason)
    with oxigraph.start((), folder) as endpoint:
        yield endpoint


@pytest.fixture
def virtuoso_server(folder: Path) -> Iterator[Endpoint]:
    if reason := virtuoso.missing():
        pytest.skip(reason)
    with virtuoso.start((), folder) as endpoint:
        yield endpoint


def publish(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lifonto", "publish", "--ontology", str(home), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | environment, check=False)


def graphs_in(endpoint: Endpoint) -> dict[str, int]:
    asked = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    rows = json.loads(endpoint.ask(asked))["results"]["bindings"]
    return {row["g"]["value"]: int(row["n"]["value"]) for row in rows}


def test_each_graph_arrives_in_our_own_server_under_its_name(home: Path, writable: Endpoint, token_file: Path):
    done = publish(home, writable.graphs, "--token-file", str(token_file), "--check-query", writable.query)
    assert done.returncode == 0, done.stderr
    assert "2 graphs with 5 triples published, and counted there" in done.stdout
    assert graphs_in(writable) == {BASE + name: count for name, count in GRAPHS.items()}


def test_publishing_again_replaces_what_an_older_release_left(home: Path, writable: Endpoint):
    assert publish(home, writable.graphs, LIFONTO_PUBLISH_TOKEN=TOKEN).returncode == 0
    (home / "release" / "asserted.nt").write_text(
        "<http://a.example/s> <http://a.example/p> <http://a.example/new> .\n"
    )
    done = publish(home, writable.graphs, "--check-query", writable.query, LIFONTO_PUBLISH_TOKEN=TOKEN)
    assert done.returncode == 0, done.stderr
    assert graphs_in(writable) == {BASE + "asserted": 1, BASE + "statements": 2}


def test_direct_addressing_names_graphs_by_where_they_are_put(home: Path, writable: Endpoint, token_file: Path):
    done = publish(
        home,
        writable.graphs,
        "--direct",
        "--token-file",
        str(token_file),
        "--check-query",
        writable.query,
        "--format",
        "json",
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["graphs"] == {f"{writable.graphs}/{name}": count for name, count in GRAPHS.items()}
    assert graphs_in(writable) == told["graphs"]


def test_without_the_token_nothing_is_written_and_it_says_what_to_give(home: Path, writable: Endpoint, tmp_path: Path):
    wrong = tmp_path / "wrong"
    wrong.write_text("guess")
    for arguments in ((), ("--token-file", str(wrong))):
        done = publish(home, writable.graphs, *arguments)
        assert done.returncode == 1
        assert "asserted.nt" in done.stderr
        assert "401" in done.stderr
        assert "--token-file" in done.stderr
    assert graphs_in(writable) == {}


def test_a_graph_that_did_not_arrive_whole_is_reported(home: Path, writable: Endpoint, folder: Path, tmp_path: Path):
    other = tmp_path / "other"
    other.mkdir()
    with ours.start((), other, ["--empty"]) as elsewhere:
        done = publish(home, writable.graphs, "--check-query", elsewhere.query, LIFONTO_PUBLISH_TOKEN=TOKEN)
    assert done.returncode == 1
    assert f"{BASE}asserted has 0 triples, its file asserted.nt has 3" in done.stderr
    assert f"{BASE}statements has 0 triples" in done.stderr


def test_a_read_only_server_is_told_from_a_wrong_address(home: Path, folder: Path):
    with ours.start((), folder, ["--empty"]) as endpoint:
        done = publish(home, endpoint.graphs)
        assert done.returncode == 1
        assert "403" in done.stderr
        assert "read-only" in done.stderr
        done = publish(home, endpoint.query)
        assert done.returncode == 1
        assert "Graph Store Protocol" in done.stderr


def test_the_oxigraph_server_takes_a_release(home: Path, oxigraph_server: Endpoint):
    done = publish(home, oxigraph_server.graphs, "--check-query", oxigraph_server.query)
    assert done.returncode == 0, done.stderr
    assert graphs_in(oxigraph_server) == {BASE + name: count for name, count in GRAPHS.items()}


def test_virtuoso_takes_a_release_from_a_user_with_digest_authentication(
    home: Path, virtuoso_server: Endpoint, tmp_path: Path
):
    password = tmp_path / "password"
    password.write_text(virtuoso.PASSWORD)
    as_user = ("--user", "dba", "--token-file", str(password), "--check-query", virtuoso_server.query)
    done = publish(home, virtuoso_server.graphs, *as_user)
    assert done.returncode == 0, done.stderr
    there = graphs_in(virtuoso_server)
    assert {BASE + name: there[BASE + name] for name in GRAPHS} == {
        BASE + name: count for name, count in GRAPHS.items()
    }


def test_virtuoso_refuses_a_wrong_password(home: Path, virtuoso_server: Endpoint):
    done = publish(home, virtuoso_server.graphs, "--user", "dba", LIFONTO_PUBLISH_TOKEN="wrong")
    assert done.returncode == 1
    assert "401" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_password_of_a_user_is_asked_for(home: Path):
    done = publish(home, "http://127.0.0.1:9/data", "--user", "somebody")
    assert done.returncode == 1
    assert "needs a password" in done.stderr


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("ftp://example.org/data", "not an http or https URL"),
        ("nonsense", "not an http or https URL"),
        ("http://user:secret@127.0.0.1/data", "no password in the URL"),
        ("http://127.0.0.1:1/data", "cannot be reached"),
    ],
)
def test_a_url_that_cannot_be_a_store_is_one_clear_sentence(home: Path, url: str, told: str):
    done = publish(home, url)
    assert done.returncode == 1
    assert told in done.stderr
    assert "secret" not in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_release_it_says_how_to_build_one(tmp_path: Path):
    (tmp_path / "metadata.toml").touch()
    done = publish(tmp_path, "http://127.0.0.1:1/data")
    assert done.returncode == 1
    assert "lifonto build" in done.stderr
