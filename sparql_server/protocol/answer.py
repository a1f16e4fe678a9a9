"""What is answered: a head, and a body at hand or in a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import FileIO
from typing import Any


@dataclass
class Answer:
    """An answer, whole: ``head`` has its media ``type``, its ``encoding`` and its ``tag`` where it has them."""

    head: dict[str, Any] = field(default_factory=dict)
    body: bytes = b""
    file: FileIO | None = None  # read from its beginning; closing it gives its space back
    version: int = 0  # of the data that it tells of

    def text(self) -> str:
        """Return the whole body as text."""
        if self.file is None:
            return self.body.decode()
        with self.file as file:
            file.seek(0)
            return file.read().decode()
