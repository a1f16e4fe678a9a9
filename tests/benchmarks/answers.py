"""When two servers gave the same answer: the same set of solutions, or isomorphic graphs.

Blank nodes in solutions are all alike, numbers are compared by value, language tags without regard to case. Of a
query with LIMIT and no ORDER BY only the number of solutions is compared once the limit was met: any of them will do.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

XSD = "http://www.w3.org/2001/XMLSchema#"
INTEGERS = {"integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt"}
LIMIT = re.compile(r"\bLIMIT\s+(\d+)\s*$", re.IGNORECASE)
COMMENT = re.compile(r"(<[^<>\s]*>)|#[^\n]*")
GRAPH_FORM = re.compile(r"\s*(?:(?:PREFIX|BASE)\s+[^>]*>\s*)*(CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)

Row = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Answer:
    """An answer in a form that can be compared: its rows, triples or truth, and how many solutions there were."""

    content: frozenset[Row] | frozenset[str] | bool
    size: int

    def difference(self, other: Answer) -> str:
        """Say how *other* differs, with an example; nothing where it does not."""
        mine, theirs = self.content, other.content
        if mine == theirs:
            return ""
        if isinstance(mine, bool) or isinstance(theirs, bool):
            return f"{theirs} instead of {mine}"
        lacking, extra = mine - theirs, theirs - mine
        example = min(map(str, lacking or extra))[:120]
        return f"{len(lacking)} of {len(mine)} lacking, {len(extra)} besides; {'lacks' if lacking else 'has'} {example}"


def makes_graph(query: str) -> bool:
    """Tell whether *query* is a CONSTRUCT or DESCRIBE."""
    return bool(GRAPH_FORM.match(COMMENT.sub(lambda found: found[1] or " ", query)))


def same(query: str, ours: Answer, theirs: Answer) -> str:
    """Say how the answers to *query* differ; nothing where they are the same as far as the query says."""
    limit = LIMIT.search(query)
    if limit and "ORDER BY" not in query.upper() and ours.size == theirs.size == int(limit[1]):
        return ""
    return ours.difference(theirs)


def read(query: str, body: bytes) -> Answer:
    """Read an answer: SPARQL JSON results, or Turtle from queries that make graphs; raises ValueError."""
    if makes_graph(query):
        quads = {quad_of(triple) for triple in ox.parse(body, format=ox.RdfFormat.TURTLE, lenient=True)}
        graph = ox.Dataset(quads)
        graph.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
        return Answer(frozenset(str(quad) for quad in graph), len(quads))
    found = json.loads(body)
    if "boolean" in found:
        return Answer(bool(found["boolean"]), 1)
    rows = found["results"]["bindings"]
    return Answer(frozenset(row_of(row) for row in rows), len(rows))


def row_of(binding: dict[str, dict[str, str]]) -> Row:
    """Return a solution in canonical form."""
    return tuple(sorted((name, term_of(term)) for name, term in binding.items() if term))


def term_of(term: dict[str, str]) -> str:
    """Return an RDF term of the JSON results in canonical form."""
    if term["type"] == "uri":
        return f"<{term['value']}>"
    if term["type"] == "bnode":
        return "_:"
    return literal(term["value"], term.get("datatype"), term.get("xml:lang"))


def literal(value: str, datatype: str | None, language: str | None) -> str:
    """Return a literal in canonical form."""
    if language:
        return f'"{value}"@{language.lower()}'
    kind = (datatype or f"{XSD}string").removeprefix(XSD)
    if kind == "string":
        return f'"{value}"'
    if kind in INTEGERS or kind == "decimal":
        return f"{number(value)}"
    if kind in {"double", "float"}:
        return f"{float(value):.12g} ({kind})"
    if kind == "boolean":
        return str(value in {"true", "1"})
    return f'"{value}"^^{kind}'


def number(value: str) -> str:
    """Return an integer or decimal in its shortest form."""
    try:
        return f"{Decimal(value).normalize():f}"
    except InvalidOperation:
        return value


def quad_of(quad: ox.Quad) -> ox.Quad:
    """Return a statement with its literal in canonical form."""
    term = quad.object
    if not isinstance(term, ox.Literal):
        return quad
    written = literal(term.value, term.datatype.value, term.language)
    return ox.Quad(quad.subject, quad.predicate, ox.Literal(written), quad.graph_name)
