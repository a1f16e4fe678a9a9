"""Datasets by IRI: one name in FROM, FROM NAMED or ``default-graph-uri`` that stands for a set of graphs.

A regime's own IRI (``http://www.w3.org/ns/entailment/RDFS``) stands for what is stated and what follows under it; the
settings may name other sets. An IRI that stands for no set names a graph, as ever.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from sparql_server.catalogue.asked import GRAPH, SEES
from sparql_server.entailment.layers import Graph, stated
from sparql_server.protocol import tokens
from sparql_server.regimes import CATALOGUE


def chosen(store: ox.Store, request: dict[str, Any], text: str, has_from: bool, wants: str = "") -> dict[str, Any]:
    """Return the dataset of a query as the engine takes it; *wants* tells what it has to do with the catalogue.

    That of the request comes before that of the text (SPARQL 1.1 Protocol §2.1.4).
    """
    default, named = request.get("default"), request.get("named")
    if default is None and named is None and has_from:
        if not request["sets"]:
            return {}
        default, named = tokens.dataset_of(text, request["base"])
        if not request["sets"].keys() & {*default, *named}:
            return {}  # graphs, which the engine finds in the text by itself
    if default is None and named is None:
        return {**usual(store, request, wants == SEES), **({} if wants else without_catalogue(store, text))}
    others = expanded(store, request, named or ())
    return {
        "default_graph": expanded(store, request, default or ()),
        "named_graphs": [each for each in others if not isinstance(each, ox.DefaultGraph)],
    }


def usual(store: ox.Store, request: dict[str, Any], sees_catalogue: bool) -> dict[str, Any]:
    """Return the default graph where none is named.

    It is the default graph with the layers that stand on it, or the union of all graphs that are not apart; and the
    catalogue, where the query sees it.
    """
    catalogue = [GRAPH] if sees_catalogue else []
    if request["union"] and (request["apart"] or store.contains_named_graph(GRAPH)):
        return {"default_graph": [*stated(store, True, [*request["apart"], CATALOGUE]), *catalogue]}
    if request["union"]:
        return {"use_default_graph_as_union": True}
    if request["layers"] or catalogue:
        return {"default_graph": [ox.DefaultGraph(), *map(ox.NamedNode, request["layers"]), *catalogue]}
    return {}


def without_catalogue(store: ox.Store, text: str) -> dict[str, Any]:
    """Keep from ``GRAPH ?g`` the catalogue that a store on disk holds: only who names it is to find it."""
    if "GRAPH" not in text.upper() or not store.contains_named_graph(GRAPH):
        return {}
    return {"named_graphs": [each for each in store.named_graphs() if each != GRAPH]}


def expanded(store: ox.Store, request: dict[str, Any], iris: Iterable[str]) -> list[Graph]:
    """Return the graphs that *iris* stand for, each once."""
    found: dict[Graph, None] = {}
    for iri in iris:
        on_stated, graphs = request["sets"].get(iri, (False, [iri]))
        if on_stated:
            found |= dict.fromkeys(stated(store, request["union"], [*request["layers"], *request["apart"], CATALOGUE]))
        found |= dict.fromkeys(map(ox.NamedNode, graphs))
    return list(found)
