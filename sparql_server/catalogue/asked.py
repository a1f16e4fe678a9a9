"""Which queries see the catalogue.

It stands in a graph outside the default graph, so that nobody's counts change. But programs ask for it without naming a
graph. So a query that uses one of its terms, where the data have none of those that it uses, sees it in its default
graph, too; and one that names the graph finds it there. Data that describe themselves are left to speak.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from sparql_server.catalogue.vocabulary import CLASSES, RDF, RELATIONS, SH, VOID, VOID_EXT
from sparql_server.protocol.tokens import iri_of, prefixes_of, tokens
from sparql_server.regimes import CATALOGUE

GRAPH = ox.NamedNode(CATALOGUE)
TYPE = ox.NamedNode(RDF + "type")
SEES, NAMES = "sees", "names"
NAMESPACES = (SH, VOID, VOID_EXT)


def wants(store: ox.Store, request: dict[str, Any], text: str, has_from: bool) -> str:
    """Tell whether the query *text* SEES the catalogue in its default graph, NAMES its graph, or neither ("")."""
    chosen = [*(request.get("default") or ()), *(request.get("named") or ())]
    if CATALOGUE in chosen:
        return NAMES
    if not (chosen or has_from) and is_about(store, text):
        return SEES
    return NAMES if CATALOGUE in text else ""


def is_about(store: ox.Store, text: str) -> bool:
    """Tell whether the query *text* uses terms of the catalogue, and the data none of them."""
    if not any(each in text for each in NAMESPACES):
        return False
    stream = list(tokens(text))
    prefixes = prefixes_of(stream)
    used = {iri for each in stream if (iri := iri_of(each, prefixes))} & (CLASSES | RELATIONS)
    return bool(used) and not any(has(store, each) for each in used)


def has(store: ox.Store, term: str) -> bool:
    """Tell whether the data in *store* use *term* themselves."""
    node = ox.NamedNode(term)
    found = store.quads_for_pattern(None, *((TYPE, node) if term in CLASSES else (node, None)))
    return any(each.graph_name != GRAPH for each in found)


@contextlib.contextmanager
def shown(store: ox.Store, request: dict[str, Any]) -> Iterator[None]:
    """Hold the catalogue in *store*, of which only this process knows, for as long as the block runs.

    A store on disk has held it since it was filled, and a graph of that name may have been written by somebody.
    """
    if request["store"] is not None or store.contains_named_graph(GRAPH):
        yield
        return
    store.extend(request["catalogue"].quads(store, request))
    try:
        yield
    finally:
        store.remove_graph(GRAPH)
