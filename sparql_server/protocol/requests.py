"""From HTTP to what is asked: the SPARQL 1.1 Protocol, without any server in it.

A :class:`Request` is what came in; the functions here turn it into the :class:`Operation` that a worker understands, or
raise the :class:`~sparql_server.protocol.problems.Problem` that says why not.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from sparql_server.protocol.formats import GRAPHS, SOLUTIONS, Format, acceptable, accepts_gzip
from sparql_server.protocol.problems import Problem
from sparql_server.settings import Settings

CHANGING = re.compile(r"\b(NOW|RAND|UUID|STRUUID|BNODE|SERVICE)\b", re.IGNORECASE)
ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
SERVER = re.compile(r"https?://[\w.:\[\]-]+(/[^\x00-\x20<>\"{}|^`\\?#]*)?", re.ASCII)  # its URL, as clients see it
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
MAX_PARAMETERS = 1000
FORMAT_PARAMETERS = ("format", "output", "results")  # as Virtuoso, Fuseki and others call it
GZIP = {"gzip", "x-gzip"}
BOM = "\ufeff"
Parameters = dict[str, list[str]]


@dataclass(slots=True)
class Request:
    """An HTTP request: ``path`` is relative to the server's own base, ``url`` that base as the client sees it.

    ``body`` is there only for queries and forms, and uncompressed; uploads are left to the worker.
    """

    method: str
    path: str
    query_string: str
    url: str
    accept: str | None = None
    accept_encoding: str | None = None
    content_type: str | None = None
    content_encoding: str | None = None
    if_match: str | None = None
    if_none_match: str | None = None
    body: bytes = b""


@dataclass
class Operation:
    """What a worker is to do: the request that it understands, and the text that goes with it."""

    request: dict[str, Any]
    body: bytes
    packed: bytes = b""  # how it travels to a worker, once that is known

    @cached_property
    def is_steady(self) -> bool:
        """Whether its answer is the same as long as the data are: no clock, no chance, no other server."""
        return not CHANGING.search(self.body.decode())


def read_query(request: Request, settings: Settings) -> Operation | None:
    """Return the query in *request* (§2.1); ``None`` where it has none, and the service is to be described."""
    given = parameters(request.query_string)
    if request.method == "POST":
        add_body(given, request)
    if "update" in given:
        raise Problem(400, "an update is sent by POST, to /update, and not together with a query")
    if "query" not in given:
        if request.method == "POST":
            raise Problem(400, "the form has no query: send query=…")
        return None
    offered = {"solutions": choose(request, given, SOLUTIONS), "graphs": choose(request, given, GRAPHS)}
    if not any(offered.values()):
        raise not_acceptable(SOLUTIONS + GRAPHS)
    operation = {"do": "query", "union": settings.union_default_graph, "federation": bool(settings.federation)}
    operation |= dataset(given, "default-graph-uri", "named-graph-uri") | offered
    text = one(given, "query").removeprefix(BOM)
    return Operation(operation | common(request, given, settings), text.encode())


def add_body(given: Parameters, request: Request) -> None:
    """Add to *given* what the body of a POST to /sparql says."""
    kind = media_type(request)
    if kind == FORM:
        add_form(given, request)
    elif kind != QUERY:
        raise unsupported(QUERY, "query", "updates go to /update")
    elif "query" in given:
        raise Problem(400, "the query is both in the body and in the URL; send it once")
    else:
        given["query"] = [utf8(request.body)]


def is_update(request: Request) -> bool:
    """Tell whether *request*, whose body has been read, is an update, wherever it was sent to."""
    if request.method != "POST":
        return False
    kind = media_type(request)
    if kind == FORM and b"update" in request.body:
        form = parameters(request.body)
        return "update" in form and "query" not in form
    return kind == UPDATE


def read_update(request: Request, settings: Settings) -> Operation:
    """Return the update in *request* (§2.2) as far as its URL and head tell of it: the worker reads the body."""
    given = parameters(request.query_string)
    if media_type(request) not in {FORM, UPDATE}:
        raise unsupported(UPDATE, "update", "queries go to /sparql")
    if "query" in given or "update" in given:
        raise Problem(400, "the update goes into the body; queries go to /sparql")
    operation = {"do": "update", "content_type": media_type(request), "encoding": coding(request)}
    operation |= dataset(given, "using-graph-uri", "using-named-graph-uri")
    return Operation(operation | common(request, given, settings), b"")


def parameters(text: str | bytes) -> Parameters:
    """Decode a query string, as WSGI has it, or a form; refuse what is not UTF-8."""
    try:
        raw = text if isinstance(text, bytes) else text.encode("latin-1")
        pairs = parse_qsl(raw.decode(), keep_blank_values=True, errors="strict", max_num_fields=MAX_PARAMETERS)
    except ValueError as error:
        detail = f"the parameters are not percent-encoded UTF-8 (or there are more than {MAX_PARAMETERS})"
        raise Problem(400, detail) from error
    found: Parameters = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def add_form(given: Parameters, request: Request) -> None:
    """Add to *given* what a form in the body of *request* says."""
    for name, values in parameters(request.body).items():
        given.setdefault(name, []).extend(values)


def dataset(given: Parameters, default: str, named: str) -> dict[str, Any]:
    """Return the dataset that the request names, if any; forms send parameters that are left empty, too."""
    iris = {"default": said(given, default), "named": said(given, named)}
    for parameter, values in ((default, iris["default"]), (named, iris["named"])):
        for iri in values:
            if not ABSOLUTE.fullmatch(iri):
                raise Problem(400, f"{parameter}={iri[:200]} is not an absolute IRI", parameter=parameter)
    return {name: values for name, values in iris.items() if values}


def common(request: Request, given: Parameters, settings: Settings) -> dict[str, Any]:
    """Return what every operation carries: its base IRI, its seconds, and whether its answer may be compressed."""
    if not SERVER.fullmatch(request.url):
        raise Problem(400, "the Host header is not the name of a host")
    seconds = allowed_seconds(given, settings.limits.seconds)
    return {
        "base": request.url + request.path,
        "url": request.url,
        "seconds": seconds,
        "gzip": accepts_gzip(request.accept_encoding),
    }


def allowed_seconds(given: Parameters, limit: float) -> float:
    """Return how long an operation may take: *limit* seconds, or less if ``timeout=`` asks for less; 0 asks for all."""
    for text in said(given, "timeout")[:1]:
        try:
            wanted = float(text)
        except ValueError:
            wanted = math.nan
        if not (math.isfinite(wanted) and wanted >= 0):
            raise Problem(400, f"timeout= wants a number of seconds, at most {limit:g}", parameter="timeout")
        return min(wanted, limit) or limit
    return limit


def choose(request: Request, given: Parameters, offers: tuple[Format, ...]) -> list[Format]:
    """Return the formats that will do for the answer, best first."""
    wanted = [value for name in FORMAT_PARAMETERS for value in said(given, name)]
    return acceptable(request.accept, wanted[0] if wanted else None, offers)


def said(given: Parameters, name: str) -> list[str]:
    """Return the values of a parameter that are not empty."""
    return [value for value in given.get(name, ()) if value.strip()]


def one(given: Parameters, name: str) -> str:
    """Return the only value of a parameter."""
    if len(given.get(name, ())) != 1:
        raise Problem(400, f"exactly one {name} is wanted, {len(given.get(name, ()))} were sent", parameter=name)
    return given[name][0]


def media_type(request: Request) -> str:
    """Return the request's media type without parameters."""
    return (request.content_type or "").partition(";")[0].strip().lower()


def coding(request: Request) -> str | None:
    """Return "gzip" where a body that the worker is to read is compressed; refuse other ways to compress it (415)."""
    name = (request.content_encoding or "identity").strip().lower()
    if request.body or name == "identity":
        return None
    if name not in GZIP:
        detail = "only gzip is understood as Content-Encoding; send the body as it is, or compressed with gzip"
        raise Problem(415, detail, headers={"Accept-Encoding": "gzip"})
    return "gzip"


def utf8(body: bytes) -> str:
    """Decode a body."""
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise Problem(400, f"the body is not UTF-8 (byte {error.start})") from error


def unsupported(kind: str, field: str, advice: str) -> Problem:
    """The body is neither *kind* nor a form."""
    detail = f"POST wants Content-Type {kind}, or {FORM} with {field}=…; {advice}"
    return Problem(415, detail, headers={"Accept-Post": f"{kind}, {FORM}"})


def not_acceptable(offers: tuple[Format, ...]) -> Problem:
    """No format that the client takes."""
    names = ", ".join(f"{each.name} ({each.media_type})" for each in offers)
    return Problem(406, f"none of the formats asked for is offered; there are {names}")
