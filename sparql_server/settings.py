"""What a server is told before it starts: its data, its limits, its manners.

Everything is a frozen value, so a running server cannot be reconfigured by accident; the command line, the
environment and tests all build the same :class:`Settings`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from sparql_server.entailment.regimes import SIMPLE, regimes
from sparql_server.protocol.formats import SUFFIXES, rdf_format_of


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
    ``workers`` the queries evaluated at once; ``queue`` those that may wait for a worker.
    """

    seconds: float = 30.0
    memory_mb: int = 1024
    response_mb: int = 1024
    workers: int = field(default_factory=lambda: max(8, 4 * (os.cpu_count() or 1)))
    queue: int = 200
    query_mb: float = 1.0
    upload_mb: int = 256
    body_seconds: float = 20.0


@dataclass(frozen=True)
class Settings:
    """A server's configuration; see each option of ``python -m sparql_server --help``.

    Exactly one of ``sources``, ``store``, ``empty`` and ``remote`` says where the data is (``sources`` may fill a
    new ``store``). ``examples`` are (name, title, query) shown on the landing page. ``federation`` lists the
    beginnings of endpoint URLs that SERVICE may call; ``union_default_graph`` makes the default graph the union
    of all graphs where a query names no dataset. ``entailment`` names the regime under which that graph is asked.
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
    public_url: str | None = None
    base_path: str = ""
    federation: tuple[str, ...] = ()
    union_default_graph: bool = False
    entailment: str = SIMPLE
    datasets: tuple[Dataset, ...] = ()
    log: bool = True


def check(settings: Settings) -> list[str]:
    """Return what is wrong with *settings*, one sentence a problem that says what to do; empty when all is well."""
    problems = [*_check_data(settings), *_check_addresses(settings)]
    if settings.writable and not settings.token:
        problems.append("--writable needs a token: give --token-file FILE or set LIFONTO_SERVE_TOKEN")
    if settings.writable and settings.remote:
        problems.append("--writable cannot be used with --remote: send updates to the remote store itself")
    problems += _check_entailment(settings)
    numbers = vars(settings.limits) | {"cache_mb": settings.cache_mb + 1, "queue": settings.limits.queue + 1}
    problems += [f"the limit {name} must be more than 0" for name, number in numbers.items() if number <= 0]
    return problems


def _check_data(settings: Settings) -> list[str]:
    problems = []
    places = [bool(settings.sources or settings.store), settings.empty, bool(settings.remote)]
    if sum(places) != 1:
        problems.append("give exactly one of FILE… (alone or with --store DIR), --store DIR, --empty, --remote URL")
    for source in settings.sources:
        if not source.path.is_file():
            problems.append(f"{source.path}: no such file; check the name")
        elif rdf_format_of(source.path) is None:
            known = " ".join(sorted(SUFFIXES))
            problems.append(f"{source.path}: not a known RDF suffix; use one of {known}, and .gz")
    if settings.store and settings.store.exists() and not settings.store.is_dir():
        problems.append(f"{settings.store}: not a directory; --store wants the directory of a store")
    elif settings.store and not (settings.store.exists() or settings.sources or settings.writable):
        problems.append(f"{settings.store}: no such directory; name FILEs to load into it or make it --writable")
    return problems


def _check_entailment(settings: Settings) -> list[str]:
    name = settings.entailment
    if name not in regimes():
        return [f"--entailment {name}: no such regime; choose one of {', '.join(regimes())}"]
    if name == SIMPLE:
        return []
    problems = []
    if settings.remote:
        problems.append("--entailment cannot be used with --remote: what follows is found where the data are")
    if settings.store and settings.writable:
        advice = "leave out --writable, or load the data into memory with FILE… instead of --store"
        problems.append(f"--entailment {name} cannot follow writes to a store on disk: {advice}")
    return problems


def _check_addresses(settings: Settings) -> list[str]:
    named = [("--remote", settings.remote), ("--public-url", settings.public_url)]
    named += [("--federate", prefix) for prefix in settings.federation]
    problems = []
    for option, url in named:
        if url and (urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname):
            problems.append(f"{option} {url}: not an http or https URL")
    if not 0 <= settings.port <= 65535:
        problems.append(f"--port {settings.port}: ports go from 0 (any free one) to 65535")
    return problems
