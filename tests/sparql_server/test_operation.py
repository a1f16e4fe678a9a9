"""What operators and clients rely on: pages, health, metrics, the log, the cache, proxies, other programs."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlencode, urljoin

import pytest
from serving import Server, serving, wait_until

QUERY = "SELECT ?s ?o WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o } ORDER BY ?o"


class Links(HTMLParser):
    """Collects the addresses in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag refers to."""
        self.found += [value for name, value in attrs if name in {"href", "src", "action"} and value]


def test_the_page_shows_the_graphs_and_needs_nobody_else(reader: Server) -> None:
    page = reader.send("GET", "/")
    text = page.body.decode()
    assert "http://example.org/graph" in text
    assert f"http://127.0.0.1:{reader.port}/sparql" in text
    links = Links()
    links.feed(text)
    assert links.found
    for link in links.found:
        assert not re.match(r"[a-z]+:|/", link), f"{link} is not relative"
        assert reader.send("GET", urljoin("/", link)).status == 200


def test_a_link_to_a_query_shows_its_answer_in_a_browser(reader: Server) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not browser:
        pytest.skip("no chromium on PATH")
    url = f"http://127.0.0.1:{reader.port}/?" + urlencode({"query": QUERY})
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=10000", "--dump-dom", url]
    page = subprocess.run([browser, *options], capture_output=True, text=True, timeout=60, check=True).stdout
    assert "2 rows" in page
    assert f'<a href="./terms?iri={quote("http://example.org/lifr", safe="")}">LIF receptor</a>' in page
    assert "leukemia inhibitory factor" in page


def test_health_readiness_and_metrics_are_there(reader: Server) -> None:
    assert reader.send("GET", "/healthz").status == 200
    assert reader.send("GET", "/readyz").status == 200
    reader.count()
    metrics = reader.send("GET", "/metrics")
    assert metrics.kind == "text/plain"
    for name in (
        "sparql_request_seconds_count",
        "sparql_worker_kills_total",
        "sparql_cache_total",
        "sparql_running",
        "sparql_triples",
    ):
        assert name.encode() in metrics.body


def test_new_files_are_read_on_sighup_while_queries_go_on(tmp_path: Path, many_file: Path) -> None:
    data = tmp_path / "data.nt"
    data.write_text(many_file.read_text())
    with serving(tmp_path, str(data), "--seconds", "30") as server, ThreadPoolExecutor(1) as pool:
        running = pool.submit(
            server.query, "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d <http://example.org/p1> ?f }"
        )
        wait_until(lambda: b"sparql_running 1.0" in server.send("GET", "/metrics").body)
        data.write_text("<urn:a> <urn:b> <urn:c> .")
        server.process.send_signal(signal.SIGHUP)
        wait_until(lambda: server.count() == 1)
        assert running.result().json["results"]["bindings"][0]["n"]["value"] == str(3000 * 429)
        data.write_text("not RDF")
        server.process.send_signal(signal.SIGHUP)
        wait_until(lambda: "data.nt: it begins with" in server.log.read_text())
        assert server.count() == 1


def test_a_store_that_is_killed_is_read_again(tmp_path: Path, data_file: Path) -> None:
    with serving(tmp_path, str(data_file)) as server:
        for pid in server.processes():
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: server.send("GET", "/readyz").status == 503)
        assert server.send("GET", "/healthz").status == 200
        wait_until(lambda: server.send("GET", "/readyz").status == 200)
        assert server.count() == 5


def test_where_the_data_have_died_with_their_process_that_is_said(tmp_path: Path) -> None:
    with serving(tmp_path, "--empty", "--writable") as server:
        for pid in server.processes():
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: server.send("GET", "/readyz").status == 503)
        wait_until(lambda: "--store" in server.query("ASK { ?s ?p ?o }").json["detail"])
        reply = server.query("ASK { ?s ?p ?o }")
        assert reply.status == 503
        assert "retry-after" not in reply.headers


def test_a_worker_is_ended_by_the_system_before_the_process_that_holds_the_data(reader: Server) -> None:
    reader.count()

    def score(pid: int) -> int:
        return int(Path(f"/proc/{pid}/oom_score_adj").read_text())

    def come_first() -> bool:
        zygote, *workers = reader.processes()  # anew: one that was there may have ended
        return bool(workers) and all(score(pid) > score(zygote) for pid in workers)

    wait_until(come_first)


def test_an_equal_request_is_answered_from_the_cache_until_a_write(tmp_path: Path) -> None:
    with serving(tmp_path, "--empty", "--writable") as server:
        path = "/sparql?" + urlencode({"query": "SELECT * WHERE { ?s ?p ?o }"})

        def hits() -> float:
            return float(
                re.search(r'sparql_cache_total{outcome="hit"} (\S+)', server.send("GET", "/metrics").body.decode())[1]
            )  # type: ignore[index]

        server.update("INSERT DATA { <urn:a> <urn:b> 1 }")
        first = server.send("GET", path)
        before = hits()
        again = [server.send("GET", path) for _ in range(5)]
        assert {reply.body for reply in again} == {first.body}
        assert hits() == before + 5
        assert server.send("GET", path, If_None_Match=first.headers["etag"]).status == 304
        server.update("INSERT DATA { <urn:a> <urn:b> 2 }")
        fresh = server.send("GET", path)
        assert len(fresh.json["results"]["bindings"]) == 2


def test_refusals_are_not_kept(tmp_path: Path, many_file: Path) -> None:
    with serving(tmp_path, str(many_file), "--seconds", "0.3") as server:
        slow = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        assert [server.query(slow).status for _ in range(2)] == [504, 504]


def test_each_request_is_one_line_of_json_without_results(tmp_path: Path, data_file: Path) -> None:
    with serving(tmp_path, str(data_file)) as server:
        server.query(QUERY)
        server.query("SELECT nonsense")
        wait_until(lambda: server.log.read_text().count("/sparql") == 2)
        told = [json.loads(line) for line in server.log.read_text().splitlines()]
        lines = [line for line in told if line.get("path") == "/sparql"]
    assert [line["status"] for line in lines][:2] == [200, 400]
    assert {"time", "client", "path", "method", "status", "ms", "query", "bytes"} <= set(lines[0])
    assert "leukemia" not in str(lines)


def test_it_works_under_a_sub_path_of_a_proxy(tmp_path: Path, data_file: Path) -> None:
    with serving(tmp_path, str(data_file), "--base-path", "/lif", "--trusted-proxies", "1") as server:
        assert server.query("ASK {}", "/lif/sparql").status == 200
        assert server.send("GET", "/lif/").status == 200
        assert server.send("GET", "/lif/static/style.css").status == 200
        described = server.send(
            "GET", "/lif/sparql", X_Forwarded_Proto="https", X_Forwarded_Host="data.example.org"
        ).body
        assert b"<https://data.example.org/lif/sparql>" in described
        described = server.send("GET", "/sparql", X_Forwarded_Prefix="/other").body
        assert b"/other/sparql>" in described


def test_two_replicas_give_equal_answers_with_equal_tags(tmp_path: Path, data_file: Path) -> None:
    with serving(tmp_path, str(data_file)) as one, serving(tmp_path, str(data_file)) as other:
        assert one.query(QUERY).headers["etag"] == other.query(QUERY).headers["etag"]


def test_sparqlwrapper_works_unmodified(reader: Server) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(f"http://127.0.0.1:{reader.port}/sparql")
    client.setReturnFormat(wrapper.JSON)
    for method in (wrapper.GET, wrapper.POST):
        client.setMethod(method)
        client.setQuery(QUERY)
        assert len(client.query().convert()["results"]["bindings"]) == 2
    client.setQuery("CONSTRUCT WHERE { ?s a ?t }")
    client.setReturnFormat(wrapper.TURTLE)
    assert b"Cytokine" in client.query().convert()


def test_rdflib_reads_and_writes_through_its_sparql_stores(reader: Server, writer: Server) -> None:
    from rdflib import Graph, Literal, URIRef
    from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
    from serving import TOKEN

    graph = Graph(SPARQLStore(f"http://127.0.0.1:{reader.port}/sparql", returnFormat="json"))
    assert len(list(graph.query(QUERY))) == 2
    assert len(graph) == 5
    base = f"http://127.0.0.1:{writer.port}"
    store = SPARQLUpdateStore(base + "/sparql", base + "/update", headers={"Authorization": f"Bearer {TOKEN}"})
    Graph(store, URIRef("urn:g")).add((URIRef("urn:a"), URIRef("urn:b"), Literal("c")))
    assert writer.rows("SELECT ?o WHERE { GRAPH <urn:g> { ?s ?p ?o } }") == [["c"]]


def test_curl_works_with_its_own_headers(reader: Server) -> None:
    if not (curl := shutil.which("curl")):
        pytest.skip("curl is not on PATH")
    url = f"http://127.0.0.1:{reader.port}/sparql"
    for options in (
        ["-G", "--data-urlencode", f"query={QUERY}"],
        ["--data-urlencode", f"query={QUERY}"],
        ["--compressed", "-H", "Content-Type: application/sparql-query", "--data-binary", QUERY],
    ):
        result = subprocess.run([curl, "-s", url, *options], capture_output=True, text=True, check=True)
        assert len(json.loads(result.stdout)["results"]["bindings"]) == 2


def test_the_flask_application_answers_every_protocol_under_any_wsgi_server(data_file: Path) -> None:
    from sparql_server import Settings, Source, create_app

    app = create_app(Settings(sources=(Source(data_file),), writable=True, token="long enough", log=False))
    client = app.test_client()
    try:
        reply = client.get("/sparql", query_string={"query": QUERY}, headers={"Accept": "text/csv"})
        assert reply.data.decode().splitlines()[0] == "s,o"
        assert client.post("/sparql", data={"query": "nonsense"}).status_code == 400
        update = {"data": "INSERT DATA { <urn:a> <urn:b> 1 }", "content_type": "application/sparql-update"}
        assert client.post("/update", **update).status_code == 401
        assert client.post("/update", **update, headers={"Authorization": "Bearer long enough"}).status_code == 204
        assert len(client.get("/data?default", headers={"Accept": "application/n-triples"}).data.splitlines()) == 6
        assert client.get("/").status_code == 200
        assert client.get("/healthz").status_code == 200
        large = client.get(
            "/sparql", query_string={"query": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"}
        )
        assert len(large.json["results"]["bindings"]) == 6**5
        large.close()
    finally:
        app.extensions["sparql_server"].stop()
