"""The outermost layer: what is in the cache is answered without Flask, and every request is counted and logged."""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Callable, Iterable
from typing import Any

from sparql_server.protocol.conditions import not_modified
from sparql_server.views.cache import Environ, Kept, key_of
from sparql_server.views.service import Service

Headers = list[tuple[str, str]]
Wsgi = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
LOG = logging.getLogger("sparql_server.requests")
MAX_LOGGED_TEXT = 10_000  # characters
SERVICES = {"sparql", "update", "data", "reason", "conditions", "mcp"}


class Hot:
    """Answers from the cache, else has *app* answer."""

    def __init__(self, app: Wsgi, service: Service) -> None:
        self.app, self.service, self.log = app, service, service.settings.log
        self.cors = cors(service.settings.cors)

    def __call__(self, environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        """Be a WSGI application."""
        began, status, size = time.perf_counter(), "500", None

        def started(line: str, headers: Headers, error: Any = None) -> Any:
            nonlocal status, size
            status, size = line, next((value for name, value in headers if name == "Content-Length"), None)
            headers = headers + self.cors
            return start(line, headers, error) if error else start(line, headers)

        try:
            if kept := self._kept(environ):
                return answer(kept, environ.get("HTTP_IF_NONE_MATCH"), started)
            return self.app(environ, started)
        finally:
            self._note(environ, int(status[:3]), size, time.perf_counter() - began)

    def _kept(self, environ: Environ) -> Kept | None:
        service = self.service
        if not service.cache.limit or (key := key_of(environ)) is None:
            return None
        environ["sparql_server.key"] = key
        found = service.cache.get(key, service.store.version)
        (service.metrics.hits if found else service.metrics.misses).inc()
        return found

    def _note(self, environ: Environ, status: int, size: str | None, seconds: float) -> None:
        name = environ["PATH_INFO"].strip("/").partition("/")[0]
        self.service.metrics.note(name if name in SERVICES else "page", status, seconds)
        if self.log:
            LOG.info(line(environ, status, size, seconds, self.service.settings.log_queries))


def cors(origin: str) -> Headers:
    """Return the headers by which pages of *origin* may read answers; none where the operator wants none."""
    exposed = ("Access-Control-Expose-Headers", "ETag, Link, Location, Reasoner-Notes, Retry-After")
    return [("Access-Control-Allow-Origin", origin), exposed] if origin else []


def answer(kept: Kept, if_none_match: str | None, start: Callable[..., Any]) -> Iterable[bytes]:
    """Send *kept*, or say that the client has it."""
    if if_none_match and not_modified(kept.tag, if_none_match):
        start("304 Not Modified", [each for each in kept.headers if not each[0].startswith("Content-")])
        return [b""]
    start("200 OK", kept.headers)
    return [kept.body]


def line(environ: Environ, status: int, size: str | None, seconds: float, with_text: bool) -> str:
    """Return the line of the log for one request.

    A query is named by the beginning of its SHA-256, so that equal ones can be counted; its text is told only where the
    operator wants it.
    """
    text = environ["QUERY_STRING"] or environ.get("sparql_server.text", "")
    members = {
        "time": round(time.time(), 3),
        "client": environ.get("REMOTE_ADDR"),
        "method": environ["REQUEST_METHOD"],
        "path": environ["PATH_INFO"][:200],
        "status": status,
        "bytes": int(size or 0),
        "ms": round(seconds * 1000, 2),
        "query": hashlib.sha256(text.encode()).hexdigest()[:12] if text else None,
    }
    if with_text and text:
        members["text"] = text[:MAX_LOGGED_TEXT]
    return json.dumps(members, ensure_ascii=False)
