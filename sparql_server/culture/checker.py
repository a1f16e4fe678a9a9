"""What runs in the process that judges culture conditions."""

from __future__ import annotations

import json
from typing import Any

from lifonto.culture.asking import Culture, called
from lifonto.culture.recipe import Typed
from lifonto.culture.spreadsheet import pasted
from lifonto.errors import LifontoError
from sparql_server.protocol import problems
from sparql_server.protocol.problems import Problem
from sparql_server.reasoning.child import run


def answer(culture: Culture, asked: dict[str, Any], config: dict[str, Any]) -> bytes:
    """Return the answer to *asked* as bytes; raises the Problem that it ends in."""
    try:
        told = listed(culture, asked["what"]) if asked["do"] == "list" else judged(culture, asked["conditions"])
        body = json.dumps(told, ensure_ascii=False).encode()
    except RecursionError:
        raise problems.too_deep() from None
    except MemoryError:
        raise problems.out_of_memory(config["memory_mb"]) from None
    except LifontoError as error:
        raise Problem(400, str(error)) from error
    if len(body) > config["response_mb"] << 20:
        raise problems.too_large(config["response_mb"])
    return body


def judged(culture: Culture, conditions: list[dict[str, str]]) -> dict[str, Any]:
    """Return the verdicts on *conditions*."""
    typed = [each for number, said in enumerate(conditions, 1) for each in read(said, number)]
    return {"conditions": [each.plain() for each in culture.ask(typed)]}


def read(said: dict[str, str], number: int) -> list[Typed]:
    """Return the condition that the request *said*."""
    if "line" in said:
        return pasted(said["line"], f"line {number}")
    return [Typed(medium=said.get("with", ""), **{field: text for field, text in said.items() if field != "with"})]


def listed(culture: Culture, what: str) -> dict[str, Any]:
    """Return all that may be typed as *what*."""
    return {what: called(culture, what)}


if __name__ == "__main__":
    run(Culture.of, answer)
