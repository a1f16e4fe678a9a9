"""Who has a store on disk: one server writes to it, and nobody opens it while what it holds is being replaced."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from lifonto.errors import LifontoError

OWNER = "served.lock"


def own(directory: Path) -> int:
    """Be the one who writes to the store in *directory* for as long as the descriptor returned is open.

    Raises LifontoError where another process is.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(directory / OWNER, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise LifontoError(
            f"{directory}: cannot be written to ({error.strerror}); give a directory that can"
        ) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        advice = "stop that one, or leave out --writable here"
        raise LifontoError(f"{directory}: another process writes to this store; {advice}") from None
    return descriptor


@contextlib.contextmanager
def opening(directory: str) -> Iterator[None]:
    """Wait until nothing in the store is being replaced, and keep it from being so while the block runs."""
    with _locked(directory, fcntl.LOCK_SH):
        yield


@contextlib.contextmanager
def replacing(directory: str) -> Iterator[None]:
    """Keep others from opening the store while the block runs: what it replaces is for a moment not there."""
    with _locked(directory, fcntl.LOCK_EX):
        yield


@contextlib.contextmanager
def _locked(directory: str, manner: int) -> Iterator[None]:
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, manner)
        yield
    finally:
        os.close(descriptor)
