"""A folder held by one process at a time: while it is filled, nobody takes what is in it for whole."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def held(folder: Path) -> Iterator[Path]:
    """Make *folder*, wait until no other process holds it, and hold it; yield what marks it as complete."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder / "complete"
