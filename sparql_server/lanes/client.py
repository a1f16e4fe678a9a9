"""Who asked: where they are, and whether they still wait."""

from __future__ import annotations

import os
import select
from typing import Any

from sparql_server.protocol.problems import Problem

RDHUP = getattr(select, "POLLRDHUP", 0)  # Linux: the other side has hung up, whatever is still unread


class Client:
    """The client of one request, who can be watched while a worker works.

    Only waitress lets an application see that a client leaves; under another server nobody ever seems to.
    """

    def __init__(self, environ: dict[str, Any]) -> None:
        told = environ.get("waitress.client_disconnected")
        self.channel = told.__self__ if told else None
        self.address = str(environ.get("REMOTE_ADDR") or "")
        self.descriptor = -1

    def has_left(self) -> bool:
        """Tell whether the client has hung up.

        waitress sees that only while it reads, which it stops behind pipelined requests; the system always does.
        """
        if self.channel is None:
            return False
        if not self.channel.connected:
            return True
        if self.descriptor < 0:
            try:
                self.descriptor = os.dup(self.channel.socket.fileno())
            except OSError:
                return True
        poll = select.poll()
        poll.register(self.descriptor, RDHUP)
        return bool(poll.poll(0))

    def close(self) -> None:
        """Watch no more."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1


def left() -> Problem:
    """Nobody waits for the answer any more."""
    return Problem(408, "the client went away before the answer was there", limit="client")
