"""The routes of the page that says why."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from sparql_server.pages.model.things import Cited, citations
from sparql_server.pages.shell import page, version
from sparql_server.pages.why.asking import reasoned
from sparql_server.pages.why.offers import offers
from sparql_server.protocol.problems import Problem

why = Blueprint("why", __name__)
FEW, MANY = 3, 10  # arguments
QUICK = 0.25  # seconds in which a first argument is there, if others will be soon
LONGEST = 20_000  # characters
PARTS = ("equivalents", "superclasses", "subclasses")


@dataclass(frozen=True)
class Slip:
    """What is wrong with what was written in the field called ``name``, and at which character."""

    name: str
    sentence: str
    text: str
    character: int = 0
    status: int = 400


@dataclass(frozen=True)
class Told:
    """What the page tells: of a pair an argument or what is missing, of an expression its classes."""

    sub: dict[str, str] = field(default_factory=dict)
    sup: dict[str, str] = field(default_factory=dict)
    steps: list[dict[str, Any]] = field(default_factory=list)
    explanations: list[list[dict[str, Any]]] = field(default_factory=list)
    repairs: list[list[dict[str, Any]]] | None = None
    missing: dict[str, Any] | None = None
    classes: dict[str, list[dict[str, str]]] | None = None
    is_impossible: bool = False
    slip: Slip | None = None
    notes: tuple[str, ...] = ()
    may_be_more: bool = False


@why.get("/why", endpoint="page")
def show() -> ResponseReturnValue:
    """Say why, or what is missing, or what is below and above an expression; without a question, show how to ask."""
    now = version()
    given = {
        name: request.args.get(name, "").strip()[:LONGEST] for name in ("sub", "sup", "of", "limit", "undo", "direct")
    }
    limit = min(int(given["limit"]), 20) if given["limit"].isdecimal() and len(given["limit"]) < 3 else 0
    told = answer(given, limit)
    shown: dict[str, Any] = {
        "given": given,
        "told": told,
        "limit": limit,
        "many": MANY,
        "address": urlencode({name: given[name] for name in ("sub", "sup") if given[name]}),
        "cited": cited_in(told),
    }
    response = page("why.html", None if told.slip else now, **shown)
    response.status_code = told.slip.status if told.slip else 200
    return response


def cited_in(told: Told) -> dict[str, Cited]:
    """Return how each reference in what is told is cited, by its CURIE."""
    lines = [*lines_in(told.steps), *(line for block in told.repairs or () for line in block)]
    return citations(curie for line in lines for curie in line.get("sources", ()))


def lines_in(steps: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield *steps*, and all that they follow from."""
    for step in steps:
        yield step
        yield from lines_in(step["because"])


def answer(given: dict[str, str], limit: int) -> Told:
    """Return what there is to tell about what is *given*."""
    try:
        if given["of"]:
            return classes(given["of"], given["direct"])
        if given["sub"] and given["sup"]:
            return argument(given["sub"], given["sup"], limit, with_repairs=bool(given["undo"]))
    except Problem as problem:
        name = str(problem.members.get("parameter", ""))
        place = int(problem.members.get("character") or 0)
        if not name and problem.status == 400:
            raise
        return Told(slip=Slip(name, problem.detail, given.get(name, ""), place, problem.status))
    if given["sub"] or given["sup"]:
        name = "sup" if given["sub"] else "sub"
        return Told(slip=Slip(name, "name both: what it is that is a kind of something, and of what", ""))
    return Told()


def argument(sub: str, sup: str, limit: int, *, with_repairs: bool) -> Told:
    """Say why *sub* is a kind of *sup*, or what keeps it from being one."""
    found = arguments(sub, sup, limit)
    shared = {"sub": found["sub"], "sup": found["sup"]}
    if not found["explanations"]:
        missing = reasoned("missing", sub=sub, sup=sup)
        return Told(**shared, missing=missing, notes=tuple(missing["notes"]))
    repairs = reasoned("repairs", sub=sub, sup=sup, limit="5")["repairs"] if with_repairs else None
    return Told(
        **shared,
        steps=found["steps"],
        explanations=found["explanations"],
        repairs=repairs,
        may_be_more=len(found["explanations"]) == found["limit"],
    )


def arguments(sub: str, sup: str, limit: int) -> dict[str, Any]:
    """Return the arguments that *sub* is a kind of *sup*: *limit* of them; where it is 0, as many as come quickly."""
    began = time.monotonic()
    found = reasoned("explain", sub=sub, sup=sup, limit=str(limit or 1))
    if not limit and len(found["explanations"]) == 1 and time.monotonic() - began < QUICK:
        found = reasoned("explain", sub=sub, sup=sup, limit=str(FEW))
        limit = FEW
    return {**found, "limit": limit or 1}


def classes(of: str, direct: str) -> Told:
    """Find the classes that mean the same as the expression *of*, and those above and below it."""
    if not reasoned("satisfiable", of=of)["satisfiable"]:
        return Told(classes={}, is_impossible=True)
    asked = {"of": of} | ({"direct": "true"} if direct else {})
    found = {part: reasoned(part, **({"of": of} if part == "equivalents" else asked)) for part in PARTS}
    notes = dict.fromkeys(note for each in found.values() for note in each["notes"])
    return Told(classes={part: found[part][part] for part in PARTS}, notes=tuple(notes))


@why.post("/why/next")
def what_next() -> Response:
    """Say what may be written next in the class expression that is sent."""
    request.max_content_length = 4 * LONGEST
    asked = request.get_json(silent=True)
    text, place = (asked.get("text"), asked.get("place")) if isinstance(asked, dict) else (None, None)
    if not (isinstance(text, str) and isinstance(place, int) and 0 <= place <= len(text) <= LONGEST):
        raise Problem(400, f"send a JSON object with text, of at most {LONGEST} characters, and place (a number)")
    start, found = offers(text[:place])
    return jsonify({"from": start, "options": [asdict(each) for each in found]})
