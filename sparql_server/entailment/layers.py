"""The layers of a store: for each regime served, a graph of what follows under it and under none that it extends.

Premises are what a query sees that names no dataset: the default graph, or all graphs where that is their union. What
follows never stands twice: a layer leaves out what is stated and what the layers below it hold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pyoxigraph as ox

from sparql_server.entailment import rules
from sparql_server.protocol.problems import Problem
from sparql_server.regimes import ASKED, SIMPLE, Regime, regimes

Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


def stated(store: ox.Store, union: bool, left_out: Collection[str]) -> list[Graph]:
    """Return the graphs of what is stated: the default graph, with *union* all others save those *left_out*."""
    others = [graph for graph in store.named_graphs() if graph.value not in left_out] if union else []
    return [ox.DefaultGraph(), *others]


def renew(store: ox.Store, name: str, union: bool, apart: Collection[str]) -> None:
    """Replace the layers of *store* by those of the regime called *name*.

    Raises Problem (409) where the data contradict themselves; a store on disk that was served under another regime
    loses that one's layers.
    """
    for layer in (ASKED, *(each.layer for each in regimes().values())):
        store.remove_graph(ox.NamedNode(layer))
    if name == SIMPLE:
        return
    scratch = copy_of(store, stated(store, union, apart))
    for regime in regimes()[name].chain():
        target = ox.NamedNode(regime.layer)
        store.extend(ox.Quad(t.subject, t.predicate, t.object, target) for t in additions(scratch, regime))


def copy_of(store: ox.Store, graphs: Iterable[Graph]) -> ox.Store:
    """Return a store whose default graph holds the triples of *graphs*."""
    scratch = ox.Store()
    for graph in graphs:
        scratch.extend(ox.Quad(*quad.triple) for quad in store.quads_for_pattern(None, None, None, graph))
    return scratch


def additions(scratch: ox.Store, regime: Regime) -> Iterable[ox.Triple]:
    """Close the default graph of *scratch* under *regime*, and return what that added to it."""
    if regime.by == "reasoner":
        from sparql_server.entailment.reasoner import conclusions

        return conclusions(scratch, regime.name)
    names = [each.name for each in regime.chain()]
    rules.close(scratch, names)
    if wrong := rules.contradiction(scratch, names):
        raise Problem(409, f"under {regime.name} the data contradict themselves: {wrong}", regime=regime.iri)
    found = [quad.triple for quad in scratch.quads_for_pattern(None, None, None, rules.ADDED)]
    for graph in (rules.NEW, rules.ADDED):
        scratch.remove_graph(graph)
    return found
