"""The words between a request's thread and a worker, over one Unix socket.

A request is four bytes of length and a JSON object; its body follows, of as many bytes as its ``body`` member says, or,
where it has a ``file`` member, lies in a file whose descriptor comes with the object. An answer is frames: one byte of
kind, four of length, the payload. It comes whole or not at all: a HEAD, then the BODY, or a FILE whose descriptor comes
with that frame. ``FATAL`` has no length: it is the letter with which the interpreter's own last words begin
(``faulthandler`` writes "Fatal Python error: …" straight to the socket).
"""

from __future__ import annotations

import json
import struct
from typing import Any

LENGTH = struct.Struct(">I")
FRAME = struct.Struct(">cI")
PID, HEAD, BODY, FILE, PROBLEM, NEED, FATAL = b"I", b"H", b"B", b"L", b"P", b"N", b"F"
READY, GO = b"R", b"G"  # a write asks whether it may count; from the answer on, it is not killed any more
READ, WRITE = b"r", b"w"  # the first byte on a connection: which kind of worker is wanted
MAX_BODY_IN_FRAME = 1 << 16  # bytes; a larger body lies in a file
SPOOL_STEP = 8 << 20  # bytes of temporary space that a worker asks for at a time: NEED {"spool": SPOOL_STEP}


def pack(request: dict[str, Any], body: bytes = b"") -> bytes:
    """Return *request* and its *body* as they travel."""
    text = json.dumps(request | {"body": len(body)}).encode()
    return LENGTH.pack(len(text)) + text + body


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    """Return one frame of an answer."""
    return FRAME.pack(kind, len(payload)) + payload
