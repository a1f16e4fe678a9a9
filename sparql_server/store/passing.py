"""What may be passed on to another store: queries that make it call nobody.

The engine parses them, in a worker that can be ended. It does not tell what it has found, so SERVICE is looked for by a
second reading: with the letters of that word changed wherever they stand, a text that uses it as a keyword cannot be
parsed any more, while one that has them in strings, IRIs, names and comments only can.
"""

from __future__ import annotations

import re
from typing import Any

import pyoxigraph as ox

from sparql_server.protocol.problems import Problem
from sparql_server.store.response import ResponseWriter

SERVICE, OTHER = re.compile("service", re.IGNORECASE), "xservyce"  # as short as a part of a language tag
LINE_END = re.compile("\r(?!\n)|[\v\f\x1c-\x1e\x85\u2028\u2029]")  # where some may take a comment to end
BASE = "http://localhost/"


def check(_store: ox.Store, _request: dict[str, Any], body: bytes, out: ResponseWriter) -> None:
    """Answer with nothing where the query in *body* may be passed on."""
    refuse_calls(body.decode())
    out.begin("txt", "text/plain")


def refuse_calls(text: str) -> None:
    """Refuse *text* where it is no query (SyntaxError), or would make a store that answers it call another (403)."""
    if not is_query("ASK {}") or is_query("ASK"):
        raise Problem(500, "queries cannot be checked with this version of the engine; install pyoxigraph 0.5")
    parse(text)
    if has_calls(text):
        raise Problem(403, "SERVICE is not available here: this server does not make others call others")


def has_calls(text: str) -> bool:
    """Tell whether *text* is a query with a SERVICE clause, however that hides."""
    if not SERVICE.search(text):
        return False
    return not is_query(LINE_END.sub("\n", SERVICE.sub(OTHER, text))) and is_query(text)


def is_query(text: str) -> bool:
    """Tell whether the engine can parse *text*."""
    try:
        parse(text)
    except SyntaxError:
        return False
    return True


def parse(text: str) -> None:
    """Have the engine parse *text*, and evaluate nothing; raises SyntaxError."""
    try:  # it refuses to be asked about two datasets at once, when it has parsed the query
        ox.Store().query(text, base_iri=BASE, use_default_graph_as_union=True, default_graph=ox.DefaultGraph())
    except ValueError:
        return
