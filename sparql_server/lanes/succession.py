"""The succession of zygotes: one in service, perhaps one that reads the data for its place, and old ones that leave."""

from __future__ import annotations

import socket
import threading

from lifonto.errors import LifontoError
from sparql_server.lanes.keeper import Keeper
from sparql_server.lanes.metrics import tell
from sparql_server.settings import Settings


class Succession:
    """Starts the first zygote; it loads while the caller goes on."""

    def __init__(self, settings: Settings) -> None:
        self.present = self.newest = Keeper(settings)
        self.old = list[Keeper]()
        self.stopped = False
        self.lock, self.renewing = threading.Lock(), threading.Lock()

    def wait_until_ready(self) -> int:
        """Wait for the data and return the number of statements; raise :class:`LifontoError` if they cannot be had."""
        return self.present.wait_until_ready()

    def connect(self, kind: bytes) -> socket.socket:
        """Have the zygote in service fork a worker of *kind*; raises ConnectionError where it has ended."""
        return self.present.connect(kind)

    def renew(self, settings: Settings) -> int | None:
        """Read the data again in a new zygote and put it in service; return the number of statements.

        None where another is being begun, the data cannot be had (which is told), or all has been stopped.
        """
        if not self.renewing.acquire(blocking=False):
            return None
        try:
            with self.lock:
                if self.stopped:
                    return None
                self.newest = Keeper(settings)
            return self._in_service(self.newest)
        finally:
            self.renewing.release()

    def _in_service(self, fresh: Keeper) -> int | None:
        problem, quads = None, 0
        try:
            quads = fresh.wait_until_ready()
        except LifontoError as error:
            problem = error
        with self.lock:
            if self.stopped:
                return None
            if problem:
                fresh.stop()
                tell("the data were not read again; the old ones stay in service", problem)
                return None
            self.old = [each for each in self.old if not each.has_ended()]
            self.old.append(self.present)
            self.present = fresh
            self.old[-1].leave()
        return quads

    def stop(self) -> None:
        """End the zygotes, and their workers with them; none begins from here on."""
        with self.lock:
            self.stopped = True
        for keeper in {*self.old, self.present, self.newest}:
            keeper.stop()
