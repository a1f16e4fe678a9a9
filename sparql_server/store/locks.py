"""Who has a store on disk: one server writes to it, and nobody opens it while what it holds is being replaced."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from lifonto.errors import LifontoError
from sparql_server.record import NAME, is_made_ahead

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


def alone(file: Path) -> int:
    """Have *file* to oneself for as long as the descriptor returned is open; raises LifontoError where it is in use."""
    return _held(file, fcntl.LOCK_EX, "is being served; stop that server, or give another name")


def held(directory: Path, writable: bool) -> int | None:
    """Take hold of the store in *directory* where it is to be written, or was made ahead and must not be replaced."""
    if writable:
        return own(directory)
    return _held(directory / NAME, fcntl.LOCK_SH, "is being replaced; try again") if is_made_ahead(directory) else None


def _held(file: Path, manner: int, else_: str) -> int:
    descriptor = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, manner | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise LifontoError(f"{file.parent}: {else_}") from None
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
