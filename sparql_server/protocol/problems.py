"""Refusals that say what to do: problem documents of RFC 9457."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):  # noqa: N818  RFC 9457's own word
    """A refused request: an HTTP status, one plain sentence, and members for programs.

    ``members`` go into the document as they are (``limit``, ``line``, ``column``…); ``headers`` into the response.
    """

    def __init__(self, status: int, detail: str, *, headers: dict[str, str] | None = None, **members: Any) -> None:
        super().__init__(detail)
        self.status, self.detail, self.members, self.headers = status, detail, members, headers or {}

    def document(self) -> bytes:
        """Render the problem as JSON."""
        title = HTTPStatus(self.status).phrase
        return json.dumps({"title": title, "status": self.status, "detail": self.detail, **self.members}).encode()

    @classmethod
    def load(cls, members: dict[str, Any]) -> Problem:
        """Make a problem again from the members that a worker sent."""
        return cls(members.pop("status"), members.pop("detail"), **members)


def out_of_time(seconds: float) -> Problem:
    """The query was stopped after *seconds*."""
    detail = f"stopped after {seconds:g} s, the time limit; ask for less: add a LIMIT or more selective patterns"
    return Problem(504, detail, limit="time", seconds=seconds)


def out_of_memory(megabytes: int) -> Problem:
    """The query needed more than *megabytes*."""
    detail = f"stopped: it needed more than {megabytes} MB, the memory limit; ask for less, or sort and group less"
    return Problem(507, detail, limit="memory", megabytes=megabytes)


def too_large(megabytes: float) -> Problem:
    """The answer is larger than *megabytes*."""
    detail = f"the answer is larger than {megabytes:g} MB, the response limit; add a LIMIT and page with OFFSET"
    return Problem(413, detail, limit="response", megabytes=megabytes)


def too_deep() -> Problem:
    """The text nests more deeply than the parser's stack."""
    detail = "the text nests groups or parentheses more deeply than can be read; flatten it"
    return Problem(400, detail, limit="nesting")


def too_long(limit: int) -> Problem:
    """The body is larger than *limit* bytes."""
    return Problem(413, f"the body is larger than {limit / (1 << 20):g} MB, the limit here", limit="upload")


def busy(seconds: int = 2) -> Problem:
    """All workers are taken and the queue is full."""
    detail = f"too many queries are waiting; try again in {seconds} s"
    return Problem(503, detail, headers={"Retry-After": str(seconds)}, limit="queue")
