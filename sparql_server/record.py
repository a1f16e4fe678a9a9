"""What a store that was made ahead says of itself, beside its data: which graphs of which files it holds."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "service.json"


@dataclass(frozen=True)
class Record:
    """Whether the release is in the store, and each graph that a file has to itself, with the file's name."""

    has_release: bool
    graphs: dict[str, str]

    @classmethod
    def read(cls, directory: Path) -> Record:
        """Read the record of the store in *directory*."""
        return cls(**json.loads((directory / NAME).read_text(encoding="utf-8")))

    def write(self, directory: Path) -> None:
        """Write it beside the data in *directory*."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (directory / NAME).write_text(text + "\n", encoding="utf-8")


def is_made_ahead(directory: Path) -> bool:
    """Tell whether *directory* is a store that was made ahead."""
    return (directory / NAME).is_file() and (directory / "CURRENT").is_file()
