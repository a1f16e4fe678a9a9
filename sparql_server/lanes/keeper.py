"""The keeper of a zygote: starts it, waits for its data, gets workers from it, has it leave, stops it.

The zygote (the process that holds the data and forks workers) is reached through one pair of sockets. A new worker gets
one end of another pair over it. So there is no file that somebody could take away, and nothing is left behind.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

from lifonto.errors import LifontoError
from sparql_server.lanes.metrics import tell
from sparql_server.regimes import regimes, served
from sparql_server.settings import Settings


class Keeper:
    """Starts a zygote; it loads while the caller goes on."""

    def __init__(self, settings: Settings) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        config = file_of(config_of(settings) | {"control": theirs.fileno()})
        search = os.pathsep.join(filter(None, [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH")]))
        with theirs, config:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "sparql_server.store.zygote", str(config.fileno())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                pass_fds=[theirs.fileno(), config.fileno()],
                env={**os.environ, "PYTHONPATH": search},
            )

    def wait_until_ready(self) -> int:
        """Wait for the data, return the number of statements; raise :class:`LifontoError` if it gives up."""
        assert self.process.stdout
        with self.process.stdout as reports:
            line = reports.readline()
        report = json.loads(line) if line.strip() else {"error": "the process that holds the data could not be started"}
        if "error" in report:
            raise LifontoError(report["error"])
        for told in report["told"]:
            tell(told)
        return int(report["quads"])

    def connect(self, kind: bytes) -> socket.socket:
        """Have a worker of *kind* forked; raises ConnectionError where the zygote has ended."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self.control, [kind], [theirs.fileno()])
            except BaseException:
                ours.close()
                raise
        return ours

    def leave(self) -> None:
        """Have the zygote take no more work and end when its workers have finished theirs."""
        assert self.process.stdin
        with contextlib.suppress(OSError):
            self.process.stdin.write(b"L")
            self.process.stdin.flush()

    def has_ended(self) -> bool:
        """Tell whether the process that was started has ended, and collect all that is left of it."""
        if self.process.poll() is None:
            return False
        self.stop()
        return True

    def stop(self) -> None:
        """Cut the zygote's lifeline, its standard input; it ends, and its workers with it."""
        assert self.process.stdin
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        self.control.close()
        self.process.wait()


def file_of(config: dict[str, Any]) -> BinaryIO:
    """Return a file without a name that holds *config*: it may be longer than an argument."""
    file = os.fdopen(os.memfd_create("config"), "w+b")
    file.write(json.dumps(config).encode())
    file.seek(0)
    return file


def config_of(settings: Settings) -> dict[str, Any]:
    """Return what a zygote needs to know of *settings*."""
    limits = settings.limits
    return {
        "sources": [[str(source.path), source.graph] for source in settings.sources],
        "store": str(settings.store) if settings.store else None,
        "memory_mb": limits.memory_mb,
        "limit": limits.response_mb << 20,
        "upload_mb": limits.upload_mb,
        "prefixes": dict(settings.prefixes),
        "entailment": settings.entailment,
        "union": settings.union_default_graph,
        "apart": settings.apart,
        "merged": settings.merged,
        "layers": regimes()[settings.entailment].layers,
        "sets": sets(settings),
        "spool_dir": str(settings.spool_dir or tempfile.gettempdir()),
        "sync": settings.sync,
        "lenient": settings.lenient,
        "writable": settings.writable,
        "title": settings.title,
        "examples": settings.examples,
        "url": settings.public_url,
    }


def sets(settings: Settings) -> dict[str, tuple[bool, list[str]]]:
    """Return what each IRI of a set of graphs stands for: whether all that is stated, and which graphs besides."""
    by_regime = {each.iri: (True, each.layers) for each in served(settings.entailment)}
    return by_regime | {each.iri: (False, list(each.graphs)) for each in settings.datasets}
