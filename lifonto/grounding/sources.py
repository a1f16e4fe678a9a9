"""What names are held against: the release, with the references that it cites and its mappings, or files."""

from __future__ import annotations

import csv
from collections.abc import Collection
from pathlib import Path

from lifonto.ask.ontology import prefixes_for
from lifonto.errors import LifontoError, NotFound
from lifonto.grounding.lexicon import Lexicon
from lifonto.grounding.resolution import Resolver
from lifonto.reason.documents.files import read, without_collection
from lifonto.tables.prefixes import Prefixes
from lifonto.tables.texts import text_of

GRAPHS = ("asserted", "statements", "mappings")


def of_release(home: Path) -> Resolver:
    """Read the release in *home*; raises NotFound where there is none."""
    files = [home / "release" / f"{name}.nt" for name in GRAPHS]
    if not files[0].is_file():
        raise NotFound(f"no release in {home / 'release'}: run `lifonto build` first")
    ontology = read(*(each for each in files if each.is_file()), annotations=True)
    elsewhere = labels_elsewhere(home / "mappings" / "lifonto.sssom.tsv")
    return Resolver(Lexicon(ontology, Prefixes.read(home / "prefixes.tsv"), "the release of lifonto", elsewhere))


def labels_elsewhere(file: Path) -> dict[str, str]:
    """Return what the objects of an SSSOM table are called."""
    lines = text_of(file).splitlines() if file.is_file() else []
    rows = csv.DictReader((each for each in lines if not each.startswith("#")), dialect="excel-tab")
    return {row["object_id"]: row.get("object_label") or "" for row in rows}


def of_files(files: Collection[Path]) -> Resolver:
    """Read *files* together; raises NotFound, ReasoningError, and LifontoError where they have no terms."""
    names = ", ".join(each.name for each in files)
    with without_collection():
        ontology = read(*files, annotations=True)
        lexicon = Lexicon(ontology, prefixes_for(ontology), names)
    if not lexicon.names:
        raise LifontoError(f"{names}: no term in it has a label or a synonym, so nothing can be found by name")
    return Resolver(lexicon)
