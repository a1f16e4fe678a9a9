"""Load a release into a remote store over the SPARQL 1.1 Graph Store HTTP Protocol: one PUT a named graph.

A PUT replaces the graph, so publishing again leaves nothing of an older release behind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    OpenerDirector,
    Request,
    build_opener,
)

from lifonto.errors import PublishError

MEDIA_TYPE = "application/n-triples"
RESULTS = "application/sparql-results+json"
TAGS = re.compile(r"<[^>]*>")
COUNT = "SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
MEANINGS = {
    401: "it wants other credentials: give --token-file, with --user for HTTP Basic or Digest",
    403: "these credentials may not write there",
    404: "there is no graph store at this URL: look up the address of its Graph Store Protocol",
    405: "this address takes no PUT: look up the address of its Graph Store Protocol",
    413: "the graph is larger than it takes: raise its upload limit",
    415: "it does not read N-Triples",
}


@dataclass(frozen=True)
class Credentials:
    """A secret and, for HTTP Basic and Digest, whose it is; without ``user`` the secret is a bearer token."""

    secret: str = field(repr=False)
    user: str | None = None


@dataclass(frozen=True)
class Published:
    """A graph that the store took: its file, its IRI there, and the triples in the file."""

    file: Path
    graph: str
    triples: int


class RemoteStore:
    """A store that speaks the Graph Store Protocol at *url*.

    With *direct* addressing a graph is put to the URL's own sub-path, and that is then its IRI there; otherwise it
    keeps its IRI, given as ``?graph=``. *seconds* is the patience with each request.
    """

    def __init__(
        self, url: str, credentials: Credentials | None = None, *, direct: bool = False, seconds: float = 600
    ) -> None:
        self.url, self.direct, self.seconds = url, direct, seconds
        self.origin = origin(url)
        self.bearer = f"Bearer {credentials.secret}" if credentials and not credentials.user else None
        self.open, self.anonymous = opener(url, credentials), build_opener()

    def publish(self, sources: list[tuple[Path, str]]) -> Iterator[Published]:
        """Put each file of *sources*, N-Triples with the IRI of its graph, and yield it when the store has it.

        Raises PublishError, saying which graph was refused and why.
        """
        for file, graph in sources:
            content = file.read_bytes()
            self.send(self.address(graph), file.name, content)
            yield Published(file, self.name(graph), sum(1 for line in content.splitlines() if line.strip()))

    def check(self, query_url: str, published: list[Published]) -> None:
        """Count the triples of each published graph at the SPARQL endpoint *query_url*.

        Raises PublishError with every graph whose count is not that of its file.
        """
        wrong = []
        for each in published:
            found = self.count(query_url, each.graph)
            if found != each.triples:
                wrong.append(f"{each.graph} has {found} triples, its file {each.file.name} has {each.triples}")
        if wrong:
            raise PublishError(f"{query_url}: not all of the release is there: {'; '.join(wrong)}")

    def count(self, query_url: str, graph: str) -> int:
        """Return how many triples *graph* has at the endpoint *query_url*; credentials go to the same host only."""
        mark = "&" if urlsplit(query_url).query else "?"
        asked = f"{query_url}{mark}{urlencode({'query': COUNT.format(graph=graph)})}"
        body = self.send(asked, "the count")
        try:
            return int(json.loads(body)["results"]["bindings"][0]["n"]["value"])
        except (ValueError, LookupError, TypeError) as error:
            raise PublishError(f"{query_url}: this is no SPARQL endpoint: it did not answer a count") from error

    def name(self, graph: str) -> str:
        """Return the IRI that *graph* has in the store."""
        return f"{self.url.rstrip('/')}/{re.split('[/#]', graph)[-1]}" if self.direct else graph

    def address(self, graph: str) -> str:
        """Return the URL to put *graph* to."""
        mark = "&" if urlsplit(self.url).query else "?"
        return self.name(graph) if self.direct else f"{self.url}{mark}{urlencode({'graph': graph})}"

    def send(self, url: str, what: str, content: bytes | None = None) -> bytes:
        """PUT *content* to *url*, or GET it, and return the answer's body; raises PublishError with what to do."""
        ours = origin(url) == self.origin
        method, headers = ("GET", {"Accept": RESULTS}) if content is None else ("PUT", {"Content-Type": MEDIA_TYPE})
        request = Request(url, content, headers, method=method)  # noqa: S310  origin() let http and https pass alone
        if ours and self.bearer:
            request.add_unredirected_header("Authorization", self.bearer)
        try:
            with (self.open if ours else self.anonymous).open(request, timeout=self.seconds) as answer:
                return bytes(answer.read())
        except HTTPError as error:
            raise PublishError(f"{what}: {url} answered {refusal(error)}") from error
        except URLError as error:
            raise PublishError(f"{what}: {url} cannot be reached: {error.reason}") from error
        except (OSError, HTTPException, ValueError) as error:
            raise PublishError(f"{what}: {url}: {error or type(error).__name__}") from error


def origin(url: str) -> tuple[str, str]:
    """Return the scheme and host of *url*; raises PublishError where it is not of the web, or has a password in it."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise PublishError(f"{url}: not an http or https URL")
    if parts.username or parts.password:
        raise PublishError("no password in the URL: give --user, and --token-file with the password")
    return parts.scheme, parts.netloc


def opener(url: str, credentials: Credentials | None) -> OpenerDirector:
    """Return what opens URLs, answering the Basic or Digest challenge of *url* where there is a user."""
    if not credentials or not credentials.user:
        return build_opener()
    passwords = HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, url, credentials.user, credentials.secret)
    return build_opener(HTTPDigestAuthHandler(passwords), HTTPBasicAuthHandler(passwords))


def refusal(error: HTTPError) -> str:
    """Say what an error answer means, with the detail of a problem document (RFC 9457) or its first words."""
    with error:
        body = (error.read(4000) or b"").decode("utf-8", "replace")  # without one it is "" before Python 3.11.4
    try:
        body = str(json.loads(body)["detail"])
    except (ValueError, LookupError, TypeError):
        body = TAGS.sub(" ", body)
    said = " ".join(body.split())[:200]
    parts = [f"{error.code} {error.reason}".strip(), MEANINGS.get(error.code, ""), f"it says: {said}" if said else ""]
    return "; ".join(part for part in parts if part)
