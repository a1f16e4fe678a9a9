"""The client as the reader of an answer: whether its connection takes more, and how to break that connection.

granian takes all that it is given and keeps in memory what the client has not taken yet, so the answer has to wait
for room in the client's socket by itself.
"""

from __future__ import annotations

import asyncio
import os
import select
import socket
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class Reader:
    """The reader behind the connection from *client* ("address:port"), whose socket granian keeps to itself."""

    __slots__ = ("client", "connection")

    def __init__(self, client: str) -> None:
        self.client = client
        self.connection: socket.socket | None = None

    def is_found(self) -> bool:
        """Look for the connection; tell whether it is there."""
        if self.connection is None:
            self.connection = socket_to(self.client)
        return self.connection is not None

    def has_room(self) -> bool:
        """Tell whether the connection takes more at once, or is broken, so that the next piece will show it."""
        if not self.is_found():
            return True
        poll = select.poll()
        poll.register(self.connection, select.POLLOUT)  # type: ignore[arg-type]
        return bool(poll.poll(0))

    @contextmanager
    def watched(self, tell: Callable[[], None]) -> Iterator[None]:
        """Call *tell* whenever there is room."""
        loop = asyncio.get_running_loop()
        assert self.connection
        loop.add_writer(self.connection, tell)
        try:
            yield
        finally:
            loop.remove_writer(self.connection)

    async def room(self) -> None:
        """Wait until there is room."""
        while not self.has_room():
            ready = asyncio.Event()
            with self.watched(ready.set):
                await ready.wait()

    def cut(self) -> None:
        """Reset the connection: what was sent on it is not a whole answer."""
        if self.is_found() and self.connection:
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go of the connection, which stays open."""
        if self.connection:
            self.connection.close()


def socket_to(client: str) -> socket.socket | None:
    """Return a copy of the socket that is connected to *client*, if it still is."""
    for descriptor in (int(entry.name) for entry in Path("/dev/fd").iterdir()):
        with suppress(OSError):  # it may have been closed meanwhile
            if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                continue
            copy = socket.socket(fileno=os.dup(descriptor))
            if is_to(copy, client):
                return copy
            copy.close()
    return None


def is_to(found: socket.socket, client: str) -> bool:
    """Tell whether *found* is connected to *client*."""
    if found.family not in {socket.AF_INET, socket.AF_INET6}:
        return False
    try:
        host, port = found.getpeername()[:2]
    except OSError:  # it listens, or is not connected any more
        return False
    return client in {f"{host}:{port}", f"[{host}]:{port}"}
