"""What a worker writes an answer to: it leaves whole, over the socket while short, in a file without a name else."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import socket
import zlib
from functools import lru_cache
from typing import Any

from sparql_server import confine
from sparql_server.protocol import problems
from sparql_server.protocol.problems import Problem
from sparql_server.store import frames

PIECE = 1 << 18  # bytes written to a file at a time
WORTH_PACKING = 1000  # bytes below which gzip gains nothing
TAG_BYTES = 16
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class ResponseWriter:
    """A file-like object for one answer, of at most *limit* bytes before compression, on *connection*.

    The strong tag (RFC 9110 §8.8.3) is that of the uncompressed bytes, the format and the encoding.
    """

    def __init__(self, connection: socket.socket, limit: int, folder: str, gzip: bool) -> None:
        self.connection, self.limit, self.folder, self.gzip = connection, limit, folder, gzip
        self.head: dict[str, Any] = {}
        self.file, self.reserved, self.name = -1, 0, ""
        self.forget()

    def forget(self) -> None:
        """Forget what has been written."""
        self.pending, self.size, self.written = bytearray(), 0, 0
        self.hash: Any = None
        self.packer: Any = None
        if self.file >= 0:
            os.ftruncate(self.file, 0)
            os.lseek(self.file, 0, os.SEEK_SET)

    def begin(self, name: str, media_type: str) -> None:
        """Begin anew, in the format called *name*."""
        self.name, self.head["type"] = name, media_type
        if self.size:
            self.forget()

    def write(self, data: bytes) -> int:
        """Take the next piece; raises Problem (413) past the limit."""
        self.size += len(data)
        if self.size > self.limit:
            raise problems.too_large(self.limit / (1 << 20))
        self.pending += data
        if len(self.pending) > (PIECE if self.hash else frames.MAX_BODY_IN_FRAME):
            self._put_aside()
        return len(data)

    def flush(self) -> None:
        """Do nothing: an answer leaves when it is whole."""

    def close(self) -> None:
        """Send the answer."""
        if self.hash:
            self._put_aside(last=True)
            head = self._head(self.hash, packed=self.gzip) + frames.frame(frames.FILE)
            socket.send_fds(self.connection, [head], [self.file])
            self.drop()
            return
        body = bytes(self.pending)
        digest = hashlib.blake2b(body, digest_size=TAG_BYTES)
        packed = self.gzip and len(body) > WORTH_PACKING
        if packed:
            body = zlib.compress(body, 5, 31)
        self.connection.sendall(self._head(digest, packed) + frames.frame(frames.BODY, body))
        self.drop()

    def refuse(self, problem: Problem) -> None:
        """Send *problem* in place of the answer."""
        self.drop()
        text = json.dumps({"status": problem.status, "detail": problem.detail, **problem.members}).encode()
        self.connection.sendall(frames.frame(frames.PROBLEM, text))

    def drop(self) -> None:
        """Close the file, if there is one."""
        if self.file >= 0:
            os.close(self.file)
            self.file = -1

    def settle(self) -> None:
        """Ask whether the write may count; from then on nobody ends it."""
        self.connection.sendall(frames.frame(frames.READY))
        if self.connection.recv(1) != frames.GO:
            raise ConnectionError("the server has gone")

    def need(self, what: dict[str, Any]) -> dict[str, Any]:
        """Ask the other side for something, and return its reply."""
        self.connection.sendall(frames.frame(frames.NEED, json.dumps(what).encode()))
        length = self.connection.recv(frames.LENGTH.size, socket.MSG_WAITALL)
        if len(length) < frames.LENGTH.size:
            raise ConnectionError("the server has gone")
        text = self.connection.recv(frames.LENGTH.unpack(length)[0], socket.MSG_WAITALL)
        reply: dict[str, Any] = json.loads(text)
        return reply

    def _head(self, digest: Any, packed: bool) -> bytes:
        if packed:
            self.head["encoding"] = "gzip"
        text = head_text(tuple(self.head.items()))
        if self.name:
            tag = f"{digest.hexdigest()}-{self.name}{'-gz' if packed else ''}"
            text = f'{{"tag": "{tag}", {text[1:]}'
        return frames.frame(frames.HEAD, text.encode())

    def _put_aside(self, last: bool = False) -> None:
        """Write what is pending to the file, made and given room as it is wanted."""
        if self.hash is None:
            self.hash = hashlib.blake2b(digest_size=TAG_BYTES)
            self.packer = zlib.compressobj(1, zlib.DEFLATED, 31) if self.gzip else None
        data = bytes(self.pending)
        self.pending.clear()
        self.hash.update(data)
        if self.packer:
            data = self.packer.compress(data) + (self.packer.flush() if last else b"")
        try:
            self._store(memoryview(data))
        except OSError as error:
            if error.errno not in FULL and not isinstance(error, FileNotFoundError | PermissionError):
                raise
            detail = f"the temporary space of this server ({self.folder}) is full or cannot be written to"
            raise Problem(507, f"{detail}: {error.strerror}", limit="disk") from error

    def _store(self, data: memoryview) -> None:
        if self.file < 0:
            with confine.more_files(2):
                self.file = os.open(self.folder, os.O_TMPFILE | os.O_RDWR, 0o600)
        while self.written + len(data) > self.reserved:
            reply = self.need({"spool": frames.SPOOL_STEP})
            if "problem" in reply:
                raise Problem(reply["status"], reply["problem"], **reply.get("members", {}))
            self.reserved += frames.SPOOL_STEP
        self.written += len(data)
        while data:
            data = data[os.write(self.file, data) :]


@lru_cache(maxsize=64)
def head_text(members: tuple[tuple[str, Any], ...]) -> str:
    """Return the head of an answer as JSON; most are alike but for their tag."""
    return json.dumps(dict(members))


class Nobody:
    """A connection at whose other end nobody is."""

    def sendall(self, data: bytes) -> None:
        """Drop *data*."""


class Tag:
    """A writer that keeps nothing but the tag of what is written to it."""

    def __init__(self) -> None:
        self.begin("", "")

    def begin(self, name: str, _media_type: str) -> None:
        """Begin anew, in the format *name*."""
        self.name, self.hash = name, hashlib.blake2b(digest_size=TAG_BYTES)

    def write(self, data: bytes) -> int:
        """Take the next piece."""
        self.hash.update(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing."""

    def __str__(self) -> str:
        return f"{self.hash.hexdigest()}-{self.name}"
