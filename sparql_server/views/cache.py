"""A cache of whole answers: bounded in bytes, keys counted, and emptied by every write."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any, NamedTuple

Environ = dict[str, Any]
Key = tuple[str, ...]
PARTS = (
    "wsgi.url_scheme",
    "HTTP_HOST",
    "SCRIPT_NAME",
    "PATH_INFO",
    "QUERY_STRING",
    "HTTP_ACCEPT",
    "HTTP_ACCEPT_ENCODING",
)
PATHS = {"/", "/sparql", "/.well-known/void", "/llms.txt"}
PAGES = {"terms", "statements", "references", "tree", "query", "cascade", "why", "conditions", "about", "search"}
MAX_KEY = 16_384  # characters
OVERHEAD = 1000  # bytes that an entry takes beside its text


class Kept(NamedTuple):
    """An answer as it was sent."""

    headers: list[tuple[str, str]]
    tag: str
    body: bytes


class Cache:
    """Holds at most *megabytes* of answers to the present version of the data; those used longest ago leave first."""

    def __init__(self, megabytes: int) -> None:
        self.limit, self.size, self.version, self.lock = megabytes << 20, 0, 0, threading.Lock()
        self.answers: OrderedDict[Key, Kept] = OrderedDict()

    def get(self, key: Key, version: int) -> Kept | None:
        """Return what is kept under *key*, if it tells of the data of *version*."""
        with self.lock:
            if version != self.version:
                self.answers.clear()
                self.size, self.version = 0, version
            if (found := self.answers.get(key)) is not None:
                self.answers.move_to_end(key)
            return found

    def put(self, key: Key, version: int, kept: Kept) -> None:
        """Keep an answer to the data of *version*."""
        with self.lock:
            if version != self.version or key in self.answers:
                return
            self.answers[key] = kept
            self.size += weight(key, kept)
            while self.size > self.limit:
                self.size -= weight(*self.answers.popitem(last=False))


def weight(key: Key, kept: Kept) -> int:
    """Return how many bytes an entry takes, at most."""
    return 4 * sum(map(len, key)) + len(kept.body) + OVERHEAD


def key_of(environ: Environ) -> Key | None:
    """Return all that an answer depends on, beside the data; None for a request that is not answered from the cache."""
    path = environ["PATH_INFO"]
    if environ["REQUEST_METHOD"] != "GET" or not (path in PATHS or path[1:].partition("/")[0] in PAGES):
        return None
    key = tuple([environ.get(part, "") for part in PARTS])
    return key if sum(map(len, key)) < MAX_KEY else None
