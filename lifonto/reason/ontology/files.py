"""Ontology files of any syntax, read as RDF/XML with what a reasoner needs and every entity declared."""

from __future__ import annotations

from pathlib import Path

from lifonto.errors import NotFound, ReasoningError
from lifonto.reason.ontology import obo
from lifonto.reason.ontology.encodings import Utf8, hint_of, opened
from lifonto.reason.ontology.reading import RDF_FORMATS, as_rdfxml
from lifonto.reason.ontology.syntax import OWL_ONLY, TITLES, recognised
from lifonto.reason.ontology.triples import Source, logic


def read(*files: Path) -> bytes:
    """Read the ontology in *files*, packed or not: OBO, N-Triples, Turtle, JSON-LD, functional, … or RDF/XML.

    Raises NotFound where there is no such file, and ReasoningError where one cannot be read.
    """
    found = [_content(file) for file in files]
    sources = [_as_rdf(file, *each) for file, each in zip(files, found, strict=True)]
    alone = [syntax for syntax, _ in found] == ["obo"]  # which has been read as logic alone
    return sources[0].content if alone else logic(sources)


def labels_of(file: Path) -> dict[str, str]:
    """Return the labels of the entities in *file* by IRI; raises as ``read`` does."""
    syntax, content = _content(file)
    return obo.labels(content.decode()) if syntax == "obo" else _as_rdf(file, syntax, content).labels()


def _as_rdf(file: Path, syntax: str, content: bytes) -> Source:
    """Return *file*, which is in *syntax*, as RDF."""
    if syntax not in OWL_ONLY:
        return Source(str(file), content, RDF_FORMATS[syntax])
    try:
        rdfxml = obo.from_obo(content.decode()) if syntax == "obo" else as_rdfxml(content.decode(), syntax)[0]
    except (ValueError, SyntaxError, ReasoningError) as error:
        raise ReasoningError(f"{file} cannot be read: {str(error).splitlines()[0][:300]}") from error
    return Source(str(file), rdfxml, RDF_FORMATS["rdf"])


def _content(file: Path) -> tuple[str, bytes]:
    """Return the syntax and the text of *file*; raises NotFound where there is none."""
    if not file.is_file():
        raise NotFound(f"no file {file}")
    try:
        with opened(file) as packed:
            text = Utf8(packed)
            syntax, content = _syntax_of(file, text), text.read()
        if syntax in OWL_ONLY:
            content.decode()
    except (OSError, EOFError, ValueError) as error:
        raise ReasoningError(f"{file} cannot be read: {error}") from error
    return syntax, content


def _syntax_of(file: Path, text: Utf8) -> str:
    syntax = recognised(text.start, hint_of(file))
    if syntax is None:
        known = ", ".join(TITLES.values())
        raise ReasoningError(f"{file} is in no syntax that is read here; those are {known}")
    return syntax
