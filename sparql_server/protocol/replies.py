"""Replies: how answers and problems are put into HTTP (RFC 9110)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import lru_cache
from typing import Any, Protocol

from sparql_server.protocol import problems
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.requests import Headers, Reply

CORS = [("Access-Control-Allow-Origin", "*"), ("Access-Control-Expose-Headers", "ETag, Link, Location")]


class Answered(Protocol):
    """What a worker or a remote store has answered: its head, and the body, whole and with a tag or as it comes."""

    head: dict[str, Any]
    body: bytes | None
    tag: str

    def chunks(self) -> AsyncIterator[bytes]:
        """Yield the body."""


def reply_with(answer: Answered) -> Reply:
    """Turn *answer* into a response."""
    headers = answer_headers(answer.head["type"], answer.head.get("encoding"))
    if answer.body is None:
        return Reply(200, headers, stream=answer.chunks())
    etag = f'"{answer.tag}"'
    return Reply(200, [*headers, ("ETag", etag), ("Cache-Control", "no-cache")], answer.body, etag=etag)


@lru_cache(maxsize=64)
def answer_headers(kind: str, encoding: str | None) -> Headers:
    """Return the headers that all answers of one kind share."""
    kind += "; charset=utf-8" if kind.startswith("text/") and "charset" not in kind else ""
    headers = [("Content-Type", kind), ("Vary", "Accept, Accept-Encoding"), ("X-Content-Type-Options", "nosniff")]
    return headers + CORS + ([("Content-Encoding", encoding)] if encoding else [])


def conditional(reply: Reply, if_none_match: str | None) -> Reply:
    """Answer 304 where the client has the answer already (RFC 9110 §13.1.2)."""
    if not (if_none_match and reply.etag):
        return reply
    known = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    if reply.etag in known or "*" in known:
        kept = [header for header in reply.headers if header[0] not in {"Content-Type", "Content-Encoding"}]
        return Reply(304, kept)
    return reply


def problem_reply(problem: Problem) -> Reply:
    """Turn a problem into a response."""
    headers = [("Content-Type", problems.MEDIA_TYPE), ("Cache-Control", "no-store"), *problem.headers.items()]
    return Reply(problem.status, headers, problem.document())
