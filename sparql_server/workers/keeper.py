"""The nursery as the front sees it: started, waited for, told to leave, stopped."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from lifonto.errors import LifontoError
from sparql_server.entailment.regimes import regimes, served
from sparql_server.settings import Settings


class Keeper:
    """Starts a nursery that listens at ``path``; it loads while the caller goes on."""

    def __init__(self, settings: Settings) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="sparql-")
        self.path = str(Path(self.folder.name) / "nursery")
        limits = settings.limits
        config: dict[str, Any] = {
            "socket": self.path,
            "sources": [[str(source.path), source.graph] for source in settings.sources],
            "store": str(settings.store) if settings.store else None,
            "memory_mb": limits.memory_mb,
            "limit": limits.response_mb << 20,
            "prefixes": dict(settings.prefixes),
            "entailment": settings.entailment,
            "union": settings.union_default_graph,
            "layers": regimes()[settings.entailment].layers,
            "sets": sets(settings),
        }
        search = os.pathsep.join(filter(None, [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH")]))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sparql_server.engine.nursery", json.dumps(config)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": search},
        )

    def wait_until_ready(self) -> int:
        """Wait for the data, return the number of statements; raise :class:`LifontoError` if it gives up."""
        assert self.process.stdout
        line = self.process.stdout.readline()
        report: dict[str, Any] = {"error": "the query workers could not be started"}
        if line.strip():
            report = json.loads(line)
        if "error" in report:
            raise LifontoError(report["error"])
        return int(report["quads"])

    def leave(self) -> None:
        """Have the nursery take no more work and end when its workers have finished theirs."""
        assert self.process.stdin
        with contextlib.suppress(OSError):
            self.process.stdin.write(b"L")
            self.process.stdin.flush()

    def stop(self) -> None:
        """Cut the nursery's lifeline; it ends, and its workers with it."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        self.process.wait()
        self.folder.cleanup()


def sets(settings: Settings) -> dict[str, tuple[bool, list[str]]]:
    """Return what each IRI of a set of graphs stands for: whether all that is stated, and which graphs besides."""
    by_regime = {each.iri: (True, each.layers) for each in served(settings.entailment)}
    return by_regime | {each.iri: (False, list(each.graphs)) for each in settings.datasets}
