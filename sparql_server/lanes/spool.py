"""Temporary space for what is too large to be held in memory: files without a name, of a bounded size in all."""

from __future__ import annotations

import os
import tempfile
import threading
from io import FileIO
from pathlib import Path

from sparql_server.protocol import problems
from sparql_server.protocol.problems import Problem


class Spool:
    """Grants space in *folder*, at most *megabytes* of it at a time."""

    def __init__(self, megabytes: int, folder: Path | None = None) -> None:
        self.megabytes, self.left, self.lock = megabytes, megabytes << 20, threading.Lock()
        self.folder = str(folder or tempfile.gettempdir())

    def take(self, size: int) -> None:
        """Reserve *size* bytes; raises Problem (503) where there are not so many left."""
        with self.lock:
            if size <= self.left:
                self.left -= size
                return
        raise problems.spool_full(self.megabytes)

    def give_back(self, size: int) -> None:
        """Free *size* bytes."""
        with self.lock:
            self.left += size

    def file(self) -> Spooled:
        """Make an empty file; raises Problem (507) where the disk has no room even for that."""
        try:
            return Spooled(self, os.open(self.folder, os.O_TMPFILE | os.O_RDWR, 0o600), 0)
        except OSError as error:
            raise Problem(507, f"no temporary file can be made in {self.folder}: {error.strerror}") from error


class Spooled(FileIO):
    """A file whose *reserved* bytes are given back when it is closed."""

    def __init__(self, spool: Spool, descriptor: int, reserved: int) -> None:
        super().__init__(descriptor, "r+")
        self.spool, self.reserved = spool, reserved

    def reserve(self, size: int) -> None:
        """Take *size* more bytes of the spool."""
        self.spool.take(size)
        self.reserved += size

    def shrink(self) -> None:
        """Give back what the file does not need; it has all that it will hold."""
        size = os.fstat(self.fileno()).st_size
        self.spool.give_back(self.reserved - size)
        self.reserved = size

    def close(self) -> None:
        """Close the file and give its space back."""
        reserved, self.reserved = self.reserved, 0
        self.spool.give_back(reserved)
        super().close()
