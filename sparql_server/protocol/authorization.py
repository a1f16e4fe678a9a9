"""Who may write: bearers of the token (RFC 6750), which clients that know only passwords send as one (RFC 7617)."""

from __future__ import annotations

import base64
import binascii
import hmac

from sparql_server.protocol.problems import Problem
from sparql_server.settings import Settings

MAX_CREDENTIALS = 8192  # characters
# Alone: Jena gives up where Bearer is another choice. Who has a bearer token sends it without being asked.
CHALLENGE = 'Basic realm="SPARQL", charset="UTF-8"'


def authorize(header: str | None, settings: Settings) -> None:
    """Return if the Authorization *header* lets its sender write.

    Raises Problem: 403 where nobody may, 401 where the token is missing or wrong.
    """
    if not settings.writable:
        raise Problem(403, "this server is read-only; its keeper can start it with --writable and a token")
    given = token_in(header or "").encode("utf-8", "replace")
    if not hmac.compare_digest(given, (settings.token or "").encode()) or not given:
        wanted = "writing wants the token: the header Authorization: Bearer TOKEN, or TOKEN as password of any user"
        raise Problem(401, wanted, headers={"WWW-Authenticate": CHALLENGE})


def token_in(header: str) -> str:
    """Return the token that an Authorization *header* carries; empty where it carries none."""
    kind, _, credentials = header.strip().partition(" ")
    if kind.lower() == "bearer":
        return credentials.strip()
    if kind.lower() != "basic" or len(credentials) > MAX_CREDENTIALS:
        return ""
    try:
        return base64.b64decode(credentials.strip(), validate=True).decode().partition(":")[2]
    except (binascii.Error, ValueError):
        return ""
