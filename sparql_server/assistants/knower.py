"""What runs in the process that answers assistants."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from lifonto.assistants.tools import Tools
from lifonto.collection import Collection
from lifonto.errors import LifontoError, NotFound
from sparql_server.assistants.fork import forked
from sparql_server.protocol import problems
from sparql_server.protocol.problems import Problem
from sparql_server.reasoning.child import run

QUERY_SECONDS = 15.0
HEADROOM = 1.0  # seconds that are left for the answer
Found = TypeVar("Found")


class Knower:
    """The tools, and how much time a question has."""

    def __init__(self, known: Collection) -> None:
        self.seconds = QUERY_SECONDS
        self.tools = Tools(known, self.apart)

    @classmethod
    def of(cls, home: Path) -> Knower:
        """Read all of the release in *home*: a question has too little time for it."""
        known = Collection(home)
        _ = known.index, known.asserted, known.statements.by_curie, known.evidence
        with suppress(NotFound):  # not every collection has something of culture
            _ = known.culture
        _ = known.ontology.base.model, known.ontology.evidence, known.claims.records, known.claims.places
        return cls(known)

    def apart(self, work: Callable[[], Found]) -> Found:
        """Do *work* in a process of its own, which ends in time."""
        return forked(work, self.seconds)


def answer(knower: Knower, asked: dict[str, Any], config: dict[str, Any]) -> bytes:
    """Return the answer to *asked* as bytes; raises the Problem that it ends in."""
    knower.seconds = max(0.5, min(QUERY_SECONDS, asked["seconds"] - HEADROOM))
    try:
        return json.dumps(knower.tools.answer(asked["tool"], asked["arguments"]), ensure_ascii=False).encode()
    except RecursionError:
        raise problems.too_deep() from None
    except MemoryError:
        raise problems.out_of_memory(config["memory_mb"]) from None
    except LifontoError as error:
        raise Problem(400, str(error).replace(f"{knower.tools.known.home}/", "")) from error  # clients need no paths


if __name__ == "__main__":
    run(Knower.of, answer)
