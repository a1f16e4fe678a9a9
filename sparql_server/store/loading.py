"""Opening a store and filling it: files into a new one, and what follows from them under a regime."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

import pyoxigraph as ox

from lifonto.errors import LifontoError, plainly
from lifonto.reason.documents.encodings import UNREADABLE, hint_of
from lifonto.reason.documents.encodings import opened as unpacked
from lifonto.reason.documents.mistakes import Mistake, explained, is_about_an_iri
from lifonto.reason.documents.reading import Document, document
from sparql_server.catalogue.prefixes import declared
from sparql_server.entailment.layers import renew
from sparql_server.protocol.problems import Problem
from sparql_server.regimes import ASKED, CATALOGUE, SIMPLE, regimes
from sparql_server.store import locks
from sparql_server.store.writing import moved

LENIENTLY = "or have such triples left out: --lenient"


def fill(
    store: ox.Store, sources: list[list[str | None]], *, lenient: bool = False, prefixes: dict[str, str] | None = None
) -> list[str]:
    """Bulk load *sources* (path, graph or ``None``) into *store*; return what is to be told of them.

    The prefixes that they declare are added to *prefixes*.
    """
    told = []
    for name, graph in sources:
        path = Path(cast(str, name))
        try:
            with unpacked(path) as file:
                read = document(file, hint_of(path))
                if prefixes is not None:
                    prefixes |= declared(read.start) | prefixes  # what is known already stays
                try:
                    left_out = load(store, read, path.absolute().as_uri(), graph, lenient)
                except (SyntaxError, *UNREADABLE) as error:
                    raise refusal(path, read.mistake(error), error) from error
        except (SyntaxError, *UNREADABLE, LifontoError) as error:
            raise refusal(path, explained(error), error) from error
        if read.left_out:
            told.append(f"{path}: {read.left_out} is left out")
        if left_out:
            told.append(f"{path}: statements left out, because their IRIs break RFC 3987: {left_out}")
    return told


def refusal(path: Path, mistake: Mistake, error: Exception) -> SystemExit:
    """Return what ends the process, and says why *path* is not loaded."""
    return SystemExit(f"{path}: {plainly(mistake)}{f' ({LENIENTLY})' if is_about_an_iri(error) else ''}")


def merge(store: ox.Store, graphs: Iterable[str]) -> None:
    """Put the triples of *graphs* into the default graph as well; a blank node stays the same node."""
    for graph in graphs:
        store.update(f"ADD <{graph}> TO DEFAULT")


def load(store: ox.Store, read: Document, base: str, graph: str | None, lenient: bool) -> int:
    """Bulk load one document; return how many triples are left out."""
    target = None if graph is None else ox.NamedNode(graph)
    if not lenient:
        store.bulk_load(cast(Any, read.content), read.format, base_iri=base, to_graph=target)
        return 0
    quads = read.quads(base, lenient=True)
    if target:
        quads = (moved(each, target) if isinstance(each.graph_name, ox.DefaultGraph) else each for each in quads)
    store.bulk_extend(quads)
    return read.bad


def infer(store: ox.Store, config: dict[str, Any]) -> None:
    """Add to *store* what follows under its regime."""
    try:
        renew(store, config["entailment"], config["union"], config["apart"])
    except Problem as problem:
        raise SystemExit(problem.detail) from problem


def filled(store: ox.Store, config: dict[str, Any]) -> list[str]:
    """Load the sources of *config* into *store*, and what follows from them; return what is to be told of them."""
    told = fill(store, config["sources"], lenient=config["lenient"], prefixes=config["catalogue"].declared)
    merge(store, config["merged"])
    infer(store, config)
    return told


def prepare(directory: str, config: dict[str, Any]) -> list[str]:
    """Make sure that *directory* holds a store, with the sources in it if it is a new one, and what follows."""
    sources = config["sources"]
    if not sources and config["entailment"] == SIMPLE and is_plain(directory, config["writable"]):
        return []
    try:
        store = opened(lambda: ox.Store(directory))
    except OSError as error:
        raise SystemExit(f"{directory}: cannot be opened as a store ({error}); is another process using it?") from error
    if sources and len(store):
        raise SystemExit(f"{directory}: already holds {len(store)} statements; leave out FILE or name a new directory")
    told = filled(store, config)
    store.remove_graph(ox.NamedNode(CATALOGUE))  # it would go on to tell of what is no longer there
    if not config["writable"]:
        store.bulk_extend(config["catalogue"].quads(store, config))
    store.flush()
    return told


def is_plain(directory: str, writable: bool) -> bool:
    """Tell whether a store is in *directory* that has nothing made in it that must go; it may be in use."""
    if not Path(directory, "CURRENT").is_file():
        return False
    store = view(directory)
    layers = (ASKED, *(each.layer for each in regimes().values()), *([CATALOGUE] if writable else []))
    return not any(store.contains_named_graph(ox.NamedNode(layer)) for layer in layers)


def view(directory: str) -> ox.Store:
    """Open a store on disk to read."""
    with locks.opening(directory):
        return opened(lambda: ox.Store.read_only(directory))


def opened(opening: Callable[[], ox.Store], patience: float = 2.0) -> ox.Store:
    """Open a store on disk; raises OSError where that cannot be done for *patience* seconds.

    Another process may have its lock, or may put its files together anew just while they are opened to read: the engine
    then misses one, or takes the store for corrupt.
    """
    deadline = time.monotonic() + patience
    while True:
        try:
            return opening()
        except (OSError, RuntimeError) as error:
            if time.monotonic() > deadline:
                raise OSError(str(error)) from error
            time.sleep(0.01)
