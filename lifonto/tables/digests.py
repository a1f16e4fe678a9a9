"""Whether a release is of the tables beside it: the digest of each table is kept in the release.

Dates of files would not do: a checkout of git sets them anew.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from lifonto.tables.rows import FOLDERS

FILE = "tables.sha256"
SOURCES = ("metadata.toml", "prefixes.tsv", "references*.tsv", "mappings/*.tsv", *(f"{name}/*.tsv" for name in FOLDERS))


def digests(home: Path) -> str:
    """Return the digest of every table in *home*, a line each, as ``sha256sum`` writes and checks them."""
    files = sorted({file for pattern in SOURCES for file in home.glob(pattern)})
    return "".join(f"{digest(file)}  {file.relative_to(home).as_posix()}\n" for file in files)


def digest(file: Path) -> str:
    """Return the digest of *file* with the ends of its lines as on Linux, which git may have changed."""
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def changed(home: Path) -> list[str]:
    """Return the tables of *home* that are not as its release had them; none where the release kept no digests."""
    kept = home / "release" / FILE
    if not kept.is_file():
        return []
    lines = set(kept.read_text(encoding="utf-8").splitlines()) ^ set(digests(home).splitlines())
    return sorted({line.partition("  ")[2] for line in lines})


def warning(home: Path) -> str:
    """Return what to say of a release in *home* that is not of the tables there, or nothing where it is."""
    tables = changed(home)
    if not tables:
        return ""
    named = ", ".join(tables[:3]) + (f" and {len(tables) - 3} more" if len(tables) > 3 else "")
    return f"the release is not of these tables: {named} changed since it was built; run `lifonto build`"
