"""The index of the data that are served: made when the server starts, and anew after each change of the data."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

from flask import Flask, current_app

from lifonto.finding.index import Index
from sparql_server.lanes.metrics import tell
from sparql_server.pages.addresses import Names
from sparql_server.pages.asking import operation, tsv
from sparql_server.pages.finding.called import called
from sparql_server.protocol.problems import Problem
from sparql_server.views.service import Service

TSV = [["tsv", "text/tab-separated-values"]]
FIRST, RENEWED = 30.0, 1.0  # seconds that a search waits for the first index; for one of the changed data
AGAIN = 60.0  # seconds until it is tried again, where the names could not be read
SECONDS = 120.0  # that a query of its making may take
EXTENSION = "sparql_server.index"


class Keeper:
    """Keeps the index of one service."""

    def __init__(self, service: Service) -> None:
        self.service, self.lock, self.version = service, threading.Lock(), 0
        self.index: Index | None = None
        self.made, self.failed = threading.Event(), -AGAIN
        self.making = False

    def now(self) -> Index:
        """Return the index of the present data; the one before where the new one is not ready in a moment.

        Raises Problem where there is none yet.
        """
        if self.version != self.service.store.version and time.monotonic() > self.failed + AGAIN:
            self.begin()
            self.made.wait(RENEWED if self.index else FIRST)
        if self.index is None:
            raise Problem(503, "the names are still being read; try again soon", headers={"Retry-After": "2"})
        return self.index

    def begin(self) -> None:
        """Have the index made, unless that is being done."""
        with self.lock:
            if self.making:
                return
            self.making = True
            self.made.clear()
        threading.Thread(target=self._make, name="index", daemon=True).start()

    def _make(self) -> None:
        settings, version = self.service.settings, self.service.store.version
        try:
            made = Index(called(self._ask, Names(settings.prefixes), settings.site))
            self.index, self.version = made, version
        except Exception as error:
            tell("the names could not be read, and are not found", error)
            self.failed = time.monotonic()
        finally:
            self.making = False
            self.made.set()

    def _ask(self, query: str) -> Iterator[list[str]]:
        asked = operation(self.service, query, TSV)
        asked.request["seconds"] = max(SECONDS, asked.request["seconds"])
        return tsv(self.service.read(asked, {}).text())


def keep(app: Flask, service: Service) -> None:
    """Begin to make the index of *service*, for the pages of *app*; that of a remote store when somebody searches."""
    keeper = Keeper(service)
    app.extensions[EXTENSION] = keeper
    if not service.settings.remote:
        keeper.begin()


def index() -> Index:
    """Return the index of the application at work."""
    keeper: Any = current_app.extensions[EXTENSION]
    found: Index = keeper.now()
    return found
