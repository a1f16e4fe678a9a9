"""Calls of tools passed on to the process that answers them, within the limits of the server."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sparql_server.lanes.client import Client
from sparql_server.protocol.problems import Problem
from sparql_server.reasoning.process import Process
from sparql_server.settings import Limits

PROGRAM = "sparql_server.assistants.knower"
LONGEST = 20.0  # seconds of a call, where the server allows more


class Asking:
    """Answers calls from the release in *place*; its *version* is another when it is to be read anew."""

    def __init__(self, place: Path, limits: Limits, version: Callable[[], int] = lambda: 0) -> None:
        self.process = Process(place, limits, PROGRAM, "questions of assistants")
        self.seconds, self.version = min(limits.seconds, LONGEST), version

    def ask(self, tool: str, arguments: dict[str, Any], client: Client) -> dict[str, Any]:
        """Return the answer to a call; raises Problem."""
        asked = {"tool": tool, "arguments": arguments, "seconds": self.seconds}
        status, body = self.process.ask(asked, client, self.version())
        said: dict[str, Any] = json.loads(body)
        if status != 200:
            raise Problem.load({name: value for name, value in said.items() if name != "title"})
        return said

    def warm(self) -> None:
        """Have the process read the release before there is a question."""

        def first() -> None:
            with suppress(Problem):
                self.ask("find", {"text": "LIF"}, Client({}))

        threading.Thread(target=first, daemon=True).start()

    def stop(self) -> None:
        """End the process."""
        self.process.stop()
