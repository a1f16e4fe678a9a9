"""Query files with a header: comment lines ``# Key: value`` at the top, as ROBOT's report queries have them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lifonto.errors import NotFound
from lifonto.tables.texts import text_of

LINE = re.compile(r"#\s*(?P<key>[A-Z][A-Za-z ]*?):\s*(?P<value>.*\S)\s*")


@dataclass(frozen=True)
class QueryFile:
    """A query, its name, and what its header says."""

    name: str
    file: Path
    header: dict[str, str]
    text: str

    @classmethod
    def read(cls, file: Path) -> QueryFile:
        """Read *file*; a header line that goes on does so on a line that begins with ``#`` and two spaces."""
        text = text_of(file)
        header: dict[str, str] = {}
        key = ""
        for line in text.splitlines():
            if not line.startswith("#"):
                break
            if found := LINE.fullmatch(line):
                key = found["key"]
                header[key] = found["value"]
            elif key and line.startswith("#  "):
                header[key] += " " + line[1:].strip()
        return cls(file.stem, file, header, text)


def query_files(folder: Path) -> list[QueryFile]:
    """Read every ``.rq`` file of *folder*, in the order of their names; raises NotFound where there is none."""
    files = sorted(folder.glob("*.rq"))
    if not files:
        raise NotFound(f"no queries (*.rq) in {folder}")
    return [QueryFile.read(file) for file in files]
