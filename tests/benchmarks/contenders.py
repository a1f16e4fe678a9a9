"""Who is compared: this server with its cache and without, and every peer that can be had."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .peers import fuseki, nginx, ours, oxigraph, rdflib_endpoint, virtuoso
from .peers.process import Data, Endpoint

Start = Callable[[Data, Path], AbstractContextManager[Endpoint]]
OURS, CACHED, PROXIED = "ours", "ours, cache on", "ours, nginx's cache"
CONTENDERS: Mapping[str, tuple[Callable[[], str], Start]] = {
    OURS: (ours.missing, partial(ours.start, options=["--cache-mb", "0"])),
    CACHED: (ours.missing, ours.start),
    PROXIED: (nginx.missing, nginx.start),
    "oxigraph memory": (oxigraph.missing, oxigraph.start),
    "oxigraph disk": (oxigraph.missing, partial(oxigraph.start, on_disk=True)),
    "Virtuoso": (virtuoso.missing, virtuoso.start),
    "Fuseki": (fuseki.missing, fuseki.start),
    "rdflib-endpoint": (rdflib_endpoint.missing, rdflib_endpoint.start),
}


@dataclass(frozen=True)
class Running:
    """A contender at work, the seconds from its start until it answered out of all data, and its memory then."""

    name: str
    endpoint: Endpoint
    seconds: float
    resident: float
    proportional: float


@contextmanager
def started(names: list[str], data: Data, folder: Path, tell: Callable[[str], None]) -> Iterator[list[Running]]:
    """Start those of *names* that can be had, one after the other; *tell* is told who is left out and why."""
    ends = [last_statement(file) for file, _ in data]
    with ExitStack() as stack:
        found = []
        for name in names:
            missing, start = CONTENDERS[name]
            if reason := missing():
                tell(f"without {name}: {reason}")
                continue
            place = folder / name.replace(" ", "-").replace(",", "").replace("'", "")
            place.mkdir()
            begun = time.perf_counter()
            endpoint = stack.enter_context(start(data, place))
            loaded = [b"true" in endpoint.ask(f"ASK {{ {end} }}") for end in ends]
            seconds = time.perf_counter() - begun
            if not all(loaded):
                raise RuntimeError(f"{name} says that it is loaded, but the end of a file is not there")
            found.append(Running(name, endpoint, seconds, *endpoint.memory()))
            tell(f"{name}: ready after {seconds:.1f} s")
        yield found


def last_statement(file: Path) -> str:
    """Return the last statement in *file* (N-Triples) that every server keeps and finds as it is written."""
    return next(line for line in reversed(file.read_text().splitlines()) if "_:" not in line and "^^" not in line)


def engine_seconds(data: Data) -> float:
    """Return the seconds in which the engine itself loads *data* into memory, in this process."""
    import pyoxigraph as ox

    store = ox.Store()
    begun = time.perf_counter()
    for file, graph in data:
        store.bulk_load(path=str(file), format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(graph))
    return time.perf_counter() - begun
