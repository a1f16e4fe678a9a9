"""Refusals that say what to do: problem documents of RFC 9457."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):  # noqa: N818  RFC 9457's own word
    """A refused request: an HTTP status, one plain sentence, and members for programs.

    ``members`` go into the document as they are (``limit``, ``line``, ``column``…); ``headers`` into the response, and
    one that has a list of values once for each.
    """

    def __init__(
        self, status: int, detail: str, *, headers: dict[str, str | list[str]] | None = None, **members: Any
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.members, self.headers = status, detail, members, headers or {}

    @property
    def status_line(self) -> str:
        """The status as HTTP writes it: number and phrase."""
        return f"{self.status} {HTTPStatus(self.status).phrase}"

    def document(self) -> bytes:
        """Render the problem as JSON."""
        told = {name: value for name, value in self.members.items() if value is not None}
        title = HTTPStatus(self.status).phrase
        return json.dumps({"title": title, "status": self.status, "detail": self.detail, **told}).encode()

    @classmethod
    def load(cls, members: dict[str, Any]) -> Problem:
        """Make a problem again from the members that a worker sent; what it has no room for now may be tried again."""
        status = members.pop("status")
        return cls(status, members.pop("detail"), headers={"Retry-After": "5"} if status == 503 else None, **members)


def out_of_time(seconds: float, waited: float = 0.0) -> Problem:
    """The query was stopped after *seconds*, of which it had *waited* some for its turn."""
    detail = f"stopped after {seconds:g} s, the time limit; ask for less: add a LIMIT or more selective patterns"
    if waited > seconds / 2:
        detail = (
            f"stopped after {seconds:g} s, the time limit, of which {waited:.1f} s were spent waiting; try again soon"
        )
    return Problem(504, detail, limit="time", seconds=seconds)


def out_of_memory(megabytes: int) -> Problem:
    """The query needed more than *megabytes*."""
    detail = f"stopped: it needed more than {megabytes} MB, the memory limit; ask for less, or sort and group less"
    return Problem(507, detail, limit="memory", megabytes=megabytes)


def upload_out_of_memory(megabytes: int) -> Problem:
    """The upload or update needed more than *megabytes*."""
    detail = f"stopped: it needed more than {megabytes} MB, the memory limit; nothing was stored; send it in parts"
    return Problem(507, f"{detail}, or have the server started with a larger --memory-mb", limit="memory")


def too_large(megabytes: float) -> Problem:
    """The answer is larger than *megabytes*."""
    detail = f"the answer is larger than {megabytes:g} MB, the response limit; add a LIMIT and page with OFFSET"
    return Problem(413, detail, limit="response", megabytes=megabytes)


def too_deep() -> Problem:
    """The text needs more of the parser's stack than there is: it nests deeply, or is a chain of very many parts."""
    detail = (
        "the text nests too deeply, or joins too many parts by UNION, ||, && or the like; split it, or use VALUES or IN"
    )
    return Problem(400, detail, limit="nesting")


def too_long(limit: int) -> Problem:
    """The body is larger than *limit* bytes."""
    return Problem(413, f"the body is larger than {limit / (1 << 20):g} MB, the limit here", limit="upload")


def too_slow() -> Problem:
    """The request came too slowly."""
    return Problem(408, "the request came too slowly; send it again, in one go", limit="patience")


def uri_too_long() -> Problem:
    """The URL does not fit into the head of a request."""
    return Problem(414, "the URL is too long; send the query by POST, in the body", limit="url")


def head_too_long(limit: int) -> Problem:
    """The head of the request is longer than *limit* bytes."""
    return Problem(431, f"the head of the request is longer than {limit >> 10} KB; send fewer or shorter headers")


def too_many_headers(limit: int) -> Problem:
    """The request has more than *limit* header lines."""
    return Problem(431, f"the request has more than {limit} header lines; send fewer")


def spool_full(megabytes: int) -> Problem:
    """The answers that wait to be taken fill the *megabytes* for them."""
    detail = f"the temporary space of this server ({megabytes} MB) is taken by other answers; try again soon"
    return Problem(503, detail, headers={"Retry-After": "5"}, limit="spool", megabytes=megabytes)


def busy(what: str = "questions", seconds: int = 2) -> Problem:
    """All places for *what* are taken, and so is the queue."""
    detail = f"too many {what} are waiting; try again in {seconds} s"
    return Problem(503, detail, headers={"Retry-After": str(seconds)}, limit="queue")
