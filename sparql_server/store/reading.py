"""What is read from the store: queries, graphs, the dataset; in the first acceptable format that can hold it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import IO, Any, cast

import pyoxigraph as ox

from sparql_server.catalogue import asked
from sparql_server.entailment.asked import told
from sparql_server.protocol import tokens
from sparql_server.protocol.problems import Problem
from sparql_server.regimes import ASKED, NOTES
from sparql_server.store import datasets
from sparql_server.store.passing import has_calls
from sparql_server.store.response import ResponseWriter, Tag
from sparql_server.store.rewriting import rewritten
from sparql_server.store.service_clause import NOT_ALLOWED, inline_services
from sparql_server.store.xml_text import Unfit, Writer, XmlWriter

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
HIDDEN = "SERVICE cannot be called here in this form: write it plainly, without escapes and with spaces around it"
LIMITED = {"xml", "rdf", "jsonld"}  # formats that cannot hold everything
CANNOT_HOLD = ("RDF/XML reserved", "does not support RDF 1.2")  # how the engine's messages about that begin or end
Request = dict[str, Any]
Node = ox.NamedNode | ox.DefaultGraph
Formats = Sequence[Sequence[str]]


def query(store: ox.Store, request: Request, body: bytes, out: ResponseWriter) -> None:
    """Evaluate a query."""
    text = body.decode().removeprefix("\ufeff")
    reaching = tokens.reaching_words(text)
    if "SERVICE" in reaching:
        text = inline_services(tokens.unescape(text), out, request)
    wants = asked.wants(store, request, text, "FROM" in reaching)
    with asked.shown(store, request) if wants else nullcontext():
        dataset = datasets.chosen(store, request, text, "FROM" in reaching, wants)
        evaluate(store, request, text, dataset, out)


def evaluate(store: ox.Store, request: Request, text: str, dataset: dict[str, Any], out: ResponseWriter) -> None:
    """Evaluate the query *text* over *dataset*."""
    text = rewritten(text, request["base"])
    if has_calls(text):  # the system would not let the engine call anybody, but it is not to try
        raise Problem(403, HIDDEN if request["federation"] else NOT_ALLOWED)
    with told(store, request, text) if ASKED in request["layers"] else nullcontext():
        found = [store.query(text, base_iri=request["base"], **dataset)]
        if missing := notes(store, request["layers"]):
            out.head["notes"] = "; ".join(missing)
        kind, formats = ("graphs", RDF) if isinstance(found[0], ox.QueryTriples) else ("solutions", RESULTS)
        if not request[kind]:
            held = "triples" if kind == "graphs" else "solutions"
            raise Problem(406, f"this query answers with {held}, and none of the formats asked for can hold them")

        def write(sink: Writer, name: str) -> None:
            results: Any = found.pop() if found else store.query(text, base_iri=request["base"], **dataset)
            results.serialize(sink, format=formats[name])

        write_first_fit(request[kind], write, out)


def notes(store: ox.Store, layers: Sequence[str]) -> list[str]:
    """Return what may be missing in *layers*, as the reasoner told."""
    about, comment = ox.NamedNode(NOTES), ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")
    found = (store.quads_for_pattern(about, comment, None, ox.NamedNode(layer)) for layer in layers)
    return list(dict.fromkeys(cast(ox.Literal, each.object).value for quads in found for each in quads))


def write_first_fit(offered: Formats, write: Callable[[Writer, str], None], out: ResponseWriter | Tag) -> None:
    """Write in the first format of *offered* (names and media types) that can hold it; raises Problem (406)."""
    reason = ""
    for name, media_type in offered:
        out.begin(name, media_type)
        try:
            write(XmlWriter(out) if name in ("xml", "rdf") else out, name)
        except Unfit as unfit:
            reason = reason or str(unfit)
        except OSError as error:
            if name not in LIMITED or not any(each in str(error) for each in CANNOT_HOLD):
                raise
            reason = reason or f"{media_type} cannot hold it: {error}"
        else:
            return
    raise Problem(406, f"{reason}; ask for another format (Accept, or format=)")


def read_graph(store: ox.Store, request: Request, _body: bytes, out: ResponseWriter | Tag) -> None:
    """Write one graph (Graph Store Protocol §5.2); 404 where it does not exist."""
    graph = node(request["graph"])
    if graph == asked.GRAPH:
        with asked.shown(store, request):
            write_graph(store, request, graph, out)
    else:
        write_graph(store, request, graph, out)


def write_graph(store: ox.Store, request: Request, graph: Node, out: ResponseWriter | Tag) -> None:
    """Write *graph*, if it is there."""
    if isinstance(graph, ox.NamedNode) and not store.contains_named_graph(graph):
        raise Problem(404, f"there is no graph <{request['graph']}> here")

    def write(sink: Writer, name: str) -> None:
        manner: Any = {"format": RDF[name], "from_graph": graph, "prefixes": request["prefixes"] or None}
        store.dump(cast(IO[bytes], sink), **manner)

    write_first_fit(request["graphs"], write, out)


def read_dataset(store: ox.Store, request: Request, _body: bytes, out: ResponseWriter | Tag) -> None:
    """Write all graphs as quads."""

    layers = {ox.NamedNode(layer) for layer in request["layers"]}
    layers |= {asked.GRAPH} if store.contains_named_graph(asked.GRAPH) else set()

    def write(sink: Writer, name: str) -> None:
        manner: Any = {"format": RDF[name], "prefixes": request["prefixes"] or None}
        if layers:  # a server that loads this makes its own catalogue and inferences
            ox.serialize((each for each in store if each.graph_name not in layers), cast(IO[bytes], sink), **manner)
        else:
            store.dump(cast(IO[bytes], sink), **manner)

    write_first_fit(request["graphs"], write, out)


def node(graph: str | None) -> Node:
    """Return the graph that *graph* names; ``None`` is the default graph."""
    return ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
