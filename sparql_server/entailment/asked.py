"""Class expressions in a query: those that the data do not have are added for as long as the query runs.

``?x a [ owl:intersectionOf ( :A :B ) ]`` matches triples, so it finds nothing unless somebody wrote that expression
down. Under a regime of the reasoner it is written down here, in a graph of this worker alone, with what follows.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from sparql_server import confine
from sparql_server.entailment.layers import copy_of, stated
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.tokens import Token, tokens, unescape
from sparql_server.regimes import ASKED

WORDS = ("onProperty", "intersectionOf", "unionOf", "complementOf", "oneOf")
CONSTRUCT = re.compile(rf"[:#]({'|'.join(WORDS)})>?$")
FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
HOLDER = ox.NamedNode("urn:lifonto:asked")
PIPES = 16  # files that a worker may open while it asks the reasoner


@contextlib.contextmanager
def told(store: ox.Store, request: dict[str, Any], text: str) -> Iterator[None]:
    """Hold what follows about the class expressions of the query *text* in *store* for as long as the block runs."""
    if ASKED not in request["layers"] or request["store"] is not None:
        yield
        return
    prologue, written = expressions(unescape(text))
    graphs = stated(store, request["union"], [*request["layers"], *request["apart"]])
    if triples_of(prologue, written, request["base"]):
        written = [each for each in written if not store.query(f"{prologue} ASK {{ {each} }}", default_graph=graphs)]
    try:
        tell(store, request, graphs, triples_of(prologue, written, request["base"]))
        yield
    finally:
        store.remove_graph(ox.NamedNode(ASKED))


def tell(store: ox.Store, request: dict[str, Any], graphs: list[Any], triples: list[ox.Triple]) -> None:
    """Add *triples*, and what the reasoner concludes from them together with *graphs*, to *store*.

    Raises Problem (422) where they are no expressions of OWL.
    """
    if not triples:
        return
    scratch = copy_of(store, graphs)
    scratch.extend(ox.Quad(*each) for each in triples)
    known = [ox.NamedNode(layer) for layer in request["layers"]]
    with confine.more_files(PIPES):
        from sparql_server.entailment.reasoner import conclusions

        try:
            concluded = list(conclusions(scratch, request["entailment"]))
        except Problem as problem:
            raise Problem(422, problem.detail) from problem
    fresh = [t for t in concluded if not any(quad(t, graph) in store for graph in known)]
    store.extend(quad(each, ox.NamedNode(ASKED)) for each in [*triples, *fresh])


def quad(triple: ox.Triple, graph: ox.NamedNode) -> ox.Quad:
    """Put *triple* into *graph*."""
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def expressions(text: str) -> tuple[str, list[str]]:
    """Return the prologue of a query and the class expressions in it: those without variables."""
    if not any(word in text for word in WORDS):
        return "", []
    stream = list(tokens(text))
    start = next((token.start for token in stream if token.text in FORMS), 0)
    found = [each for each in [*statements(stream), *brackets(stream)] if is_expression(each)]
    spans = [(each[0].start, each[-1].end) for each in found]
    outer = [(a, b) for a, b in spans if not any(c <= a and b <= d and (a, b) != (c, d) for c, d in spans)]
    return text[:start], list(dict.fromkeys(text[a:b] for a, b in outer))


def is_expression(part: list[Token]) -> bool:
    """Tell whether *part* of a query constructs a class and has no variables."""
    return any(CONSTRUCT.search(each.text) for each in part) and not any(each.kind == "variable" for each in part)


def brackets(stream: list[Token]) -> Iterator[list[Token]]:
    """Yield what stands in brackets, brackets within brackets too."""
    opened: list[int] = []
    for place, token in enumerate(stream):
        if token.kind == "mark" and token.text == "[":
            opened.append(place)
        elif token.kind == "mark" and token.text == "]" and opened:
            yield stream[opened.pop() : place + 1]


def statements(stream: list[Token]) -> Iterator[list[Token]]:
    """Yield the statements about labelled blank nodes, each up to its full stop."""
    begun: int | None = None
    for place, token in enumerate(stream):
        ends = token.kind == "mark" and token.text in ".{}"
        if ends and begun is not None:
            yield stream[begun:place]
            begun = None
        elif token.text.startswith("_:") and place and stream[place - 1].text in {".", "{", "}"}:
            begun = place


def triples_of(prologue: str, written: list[str], base: str) -> list[ox.Triple]:
    """Return the triples of class expressions: in brackets without variables SPARQL and Turtle are the same."""
    held = [each if each.startswith("_:") else f"{HOLDER} {HOLDER} {each}" for each in written]
    document = prologue + "".join(f"\n{each} ." for each in held)
    try:
        quads = list(ox.parse(document.encode(), format=ox.RdfFormat.TURTLE, base_iri=base, rename_blank_nodes=True))
    except SyntaxError:
        return []  # a property path, say, which is no expression
    return [each.triple for each in quads if each.subject != HOLDER]
