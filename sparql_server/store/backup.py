"""Backups of a store on disk: everything in it as one file of quads, and back."""

from __future__ import annotations

import contextlib
import gzip
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO, cast

import pyoxigraph as ox

from lifonto.errors import LifontoError, NotFound
from lifonto.reason.documents.encodings import hint_of
from sparql_server.catalogue.making import Catalogue
from sparql_server.regimes import ASKED, CATALOGUE, SIMPLE, regimes
from sparql_server.store import loading, locks

FORMATS = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG}


def dump(directory: Path, out: BinaryIO, format: str = "nq") -> int:
    """Write what the store in *directory* holds to *out*, as ``nq`` or ``trig``; return the number of statements.

    The store may be in use: what it held when this began is written. What has been inferred, or is told of the data, is
    left out: it is made again. Raises NotFound where there is no store, and LifontoError where it cannot be read.
    """
    if not (directory / "CURRENT").is_file():
        raise NotFound(f"{directory}: no store there; give the directory that `serve --store` was given")
    made = {ox.NamedNode(name) for name in (ASKED, CATALOGUE, *(each.layer for each in regimes().values()))}
    count = 0

    def told() -> Iterator[ox.Quad]:
        nonlocal count
        for quad in store:
            if quad.graph_name not in made:
                count += 1
                yield quad

    try:
        store = loading.view(str(directory))
        ox.serialize(told(), cast(IO[bytes], out), format=FORMATS[format])
    except OSError as error:
        raise LifontoError(f"{directory}: cannot be dumped: {error}") from error
    return count


def dump_to(directory: Path, file: Path) -> int:
    """Dump to *file*, packed if its name ends in ``.gz``; it is there whole, or not at all."""
    format = hint_of(file)
    if format not in FORMATS:
        raise LifontoError(f"{file}: end the name in .nq, .nq.gz, .trig or .trig.gz")
    part = file.with_name(f".{file.name}.part")
    try:
        with part.open("wb") as raw:
            packed = gzip.GzipFile("", "wb", 6, raw, 0) if file.suffix == ".gz" else contextlib.nullcontext(raw)
            with packed as out:
                count = dump(directory, cast(BinaryIO, out), format)
            raw.flush()
            os.fsync(raw.fileno())
        part.replace(file)
    except OSError as error:
        raise LifontoError(f"{file}: cannot be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
    return count


def restore(directory: Path, files: tuple[Path, ...]) -> int:
    """Fill a new store in *directory* from *files* of any syntax; return the number of statements.

    Raises LifontoError where the store holds data, is in use, or a file cannot be read: then nothing is left of it.
    """
    is_new = not directory.exists()
    owner = locks.own(directory)
    try:
        config = {
            "sources": [[str(file), None] for file in files],
            "lenient": False,
            "union": False,
            "apart": [],
            "merged": [],
            "writable": True,
            "catalogue": Catalogue(),
        }
        loading.prepare(str(directory), config | {"entailment": SIMPLE})
        return len(ox.Store.read_only(str(directory)))
    except SystemExit as refusal:
        if is_new:
            shutil.rmtree(directory, ignore_errors=True)
        raise LifontoError(str(refusal)) from refusal
    finally:
        os.close(owner)
