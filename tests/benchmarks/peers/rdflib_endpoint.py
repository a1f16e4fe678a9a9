"""rdflib-endpoint: rdflib behind FastAPI and uvicorn, as its README starts it (PyPI: rdflib-endpoint)."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .process import Data, Endpoint, free_port, running, wait_until_answering

PROGRAM = """
import json, sys
import rdflib, uvicorn
from rdflib_endpoint import SparqlEndpoint
port, data = json.loads(sys.argv[1])
dataset = rdflib.Dataset(default_union=True)
for file, graph in data:
    dataset.graph(rdflib.URIRef(graph)).parse(file, format="nt")
uvicorn.run(SparqlEndpoint(graph=dataset, path="/"), host="127.0.0.1", port=port, log_level="warning")
"""


def missing() -> str:
    """Return what is not installed."""
    lacking = [name for name in ("rdflib_endpoint", "uvicorn") if importlib.util.find_spec(name) is None]
    return f"no {' and no '.join(lacking)}: pip install rdflib-endpoint uvicorn" if lacking else ""


@contextmanager
def start(data: Data, folder: Path) -> Iterator[Endpoint]:
    """Serve *data* from memory."""
    port = free_port()
    told = json.dumps([port, [(str(file.resolve()), graph) for file, graph in data]])
    with running([sys.executable, "-c", PROGRAM, told], folder) as process:
        endpoint = Endpoint(f"http://127.0.0.1:{port}/", process)
        wait_until_answering(endpoint, folder)
        yield endpoint
