"""Conditions of requests: entity tags that a client knows already, or wants unchanged (RFC 9110 §13.1)."""

from __future__ import annotations

from werkzeug.http import parse_etags

from sparql_server.protocol.problems import Problem

MAX_CONDITION = 4096  # characters of If-Match or If-None-Match


def not_modified(tag: str, if_none_match: str | None) -> bool:
    """Tell whether the client, by its If-None-Match, has the answer with *tag* already; a header too long says nothing.

    Tags are compared weakly (RFC 9110 §13.1.2), since proxies that compress answers make strong ones weak.
    """
    if not if_none_match or len(if_none_match) > MAX_CONDITION:
        return False
    return parse_etags(if_none_match).contains_weak(tag)


def checked(name: str, condition: str | None) -> str | None:
    """Return the *condition* of a write as it came; refuse one that is too long to be looked at (400)."""
    if condition and len(condition) > MAX_CONDITION:
        raise Problem(400, f"{name} is longer than {MAX_CONDITION} characters; name fewer entity tags")
    return condition
