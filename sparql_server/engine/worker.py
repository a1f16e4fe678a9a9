"""A worker: evaluates one request after another on its view of the store, until its connection closes or it is killed.

Parsing, evaluation, serialisation and compression all happen here, so that whatever a text does to the engine,
it does to a process that can be thrown away.
"""

from __future__ import annotations

import re
import select
import socket
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from sparql_server import confine
from sparql_server.engine import datasets
from sparql_server.engine.federation import inline_services
from sparql_server.entailment.asked import told
from sparql_server.entailment.layers import renew
from sparql_server.entailment.regimes import SIMPLE
from sparql_server.protocol import problems, tokens, wire

RESULTS = {name: getattr(ox.QueryResultsFormat, name.upper()) for name in ("json", "xml", "csv", "tsv")}
RDF = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "n3": ox.RdfFormat.N3,
}
FIRST = 16_384  # bytes read at once: most requests are shorter, and the allocator keeps such pieces at hand
WHERE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
WRITING = {"update", "write"}
NO_FETCHING = "LOAD and SERVICE do not fetch anything here: send the data itself to /data"
LOG_BYTES = 1 << 20
Request = dict[str, Any]
WARMING: tuple[Request, bytes] = (
    {"do": "query", "base": "urn:lifonto:warming", "solutions": ("json", ""), "graphs": None},
    b"SELECT ?s ?o WHERE { ?s ?p ?o } LIMIT 100",
)


def serve(connection: socket.socket, view: Callable[[], ox.Store], config: Request) -> None:
    """Answer the requests on *connection* about the store that *view* opens, one after another."""
    confine.speak_last_words(connection.fileno())
    try:
        store = view()
    except OSError as error:
        wire.Answer(connection, 0, gzip=False).refuse(problems.Problem(503, f"the store cannot be opened: {error}"))
        return
    confine.limit_memory(config["memory_mb"])
    confine.go_first()
    if config["store"] is None:
        confine.limit_files()
    if not is_waiting(connection):
        answer(cast(socket.socket, Nobody()), store, config, *WARMING)
    while (request := receive(connection)) is not None:
        answer(connection, store, config, *request)


class Nobody:
    """A connection at whose other end nobody is: an answer to it only brings the worker's memory into place.

    Memory is shared with other workers until it is written to, and copied then.
    """

    def sendall(self, data: bytes) -> None:
        """Drop *data*."""


def is_waiting(connection: socket.socket) -> bool:
    """Tell whether a request has come already."""
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(0))


def receive(connection: socket.socket) -> tuple[Request, bytes] | None:
    """Read the next request and its body; ``None`` when the front has closed the connection."""
    data = connection.recv(FIRST)
    if not data:
        return None
    data += wanting(connection, wire.LENGTH.size - len(data))
    head = wire.LENGTH.size + wire.LENGTH.unpack_from(data)[0]
    data += wanting(connection, head - len(data))
    request = wire.head_of(data[wire.LENGTH.size : head])
    return request, data[head:] + wanting(connection, head + request["body"] - len(data))


def wanting(connection: socket.socket, size: int) -> bytes:
    """Read the *size* bytes that are still to come, if any."""
    pieces = []
    while size > 0:
        if not (piece := connection.recv(min(size, wire.HELD))):
            raise ConnectionError("the front has gone")
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def answer(connection: socket.socket, store: ox.Store, config: Request, request: Request, body: bytes) -> bool:
    """Do what *request* asks and send the answer or the problem; tell whether it was done."""
    out = wire.Answer(connection, config["limit"], request.get("gzip", False))
    try:
        OPERATIONS[request["do"]](store, config | request, body, out)
        if request["do"] in WRITING:
            settle(store, config)
        out.close()
    except (ConnectionError, BrokenPipeError):
        raise
    except (problems.Problem, wire.TooLarge, SyntaxError, MemoryError, ValueError, RuntimeError, OSError) as error:
        out.refuse(problem_of(error, config, request, body))
        return False
    return True


def settle(store: ox.Store, config: Request) -> None:
    """Finish a write: what follows from the data follows from the new ones, and a long log on disk is emptied.

    Whoever opens a store on disk next has to read all of its log.
    """
    if config["entailment"] != SIMPLE:
        renew(store, config["entailment"], config["union"])
    if config["store"] and sum(file.stat().st_size for file in Path(config["store"]).glob("*.log")) > LOG_BYTES:
        store.flush()


def problem_of(error: Exception, config: Request, request: Request, body: bytes) -> problems.Problem:
    """Say in HTTP's words what went wrong."""
    if isinstance(error, problems.Problem):
        return error
    if isinstance(error, wire.TooLarge):
        return problems.too_large(config["limit"] / (1 << 20))
    if isinstance(error, SyntaxError):
        return explain(error, config["prefixes"])
    if isinstance(error, MemoryError):
        return problems.out_of_memory(config["memory_mb"])
    if isinstance(error, OSError):
        fetching = {"LOAD", "SERVICE"} & tokens.reaching_words(body.decode(errors="replace"))
        if fetching and request["do"] == "update":
            return problems.Problem(403, NO_FETCHING)
        return problems.Problem(500, str(error))
    # a RuntimeError is well written, but not something that this engine or this store can do
    return problems.Problem(400 if isinstance(error, ValueError) else 422, str(error))


