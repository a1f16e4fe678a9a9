"""Ontology files of any syntax, read as RDF/XML with what a reasoner needs and every entity declared.

Only the logic is kept of files that are taken apart: labels and definitions of a large ontology are most of its bytes
and none of its inferences. What a file forgot to declare is declared, because reasoners drop axioms about it unsaid.
"""

from __future__ import annotations

import gzip
import importlib.util
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast
from xml.sax.saxutils import quoteattr

from rdflib import Graph

from lifonto.errors import NotFound, ReasoningError
from lifonto.reason.documents import NAMESPACES, OWL, RDF, RDFS, declaration, plus
from lifonto.reason.obo import from_obo

PREFIX = {RDF: "rdf", RDFS: "rdfs", OWL: "owl"}
TRIPLE = re.compile(r"\s*(<[^>]*>|_:\S+)\s+<([^>]*)>\s+(<[^>]*>|_:\S+|\"(\d+)\"\^\^<[^>]*nteger>)\s*\.\s*$")
SAYS_NO_LOGIC = {
    *(OWL + each for each in ("deprecated", "versionInfo", "versionIRI", "priorVersion", "imports")),
    *(OWL + each for each in ("annotatedSource", "annotatedProperty", "annotatedTarget")),
    *(RDFS + each for each in ("label", "comment", "seeAlso", "isDefinedBy")),
}
ON = re.compile(rb'onProperty\s+(?:[\w-]+:)?resource\s*=\s*"([^"]+)"')
TO = re.compile(rb'(?:some|all)ValuesFrom\s+(?:[\w-]+:)?resource\s*=\s*"([^"]+)"')
DECLARED = re.compile(rb"<owl:(\w*(?:Class|Property|Datatype))\b[^>]*?\babout\s*=\s*\"([^\"]+)\"")
OTHER_SYNTAXES = {".ofn": "ofn", ".omn": "omn", ".owx": "owx"}
RDF_SYNTAXES = {".ttl": "turtle", ".n3": "n3", ".jsonld": "json-ld", ".trig": "trig", ".nq": "nquads"}


def read(file: Path) -> bytes:
    """Read the ontology in *file*, gzipped or not: OBO, N-Triples, Turtle, JSON-LD, functional, … or RDF/XML.

    Raises NotFound where there is no such file, and ReasoningError where it cannot be read.
    """
    if not file.is_file():
        raise NotFound(f"no file {file}")
    content = file.read_bytes()
    try:
        content = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
        return _reader(Path(file.name.removesuffix(".gz")).suffix.lower())(content)
    except (OSError, EOFError, ValueError, SyntaxError) as error:
        raise ReasoningError(f"{file} cannot be read: {str(error).splitlines()[0][:300]}") from error


def merge(documents: Iterable[bytes]) -> bytes:
    """Put several RDF/XML documents of this module, or of any other writer, into one."""
    first, *others = documents
    if not others:
        return first
    graph = Graph()
    for each in (first, *others):
        graph.parse(data=each, format="xml")
    return from_ntriples(graph.serialize(format="nt").encode())


def _reader(suffix: str) -> Callable[[bytes], bytes]:
    if suffix == ".obo":
        return lambda content: from_obo(content.decode())
    if suffix == ".nt":
        return from_ntriples
    if suffix in RDF_SYNTAXES:
        return lambda content: from_ntriples(
            Graph().parse(data=content, format=RDF_SYNTAXES[suffix]).serialize(format="nt").encode()
        )
    if suffix in OTHER_SYNTAXES:
        return lambda content: declared(_horned(content.decode(), OTHER_SYNTAXES[suffix]))
    return declared


def _horned(text: str, syntax: str) -> bytes:
    if not importlib.util.find_spec("pyhornedowl"):
        raise ReasoningError(f"reading .{syntax} wants py-horned-owl: `pip install lifonto[profile]`")
    import pyhornedowl

    return str(
        pyhornedowl.open_ontology_from_string(text, serialization=cast(Any, syntax)).save_to_string("owl")
    ).encode()


def from_ntriples(content: bytes) -> bytes:
    """Write the logic of N-Triples as RDF/XML, one description a triple (RDF 1.1 XML Syntax §2.2)."""
    names: dict[str, str] = {}
    nodes = [found for line in content.decode().splitlines() if (found := TRIPLE.match(line))]
    properties = {found[1][1:-1] for found in nodes if found[3] == f"<{OWL}ObjectProperty>"}
    written = []
    for found in nodes:
        subject, predicate, value, number = found.groups()
        space, local = _split(predicate)
        if predicate in SAYS_NO_LOGIC or (space not in PREFIX and predicate not in properties):
            continue
        tag = f"{PREFIX[space]}:{local}" if space in PREFIX else f"x:{local} xmlns:x={quoteattr(space)}"
        said = (
            f'<{tag} rdf:datatype="http://www.w3.org/2001/XMLSchema#nonNegativeInteger">{number}</{tag.split()[0]}>'
            if number
            else f"<{tag} {_reference(value, 'resource', names)}/>"
        )
        written.append(f"<rdf:Description {_reference(subject, 'about', names)}>{said}</rdf:Description>")
    root = f'<?xml version="1.0"?>\n<rdf:RDF {NAMESPACES}>\n'
    return declared((root + "\n".join(written) + "\n</rdf:RDF>\n").encode())


def _reference(node: str, attribute: str, names: dict[str, str]) -> str:
    if node.startswith("<"):
        return f"rdf:{attribute}={quoteattr(node[1:-1])}"
    return f'rdf:nodeID="{names.setdefault(node, f"b{len(names)}")}"'


def _split(iri: str) -> tuple[str, str]:
    found = re.search(r"[A-Za-z_][\w.-]*$", iri)
    return (iri[: found.start()], found[0]) if found else (iri, "")


def declared(document: bytes) -> bytes:
    """Return *document* with a declaration of each class and relation that it restricts and does not declare."""
    known = {iri for _, iri in DECLARED.findall(document)}
    known |= {
        found[1]
        for found in re.finditer(rb'about="([^"]+)"><rdf:type rdf:resource="[^"]*#\w*(?:Class|Property)"', document)
    }
    relations, classes = set(ON.findall(document)) - known, set(TO.findall(document)) - known
    missing = [("ObjectProperty", each) for each in relations] + [
        ("Class", each) for each in classes if not each.startswith((b"http://www.w3.org/", b"&"))
    ]
    return plus(document, [declaration(kind, iri.decode()) for kind, iri in sorted(missing) if b"&" not in iri])
