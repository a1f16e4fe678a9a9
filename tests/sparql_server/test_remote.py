"""The same pages, limits and cache in front of other stores: a real oxigraph serve, a real Virtuoso."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from serving import DATA, Server, serving, wait_until

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH <http://example.org/graph> { ?s ?p ?o } }"


def free_port() -> int:
    """Return a port that is free now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def send(url: str, body: str, kind: str, method: str = "POST") -> int:
    """Send *body* and return the status."""
    request = urllib.request.Request(url, body.encode(), {"Content-Type": kind}, method=method)
    with urllib.request.urlopen(request) as answer:
        return int(answer.status)


@contextlib.contextmanager
def running(command: list[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends."""
    with (
        (folder / "output").open("wb") as output,
        subprocess.Popen(command, cwd=folder, stdout=output, stderr=output) as process,
    ):
        try:
            yield process
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The SPARQL URL of an oxigraph server with the small data."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if not program:
        pytest.skip("oxigraph is not on PATH (pip install oxigraph)")
    port = free_port()
    with running([program, "serve", "--bind", f"127.0.0.1:{port}"], tmp_path_factory.mktemp("oxigraph")):
        store = f"http://127.0.0.1:{port}/store?graph=http://example.org/graph"
        wait_until(lambda: send(store, DATA, "text/turtle", "PUT") in {200, 201, 204})
        yield f"http://127.0.0.1:{port}/query"


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The SPARQL URL of a Virtuoso of our own with the small data."""
    program, shell = (
        shutil.which("virtuoso-t"),
        shutil.which("isql-vt") or shutil.which("isql-v") or shutil.which("isql"),
    )
    if not (program and shell):
        pytest.skip("virtuoso-t is not on PATH (Debian: virtuoso-opensource)")
    folder, port, sql = tmp_path_factory.mktemp("virtuoso"), free_port(), free_port()
    (folder / "virtuoso.ini").write_text(f"""[Database]
DatabaseFile = virtuoso.db
TransactionFile = virtuoso.trx
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = {sql}
DirsAllowed = .
[HTTPServer]
ServerPort = {port}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 100
""")
    with running([program, "+foreground", "+configfile", "virtuoso.ini"], folder):
        triples = "<http://example.org/a> <http://example.org/b> <http://example.org/c>"
        insert = f"SPARQL INSERT DATA {{ GRAPH <http://example.org/graph> {{ {triples} . {triples}, 'd' }} }};"

        def loaded() -> bool:
            command = [shell, str(sql), "dba", "dba", f"exec={insert}"]
            return subprocess.run(command, capture_output=True, check=False).returncode == 0

        wait_until(loaded, seconds=60)
        yield f"http://127.0.0.1:{port}/sparql"


@pytest.fixture
def before_oxigraph(oxigraph: str, tmp_path: Path) -> Iterator[Server]:
    """This server in front of oxigraph."""
    with serving(tmp_path, "--remote", oxigraph, "--seconds", "1", "--response-mb", "2") as server:
        yield server


def test_queries_go_to_the_other_store_in_every_form(before_oxigraph: Server) -> None:
    assert before_oxigraph.rows(COUNT) == [["5"]]
    assert before_oxigraph.query(COUNT, Accept="text/csv").body.split() == [b"n", b"5"]
    construct = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert before_oxigraph.query(construct, Accept="application/n-triples").kind == "application/n-triples"
    assert before_oxigraph.rows("SELECT ?s WHERE { ?s ?p ?o }", "/sparql?default-graph-uri=http://example.org/graph")
    graph = before_oxigraph.send("GET", "/data?graph=http://example.org/graph", Accept="application/n-triples")
    assert len(graph.body.splitlines()) == 5


def test_the_page_the_description_and_readiness_are_of_the_other_store(before_oxigraph: Server) -> None:
    assert b"http://example.org/graph" in before_oxigraph.send("GET", "/").body
    assert b"http://example.org/graph" in before_oxigraph.send("GET", "/sparql", Accept="text/turtle").body
    assert before_oxigraph.send("GET", "/readyz").status == 200


def test_limits_and_refusals_hold_in_front_of_another_store(before_oxigraph: Server) -> None:
    assert before_oxigraph.query("SELECT nonsense").status == 400
    assert before_oxigraph.query("SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }").status == 403
    values = "VALUES ?{0} {{ " + "1 " * 1000 + "}} "
    cross = "".join(values.format(name) for name in "abcd")
    assert before_oxigraph.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {cross} }}").status == 504
    assert before_oxigraph.query("DROP ALL", "/update").status == 403


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("SELECT * FROM <{url}> {{ ?s ?p ?o }}", ""),
        ("SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", ""),
        ("SELECT * {{ GRAPH <{url}> {{ ?s ?p ?o }} }}", ""),
        ("SELECT * {{ ?s ?p ?o }}", "default-graph-uri"),
        ("SELECT * {{ GRAPH ?g {{ ?s ?p ?o }} }}", "named-graph-uri"),
    ],
)
def test_from_names_graphs_of_the_other_store_which_fetches_none(
    before_oxigraph: Server, query: str, parameter: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        path = f"/sparql?{urlencode({parameter: url})}" if parameter else "/sparql"
        assert before_oxigraph.rows(query.format(url=url), path) == []
        assert came_by(listener) == 0


def came_by(listener: socket.socket) -> int:
    """Return how many connections wait at *listener*."""
    listener.setblocking(False)
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return 0
    return 1


def test_equal_answers_come_from_the_cache(before_oxigraph: Server) -> None:
    first = before_oxigraph.query(COUNT)
    assert before_oxigraph.query(COUNT, If_None_Match=first.headers["etag"]).status == 304


def test_a_store_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with serving(tmp_path, "--remote", f"http://127.0.0.1:{free_port()}/sparql") as server:
        reply = server.query("ASK {}")
        assert reply.status == 502
        assert "did not answer" in reply.json["detail"]
        assert server.send("GET", "/readyz").status == 503
        assert server.send("GET", "/").status == 200


def test_virtuoso_is_asked_and_an_answer_that_it_cuts_is_not_passed_off_as_whole(virtuoso: str, tmp_path: Path) -> None:
    with serving(tmp_path, "--remote", virtuoso) as server:
        assert server.rows(COUNT) == [["2"]]
        assert server.query(COUNT, Accept="text/csv").kind == "text/csv"
        assert server.query("SELECT nonsense").status == 400
        cut = server.query("SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }")
        assert cut.status == 413
        assert "cut the answer short" in cut.json["detail"]
        assert server.send("GET", "/readyz").status == 200
