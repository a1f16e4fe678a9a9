"""Refusals as people read them: what happened, what is near, and one way on; programs get the problem document."""

from __future__ import annotations

from flask import Response, current_app, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from sparql_server.pages.near import near_names
from sparql_server.protocol.problems import Problem
from sparql_server.views import responses

PROTOCOLS = {"sparql", "update", "data", "reason", "static", ".well-known", "healthz", "readyz", "metrics"}
HEADINGS = {
    400: "This address cannot be read",
    404: "There is no page at this address",
    405: "This page can only be read",
    406: "This page has no such form",
    503: "Too much is asked at the moment",
    504: "This took too long",
}


def refuse(problem: Problem) -> Response:
    """Show *problem* to whoever wants a page; send its document to others."""
    if not wants_page():
        return responses.refuse(problem)
    heading = HEADINGS.get(problem.status, "This did not work")
    wanted = request.args.get("q") or request.path.rpartition("/")[2]
    near = near_names(wanted) if problem.status == 404 else []
    told = render_template("missing.html", heading=heading, detail=sentence(problem.detail), near=near, wanted=wanted)
    response = make_response(told, problem.status)
    response.headers.extend(problem.headers)
    return response


def refuse_in_words(error: HTTPException) -> Response:
    """Show what Flask refuses to whoever wants a page; send its document to others."""
    if error.code == 405 and is_nowhere():
        return refuse(Problem(404, f"Nothing here is called {request.path[:200]}."))
    if not wants_page() or error.code == 405:
        return responses.refuse_in_words(error)
    if error.code == 404:
        return refuse(Problem(404, f"Nothing here is called {request.path[:200]}. Perhaps a letter or digit differs?"))
    return refuse(Problem(error.code or 500, str(error.description)))


def is_nowhere() -> bool:
    """Tell whether the address asked for is only one where a name may be looked up."""
    adapter = current_app.create_url_adapter(request)
    try:
        return adapter is not None and adapter.match(method="GET")[0] == "local.show"
    except HTTPException:
        return False


def wants_page() -> bool:
    """Tell whether a person reads the answer, and of a page rather than of a service."""
    if request.path.strip("/").partition("/")[0] in PROTOCOLS:
        return False
    best = request.accept_mimetypes.best_match(["application/problem+json", "application/json", "text/html"])
    return best == "text/html"


def sentence(text: str) -> str:
    """Write *text* as a sentence of its own."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")
