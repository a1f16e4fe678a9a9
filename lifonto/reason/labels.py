"""The labels in an ontology file of any syntax, which reading it for its logic leaves out."""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from rdflib import Graph, URIRef

from lifonto.errors import ReasoningError
from lifonto.reason.documents import RDF, RDFS
from lifonto.reason.files import OTHER_SYNTAXES, RDF_SYNTAXES, read
from lifonto.reason.obo import iri

IN_TRIPLES = re.compile(rf'^<([^>]+)> <{RDFS}label> "((?:[^"\\]|\\.)*)"', re.MULTILINE)
IN_OBO = re.compile(r"^id: (\S+)\nname: (.+)$", re.MULTILINE)


def labels_of(file: Path) -> dict[str, str]:
    """Return the labels in *file* by IRI; raises NotFound and ReasoningError as ``files.read`` does."""
    suffix = Path(file.name.removesuffix(".gz")).suffix.lower()
    if suffix in OTHER_SYNTAXES:
        return dict(in_xml(read(file)))
    content = file.read_bytes()
    content = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    if suffix == ".obo":
        return {iri(identifier): label for identifier, label in IN_OBO.findall(content.decode())}
    if suffix == ".nt":
        return dict(IN_TRIPLES.findall(content.decode()))
    if suffix in RDF_SYNTAXES:
        graph = Graph().parse(data=content, format=RDF_SYNTAXES[suffix])
        return {str(term): str(label) for term, label in graph.subject_objects(URIRef(f"{RDFS}label"))}
    return dict(in_xml(content))


def in_xml(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield (IRI, label) of each entity that RDF/XML describes outside of any other."""
    depth = 0
    try:
        for event, element in ElementTree.iterparse(io.BytesIO(content), ("start", "end")):  # noqa: S314
            depth += 1 if event == "start" else -1
            if event == "end" and depth == 1:
                about, label = element.get(f"{{{RDF}}}about"), element.findtext(f"{{{RDFS}}}label")
                if about and label:
                    yield about, label
                element.clear()
    except ElementTree.ParseError as error:
        raise ReasoningError(f"the labels cannot be read, as this is no RDF/XML: {error}") from error
