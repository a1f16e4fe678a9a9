"""The only way out: calls to allow-listed SPARQL endpoints for SERVICE.

An endpoint has to lie under an allowed prefix, and its name must not resolve to a private, loopback, link-local or
otherwise special address unless the prefix names that very host. The connection goes to the address that was
checked, redirects are checked again, and number, time and size are bounded.
"""

from __future__ import annotations

import ipaddress
import json
import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from sparql_server.lanes.calls import FAILURES, looking, post
from sparql_server.lanes.client import Client
from sparql_server.protocol.problems import Problem
from sparql_server.settings import Settings

RESULTS = "application/sparql-results+json"
MAX_SECONDS, MAX_MEGABYTES, MAX_REDIRECTS, MAX_CALLS = 10.0, 10, 3, 50
MAX_PARTS = 1_000_000  # of JSON: each takes many times its length in memory
REDIRECTS = {301, 302, 303, 307, 308}
URL = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]!$&'()*+,;=%]+", re.IGNORECASE)  # so, no @ before the host
DISGUISED = re.compile(r"%(?:2e|2f|5c|25|00)", re.IGNORECASE)  # what servers may read as a dot or a slash, after all
PORTS = {"http": 80, "https": 443}


class Outbound:
    """Makes calls within what *settings* allow."""

    def __init__(self, settings: Settings) -> None:
        self.prefixes = settings.federation

    def for_query(self, deadline: float, client: Client | None = None) -> Callable[[dict[str, str]], dict[str, Any]]:
        """Return what makes the calls of one query, which has until *deadline* (monotonic), for *client*."""
        return Calls(self, deadline, client)

    def check(self, url: str) -> None:
        """Refuse a *url* outside the allow-list."""
        if not (URL.fullmatch(url) and any(within(url, prefix) for prefix in self.prefixes)):
            raise Problem(403, f"SERVICE <{url}> is not on this server's list of endpoints")

    def permit(self, host: str, addresses: list[str]) -> None:
        """Refuse special *addresses*, unless the allow-list names *host* itself."""
        named = any(is_special_host(prefix) and urlsplit(prefix).hostname == host for prefix in self.prefixes)
        if not named and not all(map(is_public, addresses)):
            raise Problem(403, f"SERVICE at {host} leads to a private address")


class Calls:
    """The calls of one query."""

    def __init__(self, outbound: Outbound, deadline: float, client: Client | None) -> None:
        self.outbound, self.deadline, self.client, self.made = outbound, deadline, client, 0

    def __call__(self, need: dict[str, str]) -> dict[str, Any]:
        """Return the results of ``need["query"]`` from ``need["endpoint"]``, or the problem that kept them away."""
        endpoint = need["endpoint"]
        try:
            return {"results": solutions(self._ask(endpoint, need["query"]), endpoint)}
        except Problem as problem:
            if problem.members.get("limit") == "client":
                raise
            return {"status": problem.status, "problem": problem.detail}
        except FAILURES as error:
            return {"status": 502, "problem": f"SERVICE <{endpoint}> did not answer: {error or type(error).__name__}"}

    def _ask(self, endpoint: str, query: str) -> bytes:
        """Ask *endpoint*; follow redirects that stay within what is allowed."""
        self.made += 1
        if self.made > MAX_CALLS:
            raise Problem(403, f"the query makes more than {MAX_CALLS} calls by SERVICE, the most here")
        url, seconds = endpoint, min(MAX_SECONDS, self.deadline - time.monotonic())
        late = Problem(504, f"SERVICE <{endpoint}> took longer than {max(seconds, 0):.1f} s")
        look = looking(time.monotonic() + seconds, late, self.client)
        for _ in range(MAX_REDIRECTS + 1):
            self.outbound.check(url)
            with post(url, {"query": [query]}, RESULTS, look, self.outbound.permit) as answer:
                location = answer.headers.get("location")
                if answer.status_code not in REDIRECTS or not location:
                    if answer.status_code != 200:
                        raise Problem(502, f"SERVICE <{endpoint}> answered {answer.status_code}")
                    return bounded(answer.iter_bytes(), endpoint)
            url = urljoin(url, location)
        raise Problem(502, f"SERVICE <{endpoint}> redirects too often")


def within(url: str, prefix: str) -> bool:
    """Tell whether *url* lies under *prefix*: same scheme, host and port, and a path that goes on where its path ends.

    What a server could take for a way out of there, and a query string, is not under it.
    """
    there, allowed = urlsplit(url), urlsplit(prefix)
    if "?" in url or "#" in url or origin(there) != origin(allowed):
        return False
    path, base = there.path or "/", allowed.path or "/"
    rest = path.removeprefix(base)
    if path != base and not path.startswith(base if base.endswith("/") else base + "/"):
        return False
    return not DISGUISED.search(rest) and not any(part.split(";")[0] in {".", ".."} for part in rest.split("/"))


def origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    """Return scheme, host and port; no port where it is none."""
    try:
        return parts.scheme, parts.hostname, parts.port or PORTS.get(parts.scheme)
    except ValueError:
        return parts.scheme, parts.hostname, None


def is_special_host(prefix: str) -> bool:
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


def bounded(pieces: Any, endpoint: str) -> bytes:
    """Read a body of a bounded size."""
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > MAX_MEGABYTES << 20:
            raise Problem(502, f"SERVICE <{endpoint}> sent more than {MAX_MEGABYTES} MB")
    return bytes(body)


def solutions(body: bytes, endpoint: str) -> dict[str, Any]:
    """Read the solutions in *body* (SPARQL 1.1 Query Results JSON Format)."""
    if sum(map(body.count, (b",", b"{", b"["))) > MAX_PARTS:
        raise Problem(502, f"SERVICE <{endpoint}> sent too many solutions; ask it for fewer")
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    match found:
        case {"head": {"vars": [*names]}, "results": {"bindings": [*rows]}}:
            if all(isinstance(name, str) for name in names) and all(map(is_solution, rows)):
                return {"head": {"vars": names}, "results": {"bindings": rows}}
    raise Problem(502, f"SERVICE <{endpoint}> sent no solutions as {RESULTS}")


def is_solution(row: Any) -> bool:
    """Tell whether *row* is an object of terms."""
    return isinstance(row, dict) and all(
        isinstance(term, dict) and {"type", "value"} <= term.keys() and all(isinstance(x, str) for x in term.values())
        for term in row.values()
    )
