"""From HTTP to what is asked: SPARQL 1.1 Protocol and Graph Store HTTP Protocol, without any server in it.

A :class:`Request` is what came in, a :class:`Reply` what goes out; the functions here turn the first into the
operation that a worker understands, or raise the :class:`~sparql_server.protocol.problems.Problem` that says why not.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from functools import cached_property
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qsl, quote, urljoin

from sparql_server.protocol.formats import GRAPHS, SOLUTIONS, Format, accepts_gzip, negotiate, rdf_format_named
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.wire import pack
from sparql_server.settings import Settings

CHANGING = re.compile(r"\b(NOW|RAND|UUID|STRUUID|BNODE|SERVICE)\b", re.IGNORECASE)
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
Headers = list[tuple[str, str]]
Parameters = dict[str, list[str]]


@dataclass(slots=True)
class Request:
    """An HTTP request: ``path`` is relative to the server's own base, ``url`` that base as the client sees it."""

    method: str
    path: str
    query_string: str
    url: str
    accept: str | None = None
    accept_encoding: str | None = None
    content_type: str | None = None
    content_encoding: str | None = None
    authorization: str | None = None
    if_none_match: str | None = None
    body: bytes = b""


@dataclass
class Reply:
    """An HTTP response: its body whole, or ``stream`` piece by piece; ``head`` is how it was written before."""

    status: int
    headers: Headers = field(default_factory=list)
    body: bytes = b""
    stream: AsyncIterator[bytes] | None = None
    etag: str | None = None
    head: bytes | None = field(default=None, repr=False)


@dataclass
class Operation:
    """What a worker is to do: the request that it understands, and the text or the upload that goes with it."""

    request: dict[str, Any]
    body: bytes

    @cached_property
    def packed(self) -> bytes:
        """The operation as it travels to a worker."""
        return pack(self.request, self.body)

    @cached_property
    def is_steady(self) -> bool:
        """Whether its answer is the same as long as the data are: no clock, no chance, no other server."""
        return not CHANGING.search(self.body.decode())


