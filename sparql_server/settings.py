"""What a server is told before it starts: its data, its limits, its manners; and what can be wrong with that.

Everything is a frozen value, so a running server cannot be reconfigured by accident; the command line, the
environment and tests all build the same :class:`Settings`.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from lifonto.errors import NotFound
from lifonto.reason.documents.encodings import expect_file, is_folder
from sparql_server.picture import Picture
from sparql_server.record import is_made_ahead
from sparql_server.regimes import SIMPLE, regimes
from sparql_server.site import Site

MIN_TOKEN = 8  # characters
BOUNDS = {  # of the numbers, each with its unit; what lies outside is a slip of the pen
    "seconds": (0.1, 86_400, "seconds"),
    "memory_mb": (16, 1 << 24, "MB, since a query needs some to begin at all"),
    "response_mb": (1, 1 << 24, "MB"),
    "quick": (1, 256, "queries"),
    "slow": (1, 256, "queries"),
    "queue": (0, 1000, "queries"),
    "query_mb": (0.001, 1024, "MB"),
    "upload_mb": (1, 1 << 20, "MB"),
    "spool_mb": (16, 1 << 24, "MB"),
    "body_seconds": (1, 3600, "seconds"),
    "cache_mb": (0, 1 << 20, "MB"),
    "port": (0, 65_535, "; 0 takes any free port"),
    "trusted_proxies": (0, 16, "proxies"),
}


@dataclass(frozen=True)
class Source:
    """A file of RDF and the named graph it goes to (``None``: the default graph); ``.gz`` is read too."""

    path: Path
    graph: str | None = None


@dataclass(frozen=True)
class Dataset:
    """An IRI that stands for a set of graphs wherever a query names its dataset."""

    iri: str
    graphs: tuple[str, ...]
    meaning: str = ""


@dataclass(frozen=True)
class Limits:
    """Where a request ends: seconds, megabytes and numbers of queries.

    ``memory_mb`` counts what one query may take beyond the data; ``response_mb`` the answer before compression;
    ``quick`` and ``slow`` are the queries evaluated at once in each lane, ``queue`` those that may wait for a place in
    it; ``spool_mb`` bounds the temporary files of large answers and uploads, all together.
    """

    seconds: float = 30.0
    memory_mb: int = 1024
    response_mb: int = 1024
    quick: int = 4
    slow: int = 4
    queue: int = 64
    spool_mb: int = 2048
    query_mb: float = 1.0
    upload_mb: int = 256
    body_seconds: float = 20.0


@dataclass(frozen=True, eq=False)
class Settings:
    """A server's configuration; see each option of ``python -m sparql_server --help``.

    Exactly one of ``sources``, ``store``, ``empty`` and ``remote`` says where the data is (``sources`` may fill a
    new ``store``). ``examples`` are (name, title, query) shown on the query page, ``site`` the words of all pages,
    ``picture`` what the cascade page draws.
    ``federation`` lists the beginnings of endpoint URLs that SERVICE may call; ``union_default_graph`` makes the
    default graph the union of all graphs that are not ``apart`` where a query names no dataset; ``merged`` lists
    graphs whose triples are copied to the default graph at the start, instead. ``entailment`` names the regime
    under which that graph is asked. ``trusted_proxies`` is how many proxies stand in front, whose X-Forwarded-*
    headers are believed; ``cors`` the origin whose pages may read answers ("*": all, "": none); ``sync`` has every
    write on the disk before it is acknowledged; ``lenient`` leaves out triples with IRIs that break the rules;
    ``scratch`` is a folder that is removed when the server ends.
    """

    sources: tuple[Source, ...] = ()
    store: Path | None = None
    empty: bool = False
    remote: str | None = None
    writable: bool = False
    token: str | None = field(default=None, repr=False)
    host: str = "127.0.0.1"
    port: int = 8080
    limits: Limits = field(default_factory=Limits)
    cache_mb: int = 64
    title: str = "SPARQL endpoint"
    about: str = ""
    prefixes: Mapping[str, str] = field(default_factory=dict)
    examples: tuple[tuple[str, str, str], ...] = ()
    site: Site = field(default_factory=Site)
    picture: Picture = field(default_factory=Picture)
    public_url: str | None = None
    base_path: str = ""
    federation: tuple[str, ...] = ()
    union_default_graph: bool = False
    apart: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    entailment: str = SIMPLE
    datasets: tuple[Dataset, ...] = ()
    spool_dir: Path | None = None
    trusted_proxies: int = 0
    cors: str = "*"
    sync: bool = False
    lenient: bool = False
    scratch: Path | None = None
    log: bool = True
    log_queries: bool = False


def check(settings: Settings) -> list[str]:
    """Return what is wrong with *settings*, one sentence a problem that says what to do; empty when all is well."""
    parts = (_numbers, _data, _places, _addresses, _writing, _entailment)
    return [problem for part in parts for problem in part(settings)]


def _numbers(settings: Settings) -> Iterator[str]:
    for name, (least, most, unit) in BOUNDS.items():
        number = getattr(settings.limits, name, None)
        number = getattr(settings, name) if number is None else number
        if not (math.isfinite(number) and least <= number <= most):
            yield f"{option(name)} {number:g}: give a number from {least:,} to {most:,} {unit}".replace(" ;", ";")


def _data(settings: Settings) -> Iterator[str]:
    places = [bool(settings.sources or settings.store), settings.empty, bool(settings.remote)]
    if sum(places) != 1:
        yield "give exactly one of FILE… (alone or with --store DIR), --store DIR, --empty, --remote URL"
    for source in settings.sources:
        yield from _source(source.path)
    if settings.store and settings.store.exists() and not settings.store.is_dir():
        yield f"{settings.store}: not a directory; --store wants the directory of a store"
    elif settings.store and not (settings.store.exists() or settings.sources or settings.writable):
        yield f"{settings.store}: no such directory; name FILEs to load into it or make it --writable"


def _source(path: Path) -> Iterator[str]:
    if is_folder(path):
        yield f"{path}: a directory; name the files in it, or a store with --store"
        return
    try:
        expect_file(path)
    except NotFound as error:
        yield f"{error}; check the name"
    else:
        if not os.access(path, os.R_OK):
            yield f"{path}: cannot be read; give this user the right to"


def _places(settings: Settings) -> Iterator[str]:
    folder = settings.spool_dir
    if folder and not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        yield f"--spool-dir {folder}: not a directory that this user may write to; make it, or name another"
    if not re.fullmatch(r"(/[A-Za-z0-9._~-]+)*", settings.base_path) or "/.." in settings.base_path:
        yield f"--base-path {settings.base_path}: give a path of letters, digits and - . _ ~, like /lif/data"


def _addresses(settings: Settings) -> Iterator[str]:
    named = [("--remote", settings.remote), ("--public-url", settings.public_url)]
    named += [("--federate", prefix) for prefix in settings.federation]
    for name, url in named:
        if url is not None and not _is_plain(url):
            yield f"{name} {url}: not an http or https URL"
        elif url is not None and name != "--remote" and re.search(r"[?#@\\]|/\.|%2e", url, re.IGNORECASE):
            yield f"{name} {url}: leave out user, query, fragment and dots between slashes"
    if settings.cors not in {"", "*"} and not (_is_plain(settings.cors) and settings.cors.count("/") == 2):
        yield f"--cors {settings.cors}: give * for all, an origin like https://example.org, or none"
    if not settings.host.strip() or re.search(r"[\s/\[\]]", settings.host):
        yield f"--host {settings.host!r}: give a name or an address alone, like 127.0.0.1 or ::1"


def _is_plain(url: str) -> bool:
    """Tell whether *url* is one of http or https, with a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False


