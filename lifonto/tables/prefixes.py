"""Compact identifiers: ``GO:0005125`` for people, an IRI for machines."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lifonto.errors import PrefixError, TableError
from lifonto.tables.texts import text_of

PREFIXED = re.compile(r"(?<![\w<])([A-Za-z][\w-]*):(?!//)")
DECLARED = re.compile(r"\bPREFIX\s+([A-Za-z][\w-]*):", re.IGNORECASE)


class Prefixes(Mapping[str, str]):
    """A one-to-one map between prefixes and the beginnings of IRIs.

    rdflib's ``term.n3(namespace_manager)`` is no substitute: it leaves OBO
    identifiers long, because ``0005125`` is not an XML name.
    """

    def __init__(self, iris: Mapping[str, str]) -> None:
        self._iris = dict(iris)
        self._longest_first = sorted(iris.items(), key=lambda pair: -len(pair[1]))

    @classmethod
    def read(cls, path: Path) -> Prefixes:
        """Read a table of two columns, ``prefix`` and ``iri``."""
        rows = csv.DictReader(text_of(path).splitlines(), dialect="excel-tab")
        found = {row.get("prefix") or "": row.get("iri") or "" for row in rows}
        if "" in found or not all(found.values()):
            raise TableError(f"{path}: each row wants a prefix and an IRI, under the headings prefix and iri")
        return cls(found)

    def expand(self, curie: str) -> str:
        """Return the IRI of *curie*."""
        prefix, colon, local = curie.partition(":")
        if not colon or prefix not in self:
            raise PrefixError(f"unknown prefix in {curie!r}")
        return self[prefix] + local

    def contract(self, iri: str) -> str:
        """Return the shortest CURIE for *iri*, or *iri* itself if none fits."""
        fits = (f"{prefix}:{iri.removeprefix(start)}" for prefix, start in self._longest_first if iri.startswith(start))
        return next(fits, iri)

    def declare(self, query: str) -> str:
        """Return the SPARQL *query* with a PREFIX line, kept on the first line, for each known prefix it only uses."""
        used = {prefix for prefix in PREFIXED.findall(query) if prefix in self}
        declared = set(DECLARED.findall(query))
        lines = (f"PREFIX {prefix}: <{self[prefix]}>" for prefix in sorted(used - declared))
        return " ".join([*lines, query])

    def __getitem__(self, prefix: str) -> str:
        return self._iris[prefix]

    def __iter__(self) -> Iterator[str]:
        return iter(self._iris)

    def __len__(self) -> int:
        return len(self._iris)
