"""A SPARQL endpoint of somebody else, on loopback, that behaves as the comment in a query says."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

JSON = "application/sparql-results+json"
EMPTY = b'{"head": {"vars": ["s"]}, "results": {"bindings": []}}'


class OtherStore(ThreadingHTTPServer):
    """Notes what it is asked; :attr:`has_left` is set when a client hangs up on a query ``# wait``."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.paths: list[str] = []
        self.fields: dict[str, list[str]] = {}
        self.accept, self.has_left, self.has_come = "", threading.Event(), threading.Event()
        self.base = f"http://127.0.0.1:{self.server_port}"
        self.url = f"{self.base}/sparql"


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: OtherStore
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Answer a query."""
        self.server.fields = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        text = self.server.fields["query"][0]
        self.server.asked.append(text)
        self.server.accept = self.headers["Accept"]
        self.server.paths.append(self.path)
        way, _, detail = text.partition("# ")[2].partition("\n")[0].partition(" ")
        with contextlib.suppress(OSError):
            getattr(self, f"answer_{way}", self.answer)(detail)

    def answer(self, _detail: str = "", status: int = 200, body: bytes = EMPTY, **headers: str) -> None:
        """Answer with no solutions."""
        self.send_response(status)
        named: dict[str, str] = {"Content_Type": JSON, "Content_Length": str(len(body))} | headers
        for name, value in named.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def answer_status(self, detail: str) -> None:
        """Refuse the query."""
        self.answer(status=int(detail), body=b"a reason", Content_Type="text/plain", Location="http://127.0.0.1:1/")

    def answer_cut(self, _detail: str) -> None:
        """Answer as Virtuoso does where it has cut the answer short."""
        self.answer(X_SPARQL_MaxRows="10000")

    def answer_type(self, detail: str) -> None:
        """Answer in another format."""
        self.answer(Content_Type=detail, body=b"<script>alert(1)</script>")

    def answer_json(self, detail: str) -> None:
        """Answer with this JSON, or with JSON that nests this deeply."""
        self.answer(body=b"[" * int(detail) if detail.isdecimal() else detail.encode())

    def answer_large(self, detail: str) -> None:
        """Answer with so many bytes."""
        self.answer(body=b"x" * int(detail), Content_Type="text/csv; charset=utf-8")

    def answer_short(self, _detail: str) -> None:
        """Break off in the middle."""
        self.answer(Content_Length="1000")
        self.close_connection = True

    def answer_wait(self, _detail: str) -> None:
        """Say nothing until the client leaves."""
        self.server.has_come.set()
        self.connection.recv(1)
        self.server.has_left.set()

    def answer_drip(self, detail: str) -> None:
        """Send a byte now and then, of the body or of the head."""
        if detail == "body":
            self.send_response(200)
            self.send_header("Content-Type", JSON)
            self.send_header("Content-Length", "1000000")
            self.end_headers()
        else:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        pause = threading.Event()
        while not pause.wait(0.02):
            self.wfile.write(b"x")

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextlib.contextmanager
def other_store() -> Iterator[OtherStore]:
    """Run a store until the block ends."""
    with OtherStore() as store:
        threading.Thread(target=store.serve_forever, daemon=True).start()
        try:
            yield store
        finally:
            store.shutdown()
