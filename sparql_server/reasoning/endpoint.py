"""The endpoint under ``/reason/``."""

from __future__ import annotations

import json

from sparql_server.protocol.problems import MEDIA_TYPE, Problem
from sparql_server.protocol.requests import Reply, Request
from sparql_server.reasoning.openapi import description
from sparql_server.reasoning.place import place_of
from sparql_server.reasoning.process import Process
from sparql_server.reasoning.questions import read_question
from sparql_server.settings import Settings
from sparql_server.workers.answer import Client


class Reasoning:
    """Answers questions about the ontology that is served, if what is served is one."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        place = place_of(settings)
        self.process = Process(place, settings.limits) if place else None

    async def answer(self, request: Request, client: Client | None, version: int) -> Reply:
        """Answer *request* of *client*; *version* is that of the data."""
        if self.process is None:
            raise Problem(404, "there is no reasoner here: it comes with an ontology's release, or one read-only file")
        if request.path == "/reason/openapi.json":
            document = description(self.settings, request.url)
            return Reply(200, [("Content-Type", "application/json")], json.dumps(document, ensure_ascii=False).encode())
        question = read_question(request, self.settings)
        status, body = await self.process.ask(question, client, version)
        if status != 200:
            return Reply(status, [("Content-Type", MEDIA_TYPE), ("Cache-Control", "no-store")], body)
        kind = question["format"].media_type
        kind += "; charset=utf-8" if kind.startswith("text/") else ""
        return Reply(200, [("Content-Type", kind), ("Vary", "Accept"), ("X-Content-Type-Options", "nosniff")], body)

    def stop(self) -> None:
        """End the process that reasons."""
        if self.process:
            self.process.stop()
