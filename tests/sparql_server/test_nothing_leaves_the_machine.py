"""SERVICE, LOAD, FROM and uploads reach nobody unasked: a listener on loopback sees no connection."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from serving import TOKEN, Server, serving, wait_until

HOSTS = [
    "127.0.0.1",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "127.0.1.1",
    "127.0.1",
    "2130706434",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "0.0.0.0",
    "0",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:0:0:1]",
    "[64:ff9b::7f00:1]",
    "example.org@127.0.0.1",
    "127.0.0.1%2f@127.0.0.1",
    "①②⑦.⓪.⓪.①",
]
QUERIES = {
    "SERVICE": "SELECT * WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "SERVICE SILENT": "SELECT * WHERE { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "SERVICE by variable": "SELECT * WHERE { BIND(<URL> AS ?e) SERVICE ?e { ?s ?p ?o } }",
    "SERVICE by VALUES": "SELECT * WHERE { VALUES ?e { <URL> } SERVICE SILENT ?e { ?s ?p ?o } }",
    "SERVICE by prefix": "PREFIX e: <URL> SELECT * WHERE { SERVICE e: { ?s ?p ?o } }",
    "SERVICE by base": "BASE <URL> SELECT * WHERE { SERVICE <> { ?s ?p ?o } }",
    "an escaped keyword": "SELECT * WHERE { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SERVICE glued to a boolean": "SELECT * WHERE { ?a ?b trueSERVICE<URL>{?s ?p ?o} }",
    "SERVICE between escaped quotes": 'ASK { BIND("\\u0022" AS ?x) SERVICE <URL> { ?s ?p ?o } BIND("\\u0022" AS ?y) }',
    "SERVICE after an escaped backslash": 'ASK { BIND("\\u005C" AS ?x) SERVICE <URL> { ?s ?p ?o } BIND("b" AS ?y) }',
    "SERVICE glued": "SELECT * WHERE { ?a ?b true.SERVICE<URL>{?s ?p ?o} }",
    "SERVICE in EXISTS": "SELECT * WHERE { ?a ?b ?c FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SERVICE in a subquery": "SELECT * WHERE { { SELECT * WHERE { SERVICE <URL> { ?s ?p ?o } } } }",
    "FROM": "SELECT * FROM <URL> WHERE { ?s ?p ?o }",
    "FROM NAMED": "SELECT * FROM NAMED <URL> WHERE { GRAPH ?g { ?s ?p ?o } }",
    "GRAPH": "SELECT * WHERE { GRAPH <URL> { ?s ?p ?o } }",
    "DESCRIBE": "DESCRIBE <URL>",
}
UPDATES = {
    "LOAD": "LOAD <URL>",
    "LOAD SILENT": "LOAD SILENT <URL>",
    "LOAD INTO": "LOAD <URL> INTO GRAPH <urn:g>",
    "LOAD after another": "INSERT DATA { <urn:a> <urn:b> <urn:c> } ; LOAD <URL>",
    "LOAD of a file": "LOAD <file:///etc/hostname>",
    "SERVICE in WHERE": "INSERT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "USING": "INSERT { ?s ?p ?o } USING <URL> WHERE { ?s ?p ?o }",
}
UPLOADS = {
    "application/ld+json": '{"@context": "URL", "@id": "urn:a", "urn:b": "c"}',
    "application/rdf+xml": '<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "URL">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="urn:a" xmlns:u="urn:"><u:b>&x;</u:b></rdf:Description></rdf:RDF>',
}


class Listener:
    """Listens at every address of this machine, or at *host*, and counts who comes; answers each with *answer*."""

    def __init__(self, answer: bytes = b"", host: str | None = None) -> None:
        if host:
            self.socket = socket.create_server((host, 0))
        else:
            self.socket = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
        self.port, self.visits, self.answer = self.socket.getsockname()[1], 0, answer
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        """Take visitors until the socket closes."""
        with contextlib.suppress(OSError):
            while True:
                visitor, _ = self.socket.accept()
                self.visits += 1
                with visitor:
                    visitor.recv(65536)
                    visitor.sendall(self.answer)


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A listener that nobody should come to, and that every spelling of loopback would reach."""
    found = Listener()
    for host in ("127.0.0.1", "127.0.1.1", "::1", "::ffff:127.0.0.1"):
        socket.create_connection((host, found.port)).close()
    wait_until(lambda: found.visits == 4)
    found.visits = 0
    yield found
    found.socket.close()


