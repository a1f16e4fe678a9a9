"""The ontology's header: ``metadata.toml``, read once and checked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from lifonto.errors import TableError
from lifonto.tables.texts import text_of


@dataclass(frozen=True)
class Metadata:
    """What stands at the top of every release."""

    iri: str
    version: str
    title: str
    description: str
    license: str
    creators: tuple[str, ...]

    @property
    def version_iri(self) -> str:
        """The IRI of this version (OWL 2 Structural Specification §3.1)."""
        return f"{self.iri}releases/{self.version}"

    @classmethod
    def read(cls, file: Path) -> Metadata:
        """Read *file*; raises NotFound where there is none and TableError where a key is missing or unknown."""
        try:
            values = tomllib.loads(text_of(file))
        except tomllib.TOMLDecodeError as error:
            raise TableError(f"{file.name}: {error}") from error
        wanted = {field.name for field in fields(cls)}
        if wanted != set(values):
            raise TableError(
                f"{file.name}: these keys are missing or unknown: {', '.join(sorted(wanted ^ set(values)))}"
            )
        return cls(**values | {"creators": tuple(values["creators"])})
