"""From HTTP to what the checker is asked: one condition or many, or a list of what it knows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sparql_server.protocol.formats import Format
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.requests import (
    FORM,
    FORMAT_PARAMETERS,
    Parameters,
    Request,
    add_form,
    choose,
    common,
    media_type,
    parameters,
    utf8,
)
from sparql_server.settings import Settings

JSON = "application/json"
OFFERS = (Format("json", JSON),)
FIELDS = {  # what a condition says, with an example
    "cell": ("The cells, with line, strain and what was done to their genes", "E14"),
    "with": ("What is in the medium", "DMEM, 15% FBS, 1000 U/ml LIF"),
    "feeder": ("The feeder cells; without it there are none", "MEF"),
    "matrix": ("What the vessel is coated with", "gelatin"),
    "text": ("All of it in one go", "E14 in N2B27 + LIF on gelatin"),
    "name": ("What the answer is to be called", "my medium"),
}
OF_EVERY_REQUEST = {*FORMAT_PARAMETERS, "timeout", "table"}
LISTS = ("cells", "ingredients", "media", "feeders", "matrices")
LONGEST = 20_000  # characters of one condition
MOST = 200  # conditions in a request


def read_question(request: Request, settings: Settings) -> dict[str, Any]:
    """Return what *request* asks, and the seconds that the answer may take."""
    given = parameters(request.query_string)
    if not choose(request, given, OFFERS):
        raise Problem(406, f"answers come as {JSON}; ask for that")
    seconds = common(request, given, settings)["seconds"]
    name = request.path.removeprefix("/conditions").strip("/")
    if name in LISTS:
        return {"do": "list", "what": name, "seconds": seconds}
    if name:
        ways = ", ".join(f"/conditions/{each}" for each in LISTS)
        raise Problem(404, f"there is no {request.path}; there are /conditions, {ways} and /conditions/openapi.json")
    conditions = posted(request, given) if request.method == "POST" else [of_parameters(given)]
    return {"do": "judge", "conditions": conditions, "seconds": seconds}


def posted(request: Request, given: Parameters) -> list[dict[str, str]]:
    """Return the conditions in the body of *request*."""
    kind = media_type(request)
    if kind == JSON:
        return of_json(utf8(request.body))
    if kind != FORM:
        raise Problem(415, f"POST wants Content-Type {JSON}, or {FORM}", headers={"Accept-Post": f"{JSON}, {FORM}"})
    add_form(given, request)
    table = "\n".join(given.get("table", ()))
    return [{"table": table}] if table.strip() else [of_parameters(given)]


def of_parameters(given: Parameters) -> dict[str, str]:
    """Return the condition in the parameters *given*; ``with`` may be said several times."""
    refuse_others(given.keys() - OF_EVERY_REQUEST, FIELDS)
    said = {field: ", ".join(filter(str.strip, given.get(field, ()))) for field in FIELDS}
    return checked(said, "the request")


def refuse_others(names: Iterable[str], fields: Iterable[str]) -> None:
    """Refuse what is none of the *fields* of a condition."""
    if others := sorted({*names} - {*fields}):
        detail = f"{', '.join(others)} is no field of a condition; the fields are {', '.join(fields)}"
        raise Problem(400, detail, parameter=others[0])


def of_json(body: str) -> list[dict[str, str]]:
    """Return the conditions in a JSON document: one, a list, or ``{"conditions": […]}``."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Problem(400, f"the body is not JSON: {error}") from error
    found = said["conditions"] if isinstance(said, dict) and "conditions" in said else said
    listed = found if isinstance(found, list) else [found]
    return [checked(of_entry(each, number), f"condition {number}") for number, each in enumerate(few(listed), 1)]


def of_entry(entry: Any, number: int) -> dict[str, str]:
    """Return one condition of a JSON document; its fields are texts, or lists of texts."""
    if not isinstance(entry, dict):
        raise Problem(400, f'condition {number} is no object: write {{"cell": …, "with": …}}', condition=number)
    for field, value in entry.items():
        texts = value if isinstance(value, list) else [value]
        if field not in FIELDS or not all(isinstance(each, str) for each in texts):
            told = f"is not text, or a list of texts: {field!r}" if field in FIELDS else f"has no field {field!r}"
            wanted = ", ".join(FIELDS)
            raise Problem(400, f"condition {number} {told}; the fields are {wanted}", condition=number, parameter=field)
    return {field: ", ".join(value) if isinstance(value, list) else value for field, value in entry.items()}


def few(conditions: list[Any]) -> list[Any]:
    """Return *conditions*; refuse none, and too many."""
    if not conditions:
        raise Problem(400, "there is no condition in the body")
    if len(conditions) > MOST:
        detail = f"{len(conditions)} conditions are more than {MOST}, the limit here: send them in parts"
        raise Problem(413, detail, limit="conditions")
    return conditions


def checked(said: dict[str, str], place: str) -> dict[str, str]:
    """Return what a condition says; refuse one that says nothing, or too much."""
    if not any(said.get(each, "").strip() for each in ("cell", "with", "text")):
        raise Problem(400, f"{place} says neither cell= nor with= nor text=, as in ?cell=mES&with=FBS,LIF")
    if sum(map(len, said.values())) > LONGEST:
        raise Problem(413, f"{place} is longer than {LONGEST} characters, the limit here", limit="question")
    return said