def parameters(text: str | bytes) -> Parameters:
    """Decode a query string or a form; refuse what is not UTF-8."""
    try:
        decoded = text.decode("ascii") if isinstance(text, bytes) else text
        pairs = parse_qsl(decoded, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise Problem(400, "the parameters are not percent-encoded UTF-8 (or there are more than 1000)") from error
    found: Parameters = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def add_form(given: Parameters, request: Request) -> None:
    """Add to *given* what a form in the body of *request* says."""
    for name, values in parameters(request.body).items():
        given.setdefault(name, []).extend(values)


def read_query(request: Request, settings: Settings) -> Operation | None:
    """Return the query in *request*; ``None`` where it names none (§2.1)."""
    given = parameters(request.query_string)
    if request.method == "POST":
        kind = media_type(request)
        if kind == FORM:
            add_form(given, request)
        elif kind == QUERY:
            if "query" in given:
                raise Problem(400, "the query is both in the body and in the URL; send it once")
            given["query"] = [utf8(request.body)]
        else:
            raise unsupported(QUERY)
    if "update" in given:
        raise Problem(400, "updates are not taken here: POST them to /update")
    if "query" not in given:
        if request.method == "POST":
            raise Problem(400, "the form has no query: send query=…")
        return None
    operation = dataset(given, "default-graph-uri", "named-graph-uri") | {
        "do": "query",
        "union": settings.union_default_graph,
        "federation": bool(settings.federation),
        "solutions": choose(request, given, SOLUTIONS),
        "graphs": choose(request, given, GRAPHS),
    }
    if operation["solutions"] is None and operation["graphs"] is None:
        raise not_acceptable(SOLUTIONS + GRAPHS)
    return Operation(operation | common(request, given, settings), one(given, "query").encode())


def read_update(request: Request, settings: Settings) -> Operation:
    """Return the update in *request* (§2.2)."""
    if request.method != "POST":
        raise not_allowed("POST, OPTIONS")
    given = parameters(request.query_string)
    kind = media_type(request)
    if kind == FORM:
        add_form(given, request)
    elif kind == UPDATE:
        if "update" in given:
            raise Problem(400, "the update is both in the body and in the URL; send it once")
        given["update"] = [utf8(request.body)]
    else:
        raise unsupported(UPDATE)
    if "query" in given:
        raise Problem(400, "queries are not taken here: send them to /sparql")
    operation = dataset(given, "using-graph-uri", "using-named-graph-uri") | {"do": "update"}
    return Operation(operation | common(request, given, settings), one(given, "update").encode())


def read_graph_operation(request: Request, settings: Settings) -> Operation:
    """Return the Graph Store operation in *request*; ``created`` names a graph that POST makes up."""
    given = parameters(request.query_string)
    inside = request.path.removeprefix("/data").strip("/")
    operation: dict[str, Any] = {"method": request.method}
    if "default" in given and "graph" not in given:
        operation["graph"] = None
    elif "graph" in given and "default" not in given:
        operation["graph"] = absolute(one(given, "graph"), request.url + "/data")
    elif "graph" in given:
        raise Problem(400, "?graph and ?default contradict each other; give one")
    elif inside:
        operation["graph"] = request.url + quote(request.path, safe="/:@!$&'()*+,;=~%-._")
    elif request.method == "POST":
        operation["graph"] = operation["created"] = f"{request.url}/data/{uuid.uuid4()}"
    else:
        raise Problem(400, "which graph? add ?default or ?graph=IRI")
    base = operation["graph"] or request.url + "/data"
    operation |= common(request, given, settings) | {"base": base}
    if request.method in {"GET", "HEAD"}:
        if (chosen := choose(request, given, GRAPHS)) is None:
            raise not_acceptable(GRAPHS)
        return Operation(operation | {"do": "graph", "graphs": chosen}, b"")
    operation["parts"] = [] if request.method == "DELETE" else documents(request)
    return Operation(operation | {"do": "write"}, request.body)


def dataset(given: Parameters, default: str, named: str) -> dict[str, Any]:
    """Return the dataset that the request names, if any."""
    found = {"default": given.get(default), "named": given.get(named)}
    return {name: iris for name, iris in found.items() if iris is not None}


def common(request: Request, given: Parameters, settings: Settings) -> dict[str, Any]:
    """Return what every operation carries: its base IRI and its limits; ``timeout=`` may ask for less time."""
    limits = settings.limits
    try:
        wanted = float(given["timeout"][0]) if "timeout" in given else limits.seconds
    except ValueError:
        wanted = -1.0
    if not wanted > 0:
        raise Problem(400, f"timeout= wants a number of seconds, more than 0 and at most {limits.seconds:g}")
    gzip = accepts_gzip(request.accept_encoding)
    return {"base": request.url + request.path, "seconds": min(wanted, limits.seconds), "gzip": gzip}


def documents(request: Request) -> list[tuple[int, int, str]]:
    """Return where the RDF documents of an upload begin and end, and their formats; multipart forms have many."""
    kind = request.content_type or "text/turtle"
    boundary = re.search(r'boundary="?([^";,]+)"?', kind) if kind.startswith("multipart/") else None
    if not boundary:
        if kind.startswith("multipart/"):
            raise Problem(400, "a multipart body needs a boundary")
        return [(0, len(request.body), upload_format(kind))]
    found, body, mark = [], request.body, b"--" + boundary[1].encode()
    places = [m.start() for m in re.finditer(re.escape(mark), body)]
    for start, end in pairwise(places):
        opening = body.find(b"\r\n\r\n", start, end)
        if opening < 0:
            raise Problem(400, "a part of the multipart body has no blank line after its headers")
        headers = BytesHeaderParser().parsebytes(body[start + len(mark) : opening].lstrip())
        found.append((opening + 4, end - 2, upload_format(headers.get("Content-Type", "text/turtle"))))
    if not found:
        raise Problem(400, "the multipart body has no parts")
    return found


def upload_format(kind: str) -> str:
    """Return the short name of an upload's format."""
    if (name := rdf_format_named(kind)) is None:
        offers = ", ".join(f.media_type for f in GRAPHS)
        raise Problem(415, f"{kind.split(';')[0]} is not a format of RDF; send one of {offers}")
    return name


def choose(request: Request, given: Parameters, offers: tuple[Format, ...]) -> Format | None:
    """Choose a format for the answer."""
    return negotiate(request.accept, given.get("format", [None])[0], offers)


def absolute(iri: str, base: str) -> str:
    """Resolve a graph's IRI against the service's own."""
    return iri if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", iri) else urljoin(base, iri)


def media_type(request: Request) -> str:
    """Return the request's media type without parameters."""
    return (request.content_type or "").split(";")[0].strip().lower()


def one(given: Parameters, name: str) -> str:
    """Return the only value of a parameter."""
    if len(given.get(name, ())) != 1:
        raise Problem(400, f"exactly one {name} is wanted, {len(given.get(name, ()))} were sent")
    return given[name][0]


def utf8(body: bytes) -> str:
    """Decode a body."""
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise Problem(400, f"the body is not UTF-8 (byte {error.start})") from error


def not_allowed(methods: str) -> Problem:
    """The method is not for this resource."""
    return Problem(405, f"only {methods} here", headers={"Allow": methods})


def unsupported(kind: str) -> Problem:
    """The body is neither *kind* nor a form."""
    return Problem(415, f"POST wants Content-Type {kind} or {FORM}", headers={"Accept-Post": f"{kind}, {FORM}"})


def not_acceptable(offers: tuple[Format, ...]) -> Problem:
    """No format that the client takes."""
    return Problem(406, f"none of the formats asked for is offered: {', '.join(f.media_type for f in offers)}")
