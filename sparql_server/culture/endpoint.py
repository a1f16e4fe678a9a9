"""The endpoint at ``/conditions``."""

from __future__ import annotations

import json
from typing import Any

from sparql_server.culture.openapi import description
from sparql_server.culture.questions import JSON, read_question
from sparql_server.lanes.client import Client
from sparql_server.protocol.answer import Answer
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.requests import Request
from sparql_server.reasoning.endpoint import tagged
from sparql_server.reasoning.place import place_of
from sparql_server.reasoning.process import Process
from sparql_server.settings import Settings

DESCRIPTION = "/conditions/openapi.json"
NONE = "there is no culture checker here: it comes with a release of lifonto, which is not what this server serves"


class Conditions:
    """Judges culture conditions, if what is served is a release of lifonto."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        place = place_of(settings)
        is_release = place is not None and place.is_dir()
        checker = "sparql_server.culture.checker"
        self.process = Process(place, settings.limits, checker, "conditions") if place and is_release else None

    def answer(self, request: Request, client: Client, version: int) -> Answer:
        """Answer *request* of *client*; *version* is that of the data."""
        if self.process and request.path == DESCRIPTION:
            document = json.dumps(description(self.settings, request.url), ensure_ascii=False).encode()
            return tagged(document, JSON, version)
        self.check()
        return tagged(self.ask(read_question(request, self.settings), client, version), JSON, version)

    def check(self) -> None:
        """Raise Problem where there is no checker."""
        if self.process is None:
            raise Problem(404, NONE)

    def ask(self, question: dict[str, Any], client: Client, version: int) -> bytes:
        """Return the answer to *question* of *client*; raises the Problem that it ends in."""
        self.check()
        assert self.process
        status, body = self.process.ask(question, client, version)
        if status != 200:
            raise Problem.load({name: value for name, value in json.loads(body).items() if name != "title"})
        return body

    def stop(self) -> None:
        """End the process."""
        if self.process:
            self.process.stop()
