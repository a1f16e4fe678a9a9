"""The only way out: fetching from an allow-listed SPARQL endpoint for SERVICE.

An endpoint has to begin with an allowed prefix, and its name must not resolve to a private, loopback, link-local
or otherwise special address unless the prefix names that very host. The connection goes to the address that was
checked, redirects are checked again, and time and size are bounded.
"""

from __future__ import annotations

import asyncio
import http.client
import ipaddress
import json
import socket
import ssl
import time
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from sparql_server.protocol.problems import Problem
from sparql_server.settings import Settings

RESULTS = "application/sparql-results+json"
SECONDS, MEGABYTES, REDIRECTS = 10.0, 10, 3


class Fetcher:
    """Fetches the solutions of SERVICE clauses within what *settings* allow."""

    def __init__(self, settings: Settings) -> None:
        self.prefixes = settings.federation

    async def __call__(self, need: dict[str, str]) -> dict[str, Any]:
        """Return the results of ``need["query"]`` from ``need["endpoint"]``, or the problem that kept them away."""
        try:
            results = await asyncio.to_thread(self.fetch, need["endpoint"], need["query"])
        except Problem as problem:
            return {"status": problem.status, "problem": problem.detail}
        except (OSError, http.client.HTTPException, ValueError) as error:
            return {"status": 502, "problem": f"SERVICE <{need['endpoint']}> did not answer: {error}"}
        return {"results": results}

    def fetch(self, endpoint: str, query: str) -> Any:
        """Ask *endpoint*; follow redirects that stay within what is allowed."""
        url, deadline = endpoint, time.monotonic() + SECONDS
        for _ in range(REDIRECTS + 1):
            self.check(url)
            status, location, body = post(url, self.addresses(url), query, deadline)
            if status in {301, 302, 303, 307, 308} and location:
                url = urljoin(url, location)
                continue
            if status != 200:
                raise Problem(502, f"SERVICE <{endpoint}> answered {status}")
            return json.loads(body)
        raise Problem(502, f"SERVICE <{endpoint}> redirects too often")

    def check(self, url: str) -> None:
        """Refuse a *url* outside the allow-list."""
        parts = urlsplit(url)
        plain = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
        if not plain or "\\" in url or "/../" in url + "/" or not any(within(url, p) for p in self.prefixes):
            raise Problem(403, f"SERVICE <{url}> is not on this server's list of endpoints")

    def addresses(self, url: str) -> list[str]:
        """Resolve the host of *url*; refuse special addresses, unless the allow-list names that host itself."""
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = [str(info[4][0]) for info in socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)]
        named = any(_is_special_host(p) and urlsplit(p).hostname == parts.hostname for p in self.prefixes)
        if not named and not all(is_public(address) for address in found):
            raise Problem(403, f"SERVICE <{url}> leads to a private address")
        return found


def within(url: str, prefix: str) -> bool:
    """Tell whether *url* lies under *prefix*: same scheme, host and port, and a path that begins with its path."""
    there, allowed = urlsplit(url), urlsplit(prefix)
    same = (there.scheme, there.hostname, there.port) == (allowed.scheme, allowed.hostname, allowed.port)
    return same and (there.path or "/").startswith(allowed.path or "/")


def _is_special_host(prefix: str) -> bool:
    """Tell whether a prefix of the allow-list names a special address in so many words."""
    host = urlsplit(prefix).hostname or ""
    try:
        return host == "localhost" or not is_public(host)
    except ValueError:
        return False


def is_public(address: str) -> bool:
    """Tell whether *address* is one of the public internet; IPv4 inside IPv6 is unpacked first."""
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


def post(url: str, addresses: list[str], query: str, deadline: float) -> tuple[int, str | None, bytes]:
    """POST *query* to *url* at one of the checked *addresses*; return status, Location and a bounded body."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = http.client.HTTPConnection(parts.hostname or "", port, timeout=deadline - time.monotonic())
    raw = socket.create_connection((addresses[0], port), timeout=deadline - time.monotonic())
    if parts.scheme == "https":
        raw = ssl.create_default_context().wrap_socket(raw, server_hostname=parts.hostname)
    connection.sock = raw
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"Accept": RESULTS, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", target, urlencode({"query": query}), headers)
        response = connection.getresponse()
        return response.status, response.getheader("Location"), read_bounded(response, raw, deadline)
    finally:
        connection.close()


def read_bounded(response: http.client.HTTPResponse, raw: socket.socket, deadline: float) -> bytes:
    """Read a body within the limits of time and size."""
    pieces, size = [], 0
    while piece := response.read1(1 << 16):
        pieces.append(piece)
        size += len(piece)
        if size > MEGABYTES << 20:
            raise Problem(502, f"SERVICE sent more than {MEGABYTES} MB")
        if (left := deadline - time.monotonic()) <= 0:
            raise Problem(504, f"SERVICE took longer than {SECONDS:g} s")
        raw.settimeout(left)
    return b"".join(pieces)
