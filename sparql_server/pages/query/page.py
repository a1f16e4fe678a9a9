"""The routes of the query page: the page, the answer as files, and what may be written next."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from sparql_server.pages.query.behind import behind
from sparql_server.pages.query.completion import offers
from sparql_server.pages.query.downloads import FILES, file_of, has_excel
from sparql_server.pages.query.emptied import Reason, reason
from sparql_server.pages.query.questions import BEGINNING, Question, groups, questions
from sparql_server.pages.query.run import Mistake, answered, declared, mistake, prepared
from sparql_server.pages.query.table import Table, table
from sparql_server.pages.shell import page, version
from sparql_server.protocol.answer import Answer
from sparql_server.protocol.problems import Problem
from sparql_server.views.service import service

query = Blueprint("query", __name__)
SHOWN = 100  # rows on the page
MOST_TEXT = 1 << 17  # characters of a graph on the page
LONGEST = 20_000  # characters of a query that is being written
CHOICES = (1, 5, 30, 120, 600)  # seconds


@dataclass(frozen=True)
class Shown:
    """An answer as the page shows it: a table, yes or no, or a graph; or why there is none."""

    seconds: float = 0.0
    table: Table | None = None
    truth: str = ""
    graph: str = ""
    is_cut: bool = False
    empty: Reason | None = None
    mistake: Mistake | None = None


@query.route("/query", endpoint="page", methods=["GET", "POST"])
def show() -> ResponseReturnValue:
    """Show the editor, the questions and, where something is asked, the answer."""
    request.max_content_length = int(service().settings.limits.query_mb * (1 << 20))
    now, every = version(), questions(service().settings.examples)
    given = request.form if request.method == "POST" else request.args
    chosen = named(every, given.get("name", ""))
    text = chosen.text if chosen else given.get("query", "")
    timeout = given.get("timeout", "")
    shown, is_steady = run(text, timeout) if text.strip() else (None, True)
    told: dict[str, Any] = {
        "text": text or BEGINNING,
        "chosen": chosen,
        "place": every.index(chosen) + 1 if chosen else 0,
        "every": every,
        "groups": groups(every, given.get("filter", "")),
        "filter": given.get("filter", ""),
        "shown": shown,
        "seconds": [each for each in CHOICES if each < limit()] + [limit()],
        "timeout": timeout,
        "address": urlencode({"name": chosen.name} if chosen else {"query": text}),
        "has_excel": has_excel(),
        "evidence": behind(text, shown.table.cells) if chosen and shown and shown.table else [],
    }
    is_kept = is_steady and request.method == "GET"
    response = page("query.html", now if is_kept else None, **told)
    response.status_code = shown.mistake.status if shown and shown.mistake else 200
    return response


def limit() -> float:
    """Return the most seconds that a query may take."""
    return service().settings.limits.seconds


def named(every: list[Question], name: str) -> Question | None:
    """Return the question called *name*; raises Problem where there is none."""
    found = next((each for each in every if each.name == name), None)
    if name and found is None:
        raise Problem(404, f"no question is called {name[:100]}; the query page lists those there are")
    return found


def run(text: str, timeout: str) -> tuple[Shown, bool]:
    """Return the answer to the query *text*, and whether it is the same whenever it is asked."""
    try:
        asked = prepared(text, timeout)
        answer, seconds = answered(asked)
    except Problem as problem:
        return Shown(mistake=mistake(problem, text)), False
    return told(answer, seconds, text), asked.is_steady


def told(answer: Answer, seconds: float, text: str) -> Shown:
    """Return *answer* as it is shown."""
    if not answer.head["type"].startswith("text/tab-separated"):
        graph = answer.text()
        if not any(line and not line.startswith("@prefix") for line in graph.splitlines()):
            return Shown(seconds, empty=reason(declared(text)))
        return Shown(seconds, graph=graph[:MOST_TEXT], is_cut=len(graph) > MOST_TEXT)
    if answer.body in (b"true", b"false"):
        is_true = answer.body == b"true"
        return Shown(seconds, truth="Yes" if is_true else "No", empty=None if is_true else reason(declared(text)))
    found = table(answer, SHOWN)
    return Shown(seconds, table=found, empty=None if found.rows else reason(declared(text)))


@query.get("/query.<kind>")
def download(kind: str) -> Response:
    """Send the answer as a file."""
    if kind not in FILES:
        raise Problem(404, f"answers are saved as {', '.join(FILES)}")
    chosen = named(questions(service().settings.examples), request.args.get("name", ""))
    text = chosen.text if chosen else request.args.get("query", "")
    if not text.strip():
        raise Problem(400, "there is no query to answer: give query= or name=")
    return file_of(kind, text, request.args.get("timeout", ""), chosen)


@query.post("/query/next")
def what_next() -> Response:
    """Say what may be written next in the query that is sent."""
    request.max_content_length = 4 * LONGEST
    asked = request.get_json(silent=True)
    asked = asked if isinstance(asked, dict) else {}
    text, typed, place = asked.get("query"), asked.get("typed"), asked.get("place")
    if not (isinstance(text, str) and isinstance(typed, str) and isinstance(place, int)):
        raise Problem(400, "send a JSON object with query and typed (texts) and place (a number)")
    if not len(typed) <= place <= len(text) <= LONGEST:
        raise Problem(400, f"the place is outside of the query, or that is longer than {LONGEST} characters")
    found = offers(text, place, typed)
    return jsonify([asdict(each) for each in found])