def _writing(settings: Settings) -> Iterator[str]:
    token = settings.token
    if settings.writable and not token:
        yield "--writable needs a token: give --token-file FILE or set LIFONTO_SERVE_TOKEN"
    elif settings.writable and token and not (token.isascii() and token.isprintable()):
        yield "the token has characters that a header cannot carry; use letters, digits and - . _ ~"
    elif settings.writable and token and len(token.strip()) < MIN_TOKEN:
        advice = "make one with: python -c 'import secrets; print(secrets.token_urlsafe())'"
        yield f"the token is shorter than {MIN_TOKEN} characters, and could be guessed; {advice}"
    if settings.writable and settings.remote:
        yield "--writable cannot be used with --remote: send updates to the remote store itself"
    if settings.writable and settings.store and is_made_ahead(settings.store):
        yield f"{settings.store}: a store that `lifonto load` made is only read; leave out --writable"
    if settings.sync and not settings.store:
        yield "--sync is for --store DIR: data in memory are never on a disk"


def _entailment(settings: Settings) -> Iterator[str]:
    name = settings.entailment
    if name not in regimes():
        yield f"--entailment {name}: no such regime; choose one of {', '.join(regimes())}"
    elif name != SIMPLE and settings.remote:
        yield "--entailment cannot be used with --remote: what follows is found where the data are"
    elif name != SIMPLE and settings.store and settings.writable:
        advice = "leave out --writable, or load the data into memory with FILE… instead of --store"
        yield f"--entailment {name} cannot follow writes to a store on disk: {advice}"


def option(name: str) -> str:
    """Return the option that sets *name*."""
    return "--" + name.replace("_", "-")
