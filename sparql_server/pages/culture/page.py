"""The routes of the culture checker's page: a verdict, several side by side, and verdicts as files."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, redirect, request
from flask.typing import ResponseReturnValue

from sparql_server.culture.questions import refuse_others
from sparql_server.lanes.client import Client
from sparql_server.pages.addresses import root
from sparql_server.pages.culture.asked import NAMES, Asked
from sparql_server.pages.culture.verdicts import Verdict, evidence
from sparql_server.pages.query.downloads import BOM, FILES, has_excel
from sparql_server.pages.refusal import wants_page
from sparql_server.pages.shell import page, version
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.requests import FORM, FORMAT_PARAMETERS
from sparql_server.views.protocols import query_bytes
from sparql_server.views.service import service
from sparql_server.views.wing import answered_by

conditions = Blueprint("conditions", __name__)
LONGEST = 6000  # characters of an address that any program takes
SIDE_BY_SIDE = 4  # conditions that stand in columns; more of them in rows
KINDS = {
    "tsv": "text/tab-separated-values; charset=utf-8",
    "xlsx": FILES["xlsx"],
    "json": "application/json",
}


@conditions.route(
    "/conditions",
    endpoint="page",
    methods=["GET", "POST", "OPTIONS"],
    strict_slashes=False,
    provide_automatic_options=False,
)
def show() -> ResponseReturnValue:
    """Show the verdict on what is asked, or how to ask; programs get it as JSON."""
    if not is_for_people():
        return answered_by(service().conditions.answer)
    service().conditions.check()
    asked, given = asked_here()
    address = asked.address()
    is_link = len(address) < LONGEST
    if is_link and (request.method == "POST" or not asked.is_said_by(given)):
        return redirect(f"{root()}conditions?{address}" if address else f"{root()}conditions", 303)
    now, slip, told = version(), None, list[dict[str, Any]]()
    try:
        if question := asked.conditions():
            told = json.loads(answer({"do": "tell", "conditions": question}, now))["conditions"]
    except Problem as problem:
        if problem.status not in (400, 413):
            raise
        slip = problem
    response = page("conditions.html", None if slip or request.method == "POST" else now, **shown(asked, told, slip))
    response.status_code = slip.status if slip else 200
    return response


def is_for_people() -> bool:
    """Tell whether a person asks, by an address or a form."""
    is_form = request.method == "GET" or (request.method == "POST" and request.mimetype == FORM)
    return is_form and wants_page() and not any(each in request.args for each in FORMAT_PARAMETERS)


def asked_here() -> tuple[Asked, Any]:
    """Return what is asked, and the fields that say so."""
    request.max_content_length = query_bytes(service().settings)
    given = request.form if request.method == "POST" else request.args
    refuse_others(request.args, sorted(NAMES))
    return Asked.of(given), given


def answer(question: dict[str, Any], now: int) -> bytes:
    """Return the checker's answer to *question*, of data of the version *now*; raises Problem."""
    client = Client(request.environ)
    try:
        return service().conditions.ask({**question, "seconds": service().settings.limits.seconds}, client, now)
    finally:
        client.close()


def shown(asked: Asked, told: list[dict[str, Any]], slip: Problem | None) -> dict[str, Any]:
    """Return what the template needs."""
    verdicts = [Verdict(each) for each in told]
    one = verdicts[0] if verdicts and not asked.table else None
    findings, cited = evidence(told)
    address = asked.address()
    return {
        "asked": asked,
        "one": one,
        "many": [] if one else verdicts,
        "in_columns": len(verdicts) <= SIDE_BY_SIDE,
        "form": (one.asked if one else None) or asked,
        "findings": findings,
        "cited": cited,
        "slip": slip,
        "address": address if len(address) < LONGEST else "",
        "has_excel": has_excel(),
    }


@conditions.route("/conditions.<kind>", methods=["GET", "POST"])
def download(kind: str) -> Response:
    """Send the verdicts as a file."""
    if kind not in KINDS:
        raise Problem(404, f"verdicts are saved as {', '.join(KINDS)}")
    if kind == "xlsx" and not has_excel():
        raise Problem(501, "Excel files want the package openpyxl: pip install 'lifonto[excel]'; TSV is there")
    asked, _ = asked_here()
    if not (question := asked.conditions()):
        raise Problem(400, "there is no condition to judge: give cell= and with=, or text=, or table=")
    wanted = {"do": "judge"} if kind == "json" else {"do": "file", "form": kind}
    body = answer({**wanted, "conditions": question}, version())
    response = Response(BOM.encode() + body if kind == "tsv" else body, content_type=KINDS[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="conditions.{kind}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
