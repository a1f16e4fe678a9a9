"""What the views stand on: one service an application."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import Any

from flask import current_app

from sparql_server.assistants.endpoint import Assistants
from sparql_server.culture.endpoint import Conditions
from sparql_server.lanes.client import Client
from sparql_server.lanes.metrics import Metrics
from sparql_server.lanes.spool import Spool
from sparql_server.lanes.supervisor import Supervisor
from sparql_server.protocol.answer import Answer
from sparql_server.protocol.requests import Operation
from sparql_server.reasoning.endpoint import Reasoning
from sparql_server.remote import Remote
from sparql_server.settings import Settings
from sparql_server.views.cache import Cache


@dataclass
class Service:
    """Settings, data, reasoners and cache of one application; the data may still be loading."""

    settings: Settings
    metrics: Metrics = field(default_factory=Metrics)

    def __post_init__(self) -> None:
        settings = self.settings
        self.cache = Cache(settings.cache_mb)
        self.spool = Spool(settings.limits.spool_mb, settings.spool_dir)
        store = Remote if settings.remote else Supervisor
        self.store: Supervisor | Remote = store(settings, self.metrics, self.spool)
        self.reasoning = Reasoning(settings)
        self.conditions = Conditions(settings)
        self.assistants = Assistants(settings, lambda: self.store.version)

    def read(self, operation: Operation, environ: dict[str, Any]) -> Answer:
        """Have *operation* answered for the client of the request *environ*."""
        client = Client(environ)
        try:
            return self.store.read(operation, client)
        finally:
            client.close()

    def stop(self) -> None:
        """End all processes."""
        self.reasoning.stop()
        self.conditions.stop()
        self.assistants.stop()
        self.store.stop()
        if self.settings.scratch:
            shutil.rmtree(self.settings.scratch, ignore_errors=True)


def service() -> Service:
    """Return the service of the application at work."""
    found: Service = current_app.extensions["sparql_server"]
    return found
