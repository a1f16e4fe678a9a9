"""What runs in the process that judges culture conditions."""

from __future__ import annotations

import json
from dataclasses import asdict
from io import BytesIO
from typing import Any

from lifonto.culture.asking import Answer, Culture, called
from lifonto.culture.recipe import UNDERSTOOD, Typed
from lifonto.culture.spreadsheet import pasted
from lifonto.culture.understood import Wording, is_plain
from lifonto.culture.written import tsv, xlsx
from lifonto.errors import LifontoError
from sparql_server.culture.questions import few
from sparql_server.protocol import problems
from sparql_server.protocol.problems import Problem
from sparql_server.reasoning.child import run


def answer(culture: Culture, asked: dict[str, Any], config: dict[str, Any]) -> bytes:
    """Return the answer to *asked* as bytes; raises the Problem that it ends in."""
    try:
        body = WAYS[asked["do"]](culture, asked)
    except RecursionError:
        raise problems.too_deep() from None
    except MemoryError:
        raise problems.out_of_memory(config["memory_mb"]) from None
    except LifontoError as error:
        raise Problem(400, str(error)) from error
    if len(body) > config["response_mb"] << 20:
        raise problems.too_large(config["response_mb"])
    return body


def judged(culture: Culture, asked: dict[str, Any]) -> bytes:
    """Return the verdicts on the conditions that are *asked* about."""
    return as_json({"conditions": [each.plain() for each in answers(culture, asked)]})


def told(culture: Culture, asked: dict[str, Any]) -> bytes:
    """Return the verdicts with what a page needs beside them."""
    return as_json({"conditions": [page_of(culture, each) for each in answers(culture, asked)]})


def filed(culture: Culture, asked: dict[str, Any]) -> bytes:
    """Return the verdicts as a file of the form that is *asked* for: a row each."""
    rows = [each.row() for each in answers(culture, asked)]
    if asked["form"] == "tsv":
        return tsv(rows).encode()
    file = BytesIO()
    xlsx(rows, file)
    return file.getvalue()


def listed(culture: Culture, asked: dict[str, Any]) -> bytes:
    """Return all that may be typed as what is *asked* for."""
    return as_json({asked["what"]: called(culture, asked["what"])})


WAYS = {"judge": judged, "tell": told, "file": filed, "list": listed}


def answers(culture: Culture, asked: dict[str, Any]) -> list[Answer]:
    """Return the answers to the conditions that are *asked* about; raises Problem for none, and for too many."""
    return culture.ask(few([each for said in asked["conditions"] for each in read(said)]))


def read(said: dict[str, str]) -> list[Typed]:
    """Return the conditions that the request *said*: one, or those of a table."""
    if "table" in said:
        return pasted(said["table"])
    return [Typed(medium=said.get("with", ""), **{field: text for field, text in said.items() if field != "with"})]


def page_of(culture: Culture, found: Answer) -> dict[str, Any]:
    """Return an answer with its sentences, the fields of a form, and examples of what would help."""
    telling, verdict, typed = found.telling, found.verdict, found.recipe.typed
    fields = culture.fields(found.recipe)
    known = culture.known
    additions = [
        [
            {"name": known.call(each), "examples": telling.examples(each), "feeder": each in known.bench["feeders"]}
            for each in extra
        ]
        for extra in verdict.missing
    ]
    wording, parts = Wording(known.call), found.recipe.parts
    unsure = [wording.said(part) for part in parts if part.how in UNDERSTOOD and not is_plain(part)]
    words = {
        "unsure": [*unsure, *(f"{part.typed!r} was set aside" for part in parts if part.how == "set aside")],
        "unless": [telling.unless(each) for each in verdict.unless],
        "settles": [telling.settling(each) for each in verdict.settles],
    }
    as_typed = {"cell": typed.cell, "with": typed.medium, "feeder": typed.feeder, "matrix": typed.matrix}
    return found.plain() | {
        "words": words,
        "additions": additions,
        "typed": as_typed | {"text": typed.text},
        "fields": asdict(fields) if fields else None,
    }


def as_json(told: dict[str, Any]) -> bytes:
    """Write *told* as JSON."""
    return json.dumps(told, ensure_ascii=False).encode()


if __name__ == "__main__":
    run(Culture.of, answer)
