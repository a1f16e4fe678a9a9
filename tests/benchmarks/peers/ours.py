"""The server of this project, with its cache of answers or without."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from .process import Data, Endpoint, free_port, running, wait_until_answering

ROOT = Path(__file__).resolve().parents[3]


def missing() -> str:
    """Return nothing: it is here."""
    return ""


@contextmanager
def start(data: Data, folder: Path, options: Sequence[str] = ()) -> Iterator[Endpoint]:
    """Serve *data*, or what *options* say."""
    port = free_port()
    files = [f"{graph}={file.resolve()}" for file, graph in data]
    union = ["--union"] if files else []
    command = [sys.executable, "-m", "sparql_server", "--port", str(port), "--no-log", *union, *options, *files]
    with running(command, folder, {"PYTHONPATH": str(ROOT)}) as process:
        base = f"http://127.0.0.1:{port}"
        endpoint = Endpoint(f"{base}/sparql", process, f"{base}/data")
        wait_until_answering(endpoint, folder)
        yield endpoint
