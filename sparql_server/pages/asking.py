"""Questions of the pages to the data, through the lanes that every query takes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import has_request_context, request

from sparql_server.protocol.requests import Operation
from sparql_server.views.asked import base_url
from sparql_server.views.service import Service, service

JSON = [["json", "application/sparql-results+json"]]
BASE = "urn:lifonto:pages"
IRI, LITERAL, BLANK = "uri", "literal", "bnode"


@dataclass(frozen=True, slots=True)
class Value:
    """A term of RDF in an answer; ``kind`` is ``uri``, ``literal`` or ``bnode``."""

    kind: str
    text: str
    language: str = ""
    datatype: str = ""

    @property
    def is_iri(self) -> bool:
        """Whether it is an IRI."""
        return self.kind == IRI


NOTHING = Value(LITERAL, "")


class Row(dict[str, Value]):
    """A solution; what is unbound is empty text."""

    def __missing__(self, name: str) -> Value:
        return NOTHING

    def text(self, name: str) -> str:
        """Return the text of the variable *name*."""
        return self[name].text


def ask(query: str) -> list[Row]:
    """Return the solutions of *query*; raises Problem where a limit is met."""
    answer = service().read(operation(service(), query), request.environ)
    return rows(json.loads(answer.text()))


def operation(serving: Service, query: str, form: list[list[str]] = JSON) -> Operation:
    """Return *query* as a worker understands it.

    Its default graph is the one that any query sees; but where that is not made of the other graphs, it is all graphs
    that do not stand apart: a page would be empty otherwise, where a file was loaded into a graph of its own.
    """
    settings = serving.settings
    what: dict[str, Any] = {"do": "query", "base": base_url() if has_request_context() else BASE, "gzip": False}
    what |= {"seconds": settings.limits.seconds, "federation": False, "solutions": form, "graphs": []}
    what["union"] = settings.union_default_graph or not (settings.merged or settings.remote)
    return Operation(what, query.encode())


def rows(results: dict[str, Any]) -> list[Row]:
    """Read SPARQL results in JSON."""
    return [Row({name: value(term) for name, term in each.items()}) for each in results["results"]["bindings"]]


def value(term: dict[str, Any]) -> Value:
    """Read a term of SPARQL results in JSON; a quoted triple has no name of its own, as a blank node."""
    if term["type"] == "triple":
        return Value(BLANK, "")
    return Value(term["type"], term["value"], term.get("xml:lang", ""), term.get("datatype", ""))


def node(iri: str) -> str:
    """Write *iri* as SPARQL does, with what would end it escaped."""
    bad = '<>"{}|^`\\'
    return "<" + "".join(f"%{ord(c):02X}" if c in bad or ord(c) <= 32 else c for c in iri) + ">"


def nodes(iris: Iterable[str]) -> str:
    """Write *iris* for VALUES."""
    return " ".join(map(node, iris))


ESCAPE = re.compile(r"\\(.)")
ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


def tsv(text: str) -> Iterator[list[str]]:
    """Read SPARQL results in TSV, which are short: literals as their text, IRIs in angle brackets."""
    lines = iter(text.split("\n"))
    next(lines, None)
    for line in lines:
        if line:
            yield [cell(each) for each in line.split("\t")]


def cell(text: str) -> str:
    """Read a term of TSV."""
    if not text.startswith('"'):
        return text
    inside = text[1 : text.rindex('"')]
    return ESCAPE.sub(lambda m: ESCAPED.get(m[1], m[1]), inside) if "\\" in inside else inside
