"""Steady names for blank nodes, so that the same axioms always give the same bytes.

OWL's blank nodes all stand in trees (OWL 2 Mapping to RDF Graphs §2). A tree is named after what it says and where
it hangs: equal axioms fall together, and an edit to one axiom leaves the names in all others alone.
"""

from __future__ import annotations

import hashlib
from functools import cache

from rdflib import RDF, BNode, Graph
from rdflib.term import Node


def name_blank_nodes(graph: Graph) -> dict[Node, BNode]:
    """Return a steady name for every blank node of *graph*."""
    trees = _Trees(graph)
    names: dict[Node, BNode] = {}
    for top in {node for triple in graph for node in triple if isinstance(node, BNode)}:
        above = list(graph.subject_predicates(top))
        if any(isinstance(subject, BNode) for subject, _ in above):
            continue
        place = " ".join(sorted(f"{s.n3()} {p.n3()}" for s, p in above))
        stem = hashlib.sha256(f"{place} {trees.content(top)}".encode()).hexdigest()[:16]
        for count, node in enumerate(trees.walk(top)):
            names[node] = BNode(f"b{stem}n{count}")
    return names


class _Trees:
    """The trees of blank nodes in a graph: what each says, and its nodes in a steady order."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.content = cache(self.describe)

    def is_list(self, node: Node) -> bool:
        return (node, RDF.first, None) in self.graph

    def describe(self, node: Node) -> str:
        if not isinstance(node, BNode):
            return node.n3()
        if self.is_list(node):  # lists can be long: no recursion along them
            return f"({' '.join(self.content(item) for item in self.graph.items(node))})"
        inside = sorted(f"{p.n3()} {self.content(o)}" for p, o in self.graph.predicate_objects(node))
        return f"[{'; '.join(inside)}]"

    def walk(self, top: Node) -> list[Node]:
        """Return *top* and every blank node below it, children in the order of what they say."""
        order, pending = [], [top]
        while pending:
            node = pending.pop()
            order.append(node)
            pending.extend(self.below(node))
        return order

    def below(self, node: Node) -> list[Node]:
        if self.is_list(node):
            children = [self.graph.value(node, RDF.first), self.graph.value(node, RDF.rest)]
        else:
            pairs = sorted((p.n3(), self.content(o), o) for p, o in self.graph.predicate_objects(node))
            children = [o for _, _, o in pairs]
        return [child for child in children if isinstance(child, BNode)]
