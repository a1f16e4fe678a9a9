"""The words between the front and a worker, over one Unix socket.

A request is four bytes of length, a JSON object, and as many body bytes as its ``body`` member says. An answer is
frames: one byte of kind, four of length, the payload. ``FATAL`` has no length: it is the letter with which the
interpreter's own last words begin (``faulthandler`` writes "Fatal Python error: …" straight to the socket), so a
worker that aborts or overflows its stack still tells why.
"""

from __future__ import annotations

import hashlib
import json
import socket
import struct
import zlib
from functools import lru_cache
from typing import Any

from sparql_server.protocol.problems import Problem

LENGTH = struct.Struct(">I")
FRAME = struct.Struct(">cI")
PID, HEAD, DATA, END, WHOLE, PROBLEM, NEED, FATAL = b"I", b"H", b"D", b"E", b"W", b"P", b"N", b"F"
READY, GO = b"R", b"G"  # a write asks whether it may count; from the front's answer on, it is not killed any more
TAG = 32  # characters of the tag before the body in a WHOLE frame, which is data and end in one
READ, WRITE = b"r", b"w"  # the first byte on a connection: which kind of worker is wanted
HELD = 1 << 20  # an answer up to this size is sent whole, so that a limit met on the way is still a clean refusal
CHUNK = 1 << 17


def pack(request: dict[str, Any], body: bytes = b"") -> bytes:
    """Return *request* and its *body* as they travel."""
    text = json.dumps(request | {"body": len(body)}).encode()
    return LENGTH.pack(len(text)) + text + body


class TooLarge(Exception):  # noqa: N818
    """The answer outgrew its limit."""


class Answer:
    """A file that workers write an answer to: held back while small, then streamed in frames.

    A complete answer carries its length and a strong ETag (RFC 9110 §8.8.3); *limit* bytes end it.
    """

    def __init__(self, connection: socket.socket, limit: int, gzip: bool) -> None:
        self.connection, self.limit, self.gzip = connection, limit, gzip
        self.head: dict[str, Any] = {}
        self.pending, self.size, self.flowing = bytearray(), 0, False
        self.packer: zlib._Compress | None = None

    def write(self, data: bytes) -> int:
        """Take the next piece; raise :class:`TooLarge` past the limit."""
        self.size += len(data)
        if self.size > self.limit:
            raise TooLarge
        self.pending += data
        if len(self.pending) >= (CHUNK if self.flowing else HELD):
            self._flow()
        return len(data)

    def flush(self) -> None:
        """Do nothing: frames leave when they are full."""

    def close(self) -> None:
        """Send what is left and the end."""
        if self.flowing:
            self._flow(last=True)
            self.connection.sendall(FRAME.pack(END, 0))
            return
        body = bytes(self.pending)
        if self.gzip and len(body) > 1000:
            body = zlib.compress(body, 5, 31)
            self.head["encoding"] = "gzip"
        tag = hashlib.blake2b(body, digest_size=TAG // 2).hexdigest().encode()
        frames = (self._head(), FRAME.pack(WHOLE, TAG + len(body)), tag, body)
        self.connection.sendall(b"".join(frames))

    def refuse(self, problem: Problem) -> None:
        """Send *problem* in place of the answer, or of the rest of it."""
        text = json.dumps({"status": problem.status, "detail": problem.detail, **problem.members}).encode()
        self.connection.sendall(FRAME.pack(PROBLEM, len(text)) + text)

    def _head(self) -> bytes:
        return head_frame(tuple(self.head.items()))

    def _flow(self, last: bool = False) -> None:
        if not self.flowing:
            self.flowing = True
            if self.gzip:
                self.packer = zlib.compressobj(1, zlib.DEFLATED, 31)
                self.head["encoding"] = "gzip"
            self.connection.sendall(self._head())
        data = bytes(self.pending)
        self.pending.clear()
        if self.packer:
            data = self.packer.compress(data) + (self.packer.flush() if last else b"")
        for start in range(0, len(data), CHUNK):
            piece = data[start : start + CHUNK]
            self.connection.sendall(FRAME.pack(DATA, len(piece)) + piece)


@lru_cache(maxsize=64)
def head_frame(members: tuple[tuple[str, Any], ...]) -> bytes:
    """Return the frame of an answer's head; most are alike."""
    text = json.dumps(dict(members)).encode()
    return FRAME.pack(HEAD, len(text)) + text


@lru_cache(maxsize=64)
def head_of(payload: bytes) -> dict[str, Any]:
    """Read the head of a request or an answer, to be looked at only; most are alike."""
    found: dict[str, Any] = json.loads(payload.decode())
    return found