@pytest.fixture(scope="module", params=["--empty", "--store"])
def closed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A writable server without federation, in memory and on disk."""
    folder = tmp_path_factory.mktemp("closed")
    data = ["--empty"] if request.param == "--empty" else ["--store", str(folder / "store")]
    with serving(folder, *data, "--writable") as server:
        server.update("INSERT DATA { <urn:a> <urn:b> true }")
        yield server


@pytest.mark.parametrize("name", QUERIES)
def test_no_query_fetches(closed: Server, listener: Listener, name: str) -> None:
    reply = closed.query(QUERIES[name].replace("URL", f"http://127.0.0.1:{listener.port}/"))
    expected = 403 if "SERVICE" in name else 400 if name == "an escaped keyword" else 200
    assert reply.status == expected, reply.body
    assert listener.visits == 0


@pytest.mark.parametrize("name", UPDATES)
def test_no_update_fetches(closed: Server, listener: Listener, name: str) -> None:
    reply = closed.update(UPDATES[name].replace("URL", f"http://127.0.0.1:{listener.port}/"))
    allowed = name in {"LOAD SILENT", "USING"}
    assert (reply.status == 204) is allowed, reply.body
    assert reply.status < 500
    assert listener.visits == 0


@pytest.mark.parametrize("host", HOSTS)
def test_no_spelling_of_loopback_is_reached_by_any_clause(closed: Server, listener: Listener, host: str) -> None:
    url = f"http://{host}:{listener.port}/"
    for name in ("SERVICE", "SERVICE SILENT", "FROM", "FROM NAMED"):
        assert closed.query(QUERIES[name].replace("URL", url)).status in {200, 400, 403}
    for name in ("LOAD", "LOAD SILENT", "LOAD INTO", "SERVICE in WHERE", "USING"):
        assert closed.update(UPDATES[name].replace("URL", url)).status in {204, 400, 403}
    assert listener.visits == 0


@pytest.mark.parametrize("parameter", ["default-graph-uri", "named-graph-uri", "using-graph-uri", "graph"])
def test_no_parameter_fetches(closed: Server, listener: Listener, parameter: str) -> None:
    url = quote(f"http://127.0.0.1:{listener.port}/", safe="")
    if parameter == "graph":
        assert closed.send("GET", f"/data?graph={url}").status == 404
    elif parameter == "using-graph-uri":
        assert closed.update("INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }", f"/update?{parameter}={url}").status == 204
    else:
        assert closed.query("SELECT * WHERE { ?s ?p ?o }", f"/sparql?{parameter}={url}").status == 200
    assert listener.visits == 0


@pytest.mark.parametrize("kind", UPLOADS)
def test_no_upload_fetches(closed: Server, listener: Listener, kind: str) -> None:
    body = UPLOADS[kind].replace("URL", f"http://127.0.0.1:{listener.port}/")
    reply = closed.send("POST", "/data?default", body, Content_Type=kind, Authorization=f"Bearer {TOKEN}")
    assert reply.status == 400, reply.body
    assert listener.visits == 0


ALLOWED_NAMES = ["2130706433", "0x7f.1", "127.1"]  # what they resolve to is not what they say


@pytest.fixture(scope="module")
def federated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Listener, Listener]]:
    """A server that may call some names and 127.0.0.2, where everyone is sent on to the listener that comes second."""
    trap = Listener()
    redirect = b"HTTP/1.1 307 Temporary Redirect\r\nContent-Length: 0\r\n"
    door = Listener(redirect + b"Location: http://127.0.0.1:%d/\r\n\r\n" % trap.port, host="127.0.0.2")
    options = [f"--federate=http://{host}:{trap.port}/" for host in ALLOWED_NAMES]
    folder = tmp_path_factory.mktemp("federated")
    with serving(folder, "--empty", f"--federate=http://127.0.0.2:{door.port}/", *options) as server:
        yield server, trap, door


@pytest.mark.parametrize("host", ALLOWED_NAMES)
def test_an_allowed_name_that_resolves_to_a_private_address_is_refused(
    federated: tuple[Server, Listener, Listener], host: str
) -> None:
    server, trap, _ = federated
    reply = server.query(f"SELECT * WHERE {{ SERVICE <http://{host}:{trap.port}/> {{ ?s ?p ?o }} }}")
    assert reply.status == 403
    assert "private address" in reply.json["detail"]
    assert trap.visits == 0


@pytest.mark.parametrize("host", HOSTS)
def test_no_spelling_of_loopback_is_on_the_list(federated: tuple[Server, Listener, Listener], host: str) -> None:
    server, trap, _ = federated
    reply = server.query(f"SELECT * WHERE {{ SERVICE <http://{host}:{trap.port}/> {{ ?s ?p ?o }} }}")
    assert reply.status in {400, 403}, reply.body
    assert trap.visits == 0


def test_a_redirect_to_a_private_address_is_not_followed(federated: tuple[Server, Listener, Listener]) -> None:
    server, trap, door = federated
    reply = server.query(f"SELECT * WHERE {{ SERVICE <http://127.0.0.2:{door.port}/> {{ ?s ?p ?o }} }}")
    assert reply.status == 403
    assert (door.visits, trap.visits) == (1, 0)


def test_an_allowed_endpoint_is_asked_and_its_solutions_join(tmp_path: Path, reader: Server) -> None:
    endpoint = f"http://127.0.0.1:{reader.port}/sparql"
    query = f"""PREFIX ex: <http://example.org/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT ?mine ?label WHERE {{ VALUES (?s ?mine) {{ (ex:lif "yes \\" \\u00e9") (ex:none "no") }}
      SERVICE <{endpoint}> {{ ?s rdfs:label ?label FILTER(LANG(?label) = "en") }} }}"""
    with serving(tmp_path, "--empty", f"--federate={endpoint}") as server:
        assert server.rows(query) == [['yes " é', "leukemia inhibitory factor"]]
        outside = query.replace("/sparql>", "/sparql/../data>")
        assert server.query(outside).status == 403
        gone = query.replace(str(reader.port), "9")
        assert server.query(gone).status == 403
        assert server.query(query.replace("{ ?s rdfs:label", "{ ?s rdfs:label 3 . FILTER(")).status == 502


@pytest.mark.parametrize(
    "address",
    [
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "100.64.0.1",
        "::1",
        "fe80::1",
        "fc00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
    ],
)
def test_private_addresses_are_known_as_such(address: str) -> None:
    from sparql_server.lanes.outbound import is_public

    assert not is_public(address)
    assert is_public("9.9.9.9")
    assert is_public("2620:fe::fe")
