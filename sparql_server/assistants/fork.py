"""Work in a copy of this process that ends in time: the engine listens to nobody while it works.

Only for a process of one thread. The copy has the store in memory already, so that it starts in milliseconds.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from typing import NoReturn, TypeVar

from lifonto.ask.apart import ENDED
from lifonto.errors import LifontoError, OutOfTime, QueryError

Found = TypeVar("Found")
PIECE = 1 << 16


def forked(work: Callable[[], Found], seconds: float) -> Found:
    """Return what *work* finds within *seconds*; raises the LifontoError that it raises, OutOfTime and QueryError."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        do(work, writing)
    os.close(writing)
    try:
        said = heard(reading, time.monotonic() + seconds)
    except OutOfTime:
        raise OutOfTime(f"stopped after {seconds:g} s, the time limit; ask for less: add a LIMIT") from None
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(reading)
    if not said:
        raise QueryError(ENDED)
    found = pickle.loads(said)  # noqa: S301  written by this very program
    if isinstance(found, LifontoError):
        raise found
    return found  # type: ignore[no-any-return]


def do(work: Callable[[], Found], writing: int) -> NoReturn:
    """Do the *work* in the copy, and end it."""
    try:
        try:
            found: object = work()
        except LifontoError as error:
            found = LifontoError(str(error))
        said = memoryview(pickle.dumps(found))
        while said:
            said = said[os.write(writing, said) :]
        os._exit(0)
    except BaseException:
        traceback.print_exc(file=sys.stderr)
        os._exit(1)


def heard(reading: int, until: float) -> bytes:
    """Return all that comes from *reading*; raises OutOfTime where it does not end *until* then (monotonic)."""
    came, poll = bytearray(), select.poll()
    poll.register(reading, select.POLLIN)
    while poll.poll(max(0.0, until - time.monotonic()) * 1000):
        if not (piece := os.read(reading, PIECE)):
            return bytes(came)
        came += piece
    raise OutOfTime
