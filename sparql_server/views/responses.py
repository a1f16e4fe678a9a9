"""Answers and problems as responses (RFC 9110)."""

from __future__ import annotations

import re
from functools import lru_cache

from flask import Response, request
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException
from werkzeug.wsgi import wrap_file

from sparql_server.protocol import problems
from sparql_server.protocol.answer import Answer
from sparql_server.protocol.conditions import not_modified
from sparql_server.protocol.problems import Problem
from sparql_server.views.cache import Kept
from sparql_server.views.service import service

HEADER_NAMES = re.compile(r"[A-Za-z0-9,\- ]{1,1000}")
PREFLIGHT_SECONDS = 86_400
MAX_NOTES = 2_000  # characters of a header; all of them stand in the layer's graph
PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def respond(answer: Answer, *, is_steady: bool = False) -> Response:
    """Turn *answer* into a response; a small one that *is_steady* is kept in the cache."""
    tag = answer.head.get("tag", "")
    headers = dict(headers_of(answer.head["type"], answer.head.get("encoding")))
    if notes := answer.head.get("notes"):
        headers["Reasoner-Notes"] = notes.encode("ascii", "replace").decode()[:MAX_NOTES]
    if tag:
        headers["ETag"] = f'"{tag}"'
    if tag and not_modified(tag, request.environ.get("HTTP_IF_NONE_MATCH")):
        if answer.file:
            answer.file.close()
        return Response(status=304, headers=headers)
    if answer.file is None:
        if is_steady and tag:
            keep(tag, headers, answer)
        return Response(answer.body, 200, headers)
    headers["Content-Length"] = str(answer.file.seek(0, 2))
    answer.file.seek(0)
    return Response(wrap_file(request.environ, answer.file, 1 << 18), 200, headers, direct_passthrough=True)


def keep_page(response: Response, version: int) -> Response:
    """Keep a page that tells of the data of *version*."""
    finish(response)
    response.add_etag()
    if key := request.environ.get("sparql_server.key"):
        kept = Kept(list(response.headers.items()), response.get_etag()[0] or "", response.get_data())
        service().cache.put(key, version, kept)
    return response


def keep(tag: str, headers: dict[str, str], answer: Answer) -> None:
    """Keep *answer* for whoever asks the same."""
    if key := request.environ.get("sparql_server.key"):
        fixed = [*headers.items(), ("Content-Length", str(len(answer.body)))]
        service().cache.put(key, answer.version, Kept(fixed, tag, answer.body))


@lru_cache(maxsize=64)
def headers_of(kind: str, encoding: str | None) -> dict[str, str]:
    """Return the headers that all answers of one kind share."""
    kind += "; charset=utf-8" if kind.startswith("text/") and "charset" not in kind else ""
    found = {"Content-Type": kind, "Vary": "Accept, Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    return found | {"Cache-Control": "no-cache"} | ({"Content-Encoding": encoding} if encoding else {})


def refuse(problem: Problem) -> Response:
    """Turn a problem into a response (RFC 9457)."""
    headers = Headers(problem.headers)
    headers.update(
        {"Content-Type": problems.MEDIA_TYPE, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    )
    return Response(problem.document(), problem.status, headers)


def refuse_in_words(error: HTTPException) -> Response:
    """Turn what Flask refuses (no such page, method or length) into a problem, too."""
    status = error.code or 500
    if status == 413:
        return refuse(problems.too_long(request.max_content_length or 0))
    if status == 404:
        return refuse(Problem(404, f"there is no {request.path[:200]} here; / tells what there is"))
    allowed: dict[str, str | list[str]] = {name: value for name, value in error.get_headers() if name == "Allow"}
    return refuse(
        Problem(status, f"only {allowed['Allow']} here" if allowed else str(error.description), headers=allowed)
    )


def preflight(methods: str) -> Response:
    """Answer OPTIONS: what a page of another origin may send (Fetch Standard, CORS-preflight)."""
    headers = {"Allow": methods}
    if service().settings.cors:
        wanted = request.headers.get("Access-Control-Request-Headers", "")
        names = (
            wanted if HEADER_NAMES.fullmatch(wanted) else "Accept, Authorization, Content-Type, If-Match, If-None-Match"
        )
        headers |= {
            "Access-Control-Allow-Methods": methods,
            "Access-Control-Allow-Headers": names,
            "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
            "Vary": "Access-Control-Request-Headers",
        }
    return Response(status=204, headers=headers)


def finish(response: Response) -> Response:
    """Add what keeps a page from being framed or made to run what is not its own."""
    if response.status_code in {201, 204, 304}:
        response.headers.pop("Content-Type", None)
    elif response.mimetype == "text/html":
        response.headers.update(PAGE_HEADERS)
    return response
