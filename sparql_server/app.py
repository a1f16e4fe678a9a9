"""The Flask application: the pages, and every protocol for those who bring a WSGI server of their own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar

from flask import Blueprint, Flask, Response, current_app, render_template, request

from sparql_server.protocol.description import GRAPH_SIZES
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.replies import problem_reply
from sparql_server.protocol.requests import Reply, Request
from sparql_server.service import Service, wants_page
from sparql_server.settings import Settings

T = TypeVar("T")
pages = Blueprint("pages", __name__)
FIRST_QUERY = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


class Bridge:
    """Runs the service's coroutines from threads, on the loop that the service lives on."""

    def __init__(
        self, service: Service, loop: asyncio.AbstractEventLoop, thread: threading.Thread | None = None
    ) -> None:
        self.service, self.loop, self.thread = service, loop, thread

    def stop(self) -> None:
        """End the workers and the loop, where :func:`start_service` started them."""
        if self.thread:
            self.loop.call_soon_threadsafe(self.service.reasoning.stop)
            self.loop.call_soon_threadsafe(self.service.pool.hang_up)
            self.loop.call_soon_threadsafe(self.loop.call_later, 0.1, self.loop.stop)
            self.thread.join()
            self.loop.close()
        self.service.pool.stop()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Wait for *work*."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result()

    def body(self, reply: Reply) -> Iterator[bytes]:
        """Yield a streamed body."""
        assert reply.stream
        stream = reply.stream
        try:
            while True:
                try:
                    yield self.run(anext(stream))  # type: ignore[arg-type]
                except StopAsyncIteration:
                    return
        finally:
            self.run(stream.aclose())  # type: ignore[attr-defined]


def create_app(settings: Settings, bridge: Bridge | None = None) -> Flask:
    """Make the application; without a *bridge* it starts workers of its own, on a loop in a thread."""
    app = Flask(__name__)
    app.extensions["sparql"] = bridge or start_service(settings)
    app.register_blueprint(pages)
    return app


def start_service(settings: Settings) -> Bridge:
    """Start the workers and wait until they are ready."""
    service = Service(settings)
    service.pool.wait_until_ready()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    return Bridge(service, loop, thread)


def bridge() -> Bridge:
    """Return the bridge of the application at work."""
    found: Bridge = current_app.extensions["sparql"]
    return found


@pages.get("/")
def landing() -> str:
    """Show what is served and let it be asked."""
    service, url = bridge().service, request.environ.get("sparql_server.url", request.url_root.rstrip("/"))
    settings = service.settings
    return render_template(
        "landing.html",
        settings=settings,
        url=url,
        graphs=graph_sizes(url),
        first_query=FIRST_QUERY,
        examples=settings.examples or (("count", "How many statements are there?", FIRST_QUERY),),
    )


def graph_sizes(url: str) -> list[tuple[str, str]]:
    """Return the named graphs and their numbers of statements, as far as they can be counted in time."""
    from urllib.parse import urlencode

    asked = Request("GET", "/sparql", urlencode({"query": GRAPH_SIZES, "format": "tsv"}), url)
    reply = bridge().run(bridge().service.handle(asked))
    rows = [line.split("\t") for line in reply.body.decode().splitlines()[1:]] if reply.status == 200 else []
    return [(row[0].strip("<>"), f"{int(row[1]):,}") for row in rows if len(row) == 2]


@pages.get("/healthz")
def health() -> Response:
    """Say that the process lives."""
    return Response("ok\n", mimetype="text/plain")


@pages.get("/readyz")
def ready() -> Response:
    """Say whether a query is answered."""
    asked = Request("GET", "/sparql", "query=ASK%7B%7D&timeout=2", "http://localhost", accept="text/csv")
    reply = bridge().run(bridge().service.handle(asked))
    ready = reply.status == 200
    return Response("ready\n" if ready else reply.body, 200 if ready else 503, mimetype="text/plain")


@pages.get("/metrics")
def metrics() -> Response:
    """Show the metrics in Prometheus' format."""
    service = bridge().service
    service.metrics.running.set(service.pool.running)
    service.metrics.waiting.set(len(service.pool.waiting))
    service.metrics.cached_bytes.set(service.cache.size)
    service.metrics.triples.set(service.pool.quads)
    return Response(service.metrics.render(), mimetype="text/plain; version=0.0.4")


@pages.route("/sparql", methods=["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"], strict_slashes=False)
@pages.route("/update", methods=["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"], strict_slashes=False)
@pages.route("/data", methods=["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"], strict_slashes=False)
@pages.route("/data/<path:_graph>", methods=["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pages.route("/reason/<path:_graph>", methods=["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pages.get("/.well-known/void")
def protocols(_graph: str = "") -> Response | str:
    """Answer by the SPARQL protocols."""
    headers = request.headers
    service = bridge().service
    try:
        service.admit(request.path, request.method, headers.get("Authorization"), request.content_length)
    except Problem as problem:
        return respond(problem_reply(problem))
    asked = Request(
        request.method,
        request.path,
        request.query_string.decode("latin-1"),
        request.url_root.rstrip("/"),
        headers.get("Accept"),
        headers.get("Accept-Encoding"),
        headers.get("Content-Type"),
        headers.get("Content-Encoding"),
        headers.get("Authorization"),
        headers.get("If-None-Match"),
        request.get_data(),
    )
    return landing() if wants_page(asked) else respond(bridge().run(service.handle(asked)))


def respond(reply: Reply) -> Response:
    """Turn a reply into Flask's response."""
    body = bridge().body(reply) if reply.stream else reply.body
    return Response(body, reply.status, reply.headers)
