"""Opening a store and filling it: files into a new one, and what follows from them under a regime."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from sparql_server.engine import worker
from sparql_server.entailment.layers import renew
from sparql_server.protocol.formats import rdf_format_of
from sparql_server.protocol.problems import Problem


def fill(store: ox.Store, sources: list[list[str | None]]) -> None:
    """Bulk load *sources* (path, graph or ``None``) into *store*."""
    for name, graph in sources:
        path = Path(cast(str, name))
        suffix = rdf_format_of(path) or "ttl"
        manner: Any = {"format": worker.RDF[suffix], "base_iri": path.absolute().as_uri()}
        manner["to_graph"] = None if graph is None else ox.NamedNode(graph)
        try:
            if path.suffix == ".gz":
                with gzip.open(path) as file:
                    store.bulk_load(cast(IO[bytes], file), **manner)
            else:
                store.bulk_load(path=path, **manner)
        except (SyntaxError, ValueError, OSError) as error:
            raise SystemExit(f"{path}: {' '.join(str(error).split())}") from error


def infer(store: ox.Store, config: dict[str, Any]) -> None:
    """Add to *store* what follows under its regime."""
    try:
        renew(store, config["entailment"], config["union"])
    except Problem as problem:
        raise SystemExit(problem.detail) from problem


def prepare(directory: str, config: dict[str, Any]) -> None:
    """Make sure that *directory* holds a store, with the sources in it if it is a new one, and what follows."""
    sources = config["sources"]
    try:
        store = opened(lambda: ox.Store(directory))
    except OSError as error:
        raise SystemExit(f"{directory}: cannot be opened as a store ({error}); is another process using it?") from error
    if sources and len(store):
        raise SystemExit(f"{directory}: already holds {len(store)} statements; leave out FILE or name a new directory")
    fill(store, sources)
    infer(store, config)
    store.flush()


def opened(opening: Callable[[], ox.Store], patience: float = 2.0) -> ox.Store:
    """Open a store on disk; another process's lock or change of files is waited for, *patience* seconds long."""
    deadline = time.monotonic() + patience
    while True:
        try:
            return opening()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
