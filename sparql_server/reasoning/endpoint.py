"""The endpoint under ``/reason/``."""

from __future__ import annotations

import hashlib
import json

from sparql_server.lanes.client import Client
from sparql_server.protocol.answer import Answer
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.requests import Request
from sparql_server.reasoning.openapi import description
from sparql_server.reasoning.place import place_of
from sparql_server.reasoning.process import Process
from sparql_server.reasoning.questions import read_question
from sparql_server.settings import Settings

DESCRIPTION = "/reason/openapi.json"


class Reasoning:
    """Answers questions about the ontology that is served, if what is served is one."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        place = place_of(settings)
        self.process = Process(place, settings.limits) if place else None

    def answer(self, request: Request, client: Client, version: int) -> Answer:
        """Answer *request* of *client*; *version* is that of the data."""
        if self.process is None:
            raise Problem(404, "there is no reasoner here: it comes with an ontology's release, or one read-only file")
        if request.path == DESCRIPTION:
            document = json.dumps(description(self.settings, request.url), ensure_ascii=False).encode()
            return tagged(document, "application/json", version)
        question = read_question(request, self.settings)
        status, body = self.process.ask(question, client, version)
        if status != 200:
            raise Problem.load({name: value for name, value in json.loads(body).items() if name != "title"})
        return tagged(body, question["format"].media_type, version)

    def stop(self) -> None:
        """End the process that reasons."""
        if self.process:
            self.process.stop()


def tagged(body: bytes, kind: str, version: int) -> Answer:
    """Return an answer of media type *kind*, with its tag."""
    tag = hashlib.blake2b(body, digest_size=16).hexdigest()
    return Answer({"type": kind, "tag": tag}, body, version=version)
