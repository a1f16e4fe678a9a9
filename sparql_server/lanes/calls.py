"""HTTP calls to other servers that end when they have to: at a deadline, or when whoever asked has left.

Every wait, for a name, a connection or a byte, is cut into short ones, and *look* is asked between them; what it raises
ends the call, however slowly the other side drips. httpx's own timeouts begin anew with every byte.
"""

from __future__ import annotations

import errno
import os
import select
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import cache, partial
from typing import Any, TypeVar

import httpcore
import httpx

from sparql_server.lanes.client import Client, left
from sparql_server.lanes.lane import LOOK
from sparql_server.protocol.problems import Problem

FAILURES = (OSError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, httpx.HTTPError, httpx.InvalidURL)
AGENT = "lifonto sparql_server"
Look = Callable[[], float]
Permit = Callable[[str, list[str]], None]
Result = TypeVar("Result")


def looking(deadline: float, late: Problem, client: Client | None = None) -> Look:
    """Return what raises *late* at the *deadline* (monotonic), and 408 once *client* has left.

    It returns for how many seconds to wait before it is asked again.
    """

    def look() -> float:
        remaining = deadline - time.monotonic()
        if remaining <= 0:
            raise late
        if client and client.has_left():
            raise left()
        return min(LOOK, remaining)

    return look


class Stream(httpcore.NetworkStream):
    """A connection all of whose waits are short."""

    def __init__(self, connection: socket.socket, look: Look) -> None:
        self.socket, self.look = connection, look

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what comes, at most *max_bytes*."""
        return self._patiently(partial(self.socket.recv, max_bytes))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of *buffer*."""
        rest = memoryview(buffer)
        while rest:
            rest = rest[self._patiently(partial(self.socket.send, rest)) :]

    def close(self) -> None:
        """Hang up."""
        self.socket.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Return the connection, encrypted from here on."""
        secure = ssl_context.wrap_socket(self.socket, server_hostname=server_hostname, do_handshake_on_connect=False)
        stream = Stream(secure, self.look)
        stream._patiently(secure.do_handshake)
        return stream

    def get_extra_info(self, info: str) -> Any:
        """Tell nothing more: connections are not used again."""
        return None

    def _patiently(self, work: Callable[[], Result]) -> Result:
        while True:
            self.socket.settimeout(self.look())
            try:
                return work()
            except TimeoutError:
                continue


class Network(httpcore.NetworkBackend):
    """Makes connections, to the very addresses that *permit* has seen."""

    def __init__(self, look: Look, permit: Permit | None = None) -> None:
        self.look, self.permit = look, permit

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to *host*; raises OSError where none of its addresses answers."""
        found = self._resolve(host, port)
        if self.permit:
            self.permit(host, [str(address[0]) for _, address in found])
        problem: OSError | None = None
        for family, address in found:
            connection = socket.socket(family)
            try:
                self._connect(connection, address)
            except BaseException as error:
                connection.close()
                if not isinstance(error, OSError):
                    raise
                problem = error
            else:
                return Stream(connection, self.look)
        raise problem or OSError(errno.EHOSTUNREACH, os.strerror(errno.EHOSTUNREACH))

    def _resolve(self, host: str, port: int) -> list[tuple[int, Any]]:
        answer: Future[list[Any]] = Future()

        def ask() -> None:  # in a thread: nothing else ends the system's own wait for a name server
            try:
                answer.set_result(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
            except (OSError, UnicodeError) as error:
                answer.set_exception(OSError(f"no address is known for {host}: {error}"))

        threading.Thread(target=ask, daemon=True).start()
        while True:
            try:
                return [(family, address) for family, _, _, _, address in answer.result(self.look())]
            except TimeoutError:
                continue

    def _connect(self, connection: socket.socket, address: Any) -> None:
        connection.setblocking(False)
        status = connection.connect_ex(address)
        if status == errno.EINPROGRESS:
            poll = select.poll()
            poll.register(connection, select.POLLOUT)
            while not poll.poll(self.look() * 1000):
                pass
            status = connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if status:
            raise OSError(status, os.strerror(status))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)


class Transport(httpx.BaseTransport):
    """Carries one request over *network*."""

    def __init__(self, network: Network) -> None:
        self.pool = httpcore.ConnectionPool(ssl_context=trusted(), max_keepalive_connections=0, network_backend=network)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send *request*; return the answer's head, its body to come."""
        where = request.url
        url = httpcore.URL(scheme=where.raw_scheme, host=where.raw_host, port=where.port, target=where.raw_path)
        asked = httpcore.Request(request.method, url, headers=request.headers.raw, content=request.read())
        answer = self.pool.handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, content=answer.iter_stream())

    def close(self) -> None:
        """Hang up."""
        self.pool.close()


@cache
def trusted() -> ssl.SSLContext:
    """Return the certificates that the system trusts."""
    return ssl.create_default_context()


@contextmanager
def post(
    url: str, fields: dict[str, list[str]], accept: str, look: Look, permit: Permit | None = None
) -> Iterator[httpx.Response]:
    """POST a form to *url* and yield the answer, its body to come; redirects are not followed.

    Raises one of :data:`FAILURES`, and what *look* and *permit* raise.
    """
    headers = {"Accept": accept, "Accept-Encoding": "identity", "User-Agent": AGENT}
    client = httpx.Client(transport=Transport(Network(look, permit)), trust_env=False, headers=headers)
    with client, client.stream("POST", url, data=fields) as answer:
        yield answer