def explain(error: SyntaxError, prefixes: dict[str, str]) -> problems.Problem:
    """Turn the engine's syntax error into a sentence with line and column, and a hint where a prefix is missing."""
    message = " ".join(str(error.args[0]).split())
    found = WHERE.match(message)
    if not found:
        line, column = (error.args[1][1:3]) if len(error.args) > 1 else (1, 1)
        return problems.Problem(400, f"line {line}, column {column}: {message}", line=line, column=column)
    line, column, expected = int(found[1]), int(found[2]), found[3]
    if "Prefix not found" in expected:
        declared = "; ".join(f"PREFIX {name}: <{iri}>" for name, iri in sorted(prefixes.items()))
        expected = "a prefix is used that is not declared" + (f"; known here are: {declared}" if declared else "")
    return problems.Problem(400, f"line {line}, column {column}: {expected}", line=line, column=column)


def query(store: ox.Store, request: Request, body: bytes, out: wire.Answer) -> None:
    """Evaluate a query."""
    text = body.decode()
    reaching = tokens.reaching_words(text)
    if "SERVICE" in reaching:
        text = inline_services(tokens.unescape(text), out.connection, request)
    dataset = datasets.chosen(store, request, text, "FROM" in reaching)
    with told(store, request, text):
        respond(store.query(text, base_iri=request["base"], **dataset), request, out)


def respond(results: Any, request: Request, out: wire.Answer) -> None:
    """Write *results* in the format that was asked for."""
    offered = request["graphs"] if isinstance(results, ox.QueryTriples) else request["solutions"]
    if offered is None:
        kind = "triples" if isinstance(results, ox.QueryTriples) else "solutions"
        raise problems.Problem(406, f"this query answers with {kind}, and none of the formats asked for can hold them")
    name, media_type = offered
    out.head["type"] = media_type
    if isinstance(results, ox.QueryTriples):
        results.serialize(cast(IO[bytes], out), format=RDF[name])
    else:
        results.serialize(cast(IO[bytes], out), format=RESULTS[name])


def read_graph(store: ox.Store, request: Request, _body: bytes, out: wire.Answer) -> None:
    """Write one graph (Graph Store Protocol §5.2); 404 where it does not exist."""
    name, media_type = request["graphs"]
    graph = node(request["graph"])
    if isinstance(graph, ox.NamedNode) and not store.contains_named_graph(graph):
        raise problems.Problem(404, f"there is no graph <{request['graph']}> here")
    out.head["type"] = media_type
    store.dump(cast(IO[bytes], out), format=RDF[name], from_graph=graph, prefixes=request["prefixes"] or None)


def update(store: ox.Store, request: Request, body: bytes, out: wire.Answer) -> None:
    """Run an update, all of it or nothing."""
    text = body.decode()
    if not request["confined"] and tokens.reaching_words(text) & {"LOAD", "SERVICE"}:
        raise problems.Problem(403, NO_FETCHING)  # where the system cannot hold the engine back, nothing is tried
    if "default" in request or "named" in request:
        text = tokens.with_using(tokens.unescape(text), request.get("default", []), request.get("named", []))
    store.update(text, base_iri=request["base"])


def write_graph(store: ox.Store, request: Request, body: bytes, out: wire.Answer) -> None:
    """Replace, extend or delete one graph (Graph Store Protocol §5.3 to §5.5) in one transaction."""
    graph, method = node(request["graph"]), request["method"]
    known = not isinstance(graph, ox.NamedNode) or store.contains_named_graph(graph)
    target = f"GRAPH <{graph.value}>" if isinstance(graph, ox.NamedNode) else "DEFAULT"
    out.head["existed"] = known
    if method == "DELETE":
        if not known:
            raise problems.Problem(404, f"there is no graph <{request['graph']}> here")
        store.update(f"DROP {target}")
        return
    triples = [
        q.triple
        for part, kind in parts(body, request)
        for q in ox.parse(
            part, format=RDF[kind], base_iri=request["base"], without_named_graphs=True, rename_blank_nodes=True
        )
    ]
    data = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    steps = [f"DROP SILENT {target}"] if method == "PUT" else []
    if isinstance(graph, ox.NamedNode):
        steps += [f"CREATE SILENT {target}", f"INSERT DATA {{ {target} {{ {data} }} }}"]
    else:
        steps.append(f"INSERT DATA {{ {data} }}")
    store.update(" ;\n".join(steps))


def parts(body: bytes, request: Request) -> list[tuple[bytes, str]]:
    """Return the documents of an upload: one, or those of a multipart form."""
    return [(body[start:end], kind) for start, end, kind in request["parts"]]


def node(graph: str | None) -> ox.NamedNode | ox.DefaultGraph:
    """Return the graph that *graph* names; ``None`` is the default graph."""
    return ox.DefaultGraph() if graph is None else ox.NamedNode(graph)


OPERATIONS: dict[str, Callable[[ox.Store, Request, bytes, wire.Answer], None]] = {
    "query": query,
    "graph": read_graph,
    "update": update,
    "write": write_graph,
}
