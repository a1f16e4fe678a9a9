"""``oxigraph serve``, the engine's own server, in memory or on disk (PyPI: oxigraph)."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .loading import put
from .process import Data, Endpoint, free_port, running, wait_until_answering


def program() -> str | None:
    """Return the program beside this Python, or on PATH."""
    return shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")


def missing() -> str:
    """Return what is not installed."""
    return "" if program() else "no oxigraph program: pip install oxigraph"


@contextmanager
def start(data: Data, folder: Path, *, on_disk: bool = False) -> Iterator[Endpoint]:
    """Serve *data*; on disk it is loaded by ``oxigraph load`` before, in memory through the Graph Store Protocol."""
    found = program()
    assert found, missing()
    port = free_port()
    location = ["--location", folder / "store"] if on_disk else []
    if on_disk:
        for file, graph in data:
            command = [found, "load", *location, "--file", file.resolve(), "--graph", graph]
            subprocess.run([str(word) for word in command], check=True, capture_output=True)
    command = [found, "serve", *location, "--union-default-graph", "--bind", f"127.0.0.1:{port}"]
    with running(command, folder) as process:
        base = f"http://127.0.0.1:{port}"
        endpoint = Endpoint(f"{base}/query", process, f"{base}/store")
        wait_until_answering(endpoint, folder)
        if not on_disk:
            put(endpoint.graphs, data)
        yield endpoint
