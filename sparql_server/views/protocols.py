"""The SPARQL protocols: /sparql, /update, /data, /.well-known/void."""

from __future__ import annotations

from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from typing import Any

from flask import Blueprint, Response, redirect, request
from flask.typing import ResponseReturnValue

from sparql_server.lanes.client import Client
from sparql_server.lanes.supervisor import Supervisor
from sparql_server.protocol.description import service_description, void
from sparql_server.protocol.formats import GRAPHS
from sparql_server.protocol.graph_store import read_graph_operation
from sparql_server.protocol.requests import (
    FORM,
    UPDATE,
    Operation,
    Request,
    choose,
    common,
    is_update,
    media_type,
    not_acceptable,
    parameters,
    read_query,
    read_update,
)
from sparql_server.settings import Settings
from sparql_server.views.asked import head, permit, short_body, upload
from sparql_server.views.responses import preflight, respond
from sparql_server.views.service import service

protocols = Blueprint("protocols", __name__)
PREPARED_BYTES = 10_000
FIELDS = attrgetter(*(field.name for field in fields(Request)))
QUERY_METHODS, UPDATE_METHODS = "GET, HEAD, POST, OPTIONS", "POST, OPTIONS"
DATA_METHODS = "GET, HEAD, PUT, POST, DELETE, OPTIONS"


@protocols.route("/sparql", methods=["GET", "POST", "OPTIONS"], strict_slashes=False, provide_automatic_options=False)
def sparql() -> ResponseReturnValue:
    """Answer a query; without one, describe the service; carry out an update, where writing is on."""
    if request.method == "OPTIONS":
        return preflight(QUERY_METHODS)
    asked, serving = head(), service()
    settings = serving.settings
    if wants_page(asked):
        return redirect(f"{asked.url}/", 303)
    if request.method == "POST":
        kind, is_long = media_type(asked), (request.content_length or 0) > query_bytes(settings)
        if kind == UPDATE or (kind == FORM and is_long):
            return written(asked)
        asked.body = short_body(asked, query_bytes(settings))
        if is_update(asked):
            return written(asked)
    short = len(asked.body) + len(asked.query_string) < PREPARED_BYTES
    operation = prepared(FIELDS(asked), settings) if short else read_query(asked, settings)
    if operation is None:
        return described(asked, service_description(settings, asked.url), union=False)
    if request.method == "POST":
        request.environ["sparql_server.text"] = operation.body.decode()
    return respond(serving.read(operation, request.environ), is_steady=operation.is_steady)


def wants_page(asked: Request) -> bool:
    """Tell whether a browser came without a query."""
    if asked.method == "POST" or "query=" in asked.query_string:
        return False
    accept = asked.accept or ""
    return accept.lstrip().lower().startswith("text/html") and "text/turtle" not in accept


def query_bytes(settings: Settings) -> int:
    """Return how long a query may be."""
    return int(settings.limits.query_mb * (1 << 20))


@lru_cache(maxsize=500)
def prepared(asked: tuple[Any, ...], settings: Settings) -> Operation | None:
    """Read a short query: programs send the same one again and again."""
    return read_query(Request(*asked), settings)


def described(asked: Request, text: str, *, union: bool) -> Response:
    """Answer with the graph that the query *text* makes."""
    given = parameters(asked.query_string)
    if not (chosen := choose(asked, given, GRAPHS)):
        raise not_acceptable(GRAPHS)
    what: dict[str, Any] = {"do": "query", "federation": False, "solutions": [], "graphs": chosen, "union": union}
    what |= common(asked, given, service().settings)
    return respond(service().read(Operation(what, text.encode()), request.environ), is_steady=True)


@protocols.route("/update", methods=["POST", "OPTIONS"], strict_slashes=False, provide_automatic_options=False)
def update() -> Response:
    """Carry out an update."""
    return preflight(UPDATE_METHODS) if request.method == "OPTIONS" else written(head())


def written(asked: Request) -> Response:
    """Carry out the update in *asked*, whose body may have been read."""
    permit()
    write(read_update(asked, service().settings), asked.body)
    return Response(status=204)


def write(operation: Operation, body: bytes = b"") -> dict[str, Any]:
    """Have a write done for the client at hand; its *body* is read from the request where it is not given."""
    store, client = service().store, Client(request.environ)
    assert isinstance(store, Supervisor)  # only a store of our own is writable
    try:
        if body:
            return store.write(Operation(operation.request, body), client)
        with upload(service().settings.limits.upload_mb << 20) as (short, descriptor):
            if descriptor is not None:
                operation.request["file"] = True
            return store.write(Operation(operation.request, short), client, descriptor)
    finally:
        client.close()


@protocols.route(
    "/data", methods=["GET", "PUT", "POST", "DELETE", "OPTIONS"], strict_slashes=False, provide_automatic_options=False
)
@protocols.route(
    "/data/<path:_name>", methods=["GET", "PUT", "POST", "DELETE", "OPTIONS"], provide_automatic_options=False
)
def data(_name: str = "") -> Response:
    """Read or write a graph, or all of them."""
    if request.method == "OPTIONS":
        return preflight(DATA_METHODS)
    is_reading = request.method in {"GET", "HEAD"}
    if not is_reading:
        permit()
    operation = read_graph_operation(head(), service().settings)
    if is_reading:
        return respond(service().read(operation, request.environ))
    told = write(operation)
    if told.get("created"):
        return Response(status=201, headers={"Location": told["created"]})
    return Response(status=204 if told["existed"] else 201)


@protocols.route("/.well-known/void", methods=["GET", "OPTIONS"], provide_automatic_options=False)
def dataset() -> Response:
    """Describe the data."""
    if request.method == "OPTIONS":
        return preflight("GET, HEAD, OPTIONS")
    asked, settings = head(), service().settings
    return described(asked, void(settings, asked.url), union=not settings.merged)  # what is copied would count twice
