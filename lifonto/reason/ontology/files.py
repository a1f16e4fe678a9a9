"""Ontology files of any syntax, read as RDF/XML with what a reasoner needs and every entity declared."""

from __future__ import annotations

import gzip
import importlib.util
from pathlib import Path
from typing import Any, cast

from lifonto.errors import NotFound, ReasoningError
from lifonto.reason.ontology import obo
from lifonto.reason.ontology.triples import FORMATS, Source, logic

OTHER_SYNTAXES = {".ofn": "ofn", ".omn": "omn", ".owx": "owx"}


def read(*files: Path) -> bytes:
    """Read the ontology in *files*, gzipped or not: OBO, N-Triples, Turtle, JSON-LD, functional, … or RDF/XML.

    Raises NotFound where there is no such file, and ReasoningError where one cannot be read.
    """
    sources = [_as_rdf(file) for file in files]
    alone = len(files) == 1 and suffix_of(files[0]) == ".obo"  # which has been read as logic alone
    return sources[0].content if alone else logic(sources)


def labels_of(file: Path) -> dict[str, str]:
    """Return the labels of the entities in *file* by IRI; raises as ``read`` does."""
    if suffix_of(file) == ".obo":
        return obo.labels(_content(file).decode())
    return _as_rdf(file).labels()


def suffix_of(file: Path) -> str:
    """Return the suffix that tells the syntax of *file*, gzipped or not."""
    return Path(file.name.lower().removesuffix(".gz")).suffix


def _as_rdf(file: Path) -> Source:
    """Return *file* as RDF, whatever its syntax is; what has no suffix we know is taken for RDF/XML."""
    suffix, content = suffix_of(file), _content(file)
    try:
        if suffix == ".obo":
            return Source(str(file), obo.from_obo(content.decode()), FORMATS[".owl"])
        if suffix in OTHER_SYNTAXES:
            return Source(str(file), _horned(content.decode(), OTHER_SYNTAXES[suffix]), FORMATS[".owl"])
    except (ValueError, SyntaxError) as error:
        raise ReasoningError(f"{file} cannot be read: {str(error).splitlines()[0][:300]}") from error
    return Source(str(file), content, FORMATS.get(suffix, FORMATS[".owl"]))


def _content(file: Path) -> bytes:
    """Return the bytes of *file*, unpacked; raises NotFound where there is none."""
    if not file.is_file():
        raise NotFound(f"no file {file}")
    content = file.read_bytes()
    try:
        return gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    except (OSError, EOFError) as error:
        raise ReasoningError(f"{file} cannot be unpacked: {error}") from error


def _horned(text: str, syntax: str) -> bytes:
    if not importlib.util.find_spec("pyhornedowl"):
        raise ReasoningError(f"reading .{syntax} wants py-horned-owl: `pip install lifonto[profile]`")
    import pyhornedowl

    return str(
        pyhornedowl.open_ontology_from_string(text, serialization=cast(Any, syntax)).save_to_string("owl")
    ).encode()
