"""The proof of a release: which reasoners found the same hierarchy in exactly these files.

The quick procedure's answer about a proven file is complete, and is reported as complete on any machine. The proof
stands beside the files, which say the same in several syntaxes, and is void for one as soon as a byte of it changes.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from pathlib import Path

NAME = "proof.tsv"
FILES = ("lifonto.owl", "lifonto.ttl", "lifonto.ofn")  # those that have every axiom
COLUMNS = ("file", "sha256", "reasoner")


def digest(file: Path) -> str:
    """Return the SHA-256 of *file*, in hexadecimal."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def provers(file: Path) -> frozenset[str]:
    """Return the reasoners that have confirmed the hierarchy of *file* as it is."""
    proof = file.parent / NAME
    if not proof.is_file():
        return frozenset()
    with proof.open(encoding="utf-8", newline="") as rows:
        found, wanted = list(csv.DictReader(rows, dialect="excel-tab")), digest(file)
    return frozenset(row["reasoner"] for row in found if row["sha256"] == wanted)


def is_proven(file: Path) -> bool:
    """Tell whether other reasoners have confirmed the hierarchy of *file* as it is."""
    return bool(provers(file))


def record(files: list[Path], reasoners: Iterable[str]) -> None:
    """Write beside *files*, which have the same axioms, that *reasoners* have confirmed their hierarchy."""
    with (files[0].parent / NAME).open("w", encoding="utf-8", newline="") as rows:
        writer = csv.writer(rows, dialect="excel-tab", lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((file.name, digest(file), each) for file in files for each in sorted(reasoners))
