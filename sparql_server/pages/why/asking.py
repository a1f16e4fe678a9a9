"""Questions of the page to the reasoner; what was answered is kept as long as the data are the same."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from typing import Any
from urllib.parse import urlencode

from flask import current_app, request

from sparql_server.lanes.client import Client
from sparql_server.protocol.requests import Request
from sparql_server.views.asked import base_url
from sparql_server.views.service import service

KEPT = 2000  # answers
Key = tuple[str, str]


class Memory:
    """The last answers of the reasoner to the data of one version."""

    def __init__(self) -> None:
        self.lock, self.version, self.answers = threading.Lock(), 0, OrderedDict[Key, Any]()

    def get(self, key: Key, version: int) -> Any:
        """Return what is kept under *key* for the data of *version*."""
        with self.lock:
            if version != self.version:
                self.answers.clear()
                self.version = version
            if key in self.answers:
                self.answers.move_to_end(key)
            return self.answers.get(key)

    def put(self, key: Key, version: int, answer: Any) -> None:
        """Keep an answer to the data of *version*."""
        with self.lock:
            if version == self.version:
                self.answers[key] = answer
            while len(self.answers) > KEPT:
                self.answers.popitem(last=False)


def memory() -> Memory:
    """Return the memory of the application at work."""
    found: Memory = current_app.extensions.setdefault("sparql_server.why", Memory())
    return found


def reasoned(question: str, **fields: str) -> Any:
    """Return the reasoner's answer to *question*, one of those under /reason/; raises Problem."""
    version, key = service().store.version, (question, urlencode(fields))
    if (kept := memory().get(key, version)) is not None:
        return kept
    asked = Request("GET", f"/reason/{question}", key[1], base_url(), accept="application/json")
    client = Client(request.environ)
    try:
        answer = json.loads(service().reasoning.answer(asked, client, version).text())
    finally:
        client.close()
    memory().put(key, version, answer)
    return answer
