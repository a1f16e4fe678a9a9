"""A document of any syntax as RDF, whole: with its labels, definitions and all else that it says."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import pyoxigraph as ox

from lifonto.errors import ReasoningError
from lifonto.reason.documents import owl
from lifonto.reason.documents.encodings import UNREADABLE, LineByLine, Utf8, WatchedXml, xml_mistake
from lifonto.reason.documents.mistakes import Mistake, explained, is_about_an_iri
from lifonto.reason.documents.nesting import ShallowJson
from lifonto.reason.documents.strangers import stranger, unknown
from lifonto.reason.documents.syntax import OF_TRIPLES, OWL_ONLY, TITLES, recognised
from lifonto.reason.documents.triples import ntriples

RDF_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "n3": ox.RdfFormat.N3,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
WATCHED: dict[str, Callable[[Utf8], io.RawIOBase]] = {"rdf": WatchedXml, "jsonld": ShallowJson}
HERE = "urn:lifonto:here"  # where a document is that does not say so itself
HAVE_GRAPHS = ("nq", "trig", "jsonld")


@dataclass
class Document:
    """RDF that is read once: its syntax, its text in UTF-8, what it is said to be and looks like, what is left out."""

    syntax: str
    content: io.RawIOBase | io.BytesIO
    said_to_be: str
    looks_like: str
    source: BinaryIO = field(default_factory=io.BytesIO)
    start: bytes = b""  # how it begins, as it came
    left_out: str = ""
    bad: int = 0  # statements that lenient reading has left out so far
    parser: ox.QuadParser | None = None

    @property
    def format(self) -> ox.RdfFormat:
        """The engine's name of the syntax."""
        return RDF_FORMATS[self.syntax]

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that the text has declared, as far as it was read."""
        return self.parser.prefixes if self.parser else {}

    def quads(self, base: str, *, lenient: bool = False, one_graph: bool = False) -> Iterator[ox.Quad]:
        """Read it; with *one_graph*, named graphs are a mistake. If *lenient*, what has bad IRIs is left out."""
        manner: Any = {"base_iri": base, "without_named_graphs": one_graph, "rename_blank_nodes": True}
        content: Any = self.content
        self.parser = ox.parse(content, format=self.format, lenient=lenient, **manner)
        return self._good(self.parser) if lenient else self.parser

    def _good(self, read: Iterator[ox.Quad]) -> Iterator[ox.Quad]:
        while True:
            try:
                quad = next(read)
            except StopIteration:
                return
            except SyntaxError as error:
                if not is_about_an_iri(error):
                    raise
                self.bad += 1  # the parser goes on behind the statement
            else:
                if has_good_iris(quad):
                    yield quad
                else:
                    self.bad += 1

    def line_of_mistake(self) -> int:
        """Return the line in which RDF/XML breaks, of which the engine does not tell; 0 where it is not known.

        It is read once more, line by line, where it can be read again.
        """
        try:
            self.source.seek(0)
            again = LineByLine(Utf8(self.source))
        except (OSError, ValueError):
            return 0
        content: Any = again
        try:
            deque(ox.parse(content, format=self.format, base_iri=HERE), maxlen=0)
        except (SyntaxError, *UNREADABLE):
            return again.line
        return 0

    def mistake(self, error: Exception) -> Mistake:
        """Explain why it could not be read."""
        watched = self.content if isinstance(self.content, WatchedXml) else None
        if watched and watched.mistake and isinstance(error, SyntaxError) and "decode" not in str(error):
            error = xml_mistake(watched.mistake)
        found = explained(error)
        if watched and not found.line and isinstance(error, SyntaxError):
            found = found._replace(line=self.line_of_mistake() or watched.line)
        if self.said_to_be in OWL_ONLY:  # the lines are of the triples that were made from it
            found = found._replace(line=None, column=None)
        said, seen = TITLES[self.said_to_be], TITLES[self.looks_like]
        if said != seen and not {self.said_to_be, self.looks_like} <= set(OF_TRIPLES):
            return found._replace(said=f"this looks like {seen}, not {said}: send it as what it is ({found.said})")
        return found if said in found.said else found._replace(said=f"{found.said}; it was read as {said}")


def document(source: BinaryIO, hint: str | None = None, *, strictly: bool = False) -> Document:
    """Begin to read *source*; *hint* is its suffix or syntax, and is believed if *strictly*.

    Raises ValueError where the syntax is not known or the encoding is none, ReasoningError where OWL cannot be read.
    """
    content = Utf8(source)
    if strange := stranger(content.start):
        raise ValueError(strange)
    found = recognised(content.start, hint)
    syntax = hint if strictly and hint and not (hint == "rdf" and found == "owx") else found
    if syntax is None:
        raise ValueError(unknown(content.start))
    looks_like = found or syntax
    if syntax in OWL_ONLY:
        triples, left_out = as_rdf(content.read().decode(), syntax)
        return Document("nt", io.BytesIO(triples), syntax, looks_like, source, content.start, left_out)
    watch = WATCHED.get(syntax)
    return Document(syntax, watch(content) if watch else content, syntax, looks_like, source, content.start)


def as_rdf(text: str, syntax: str) -> tuple[bytes, str]:
    """Write OWL in *syntax* as N-Triples, and say what is left out, if anything; raises ReasoningError."""
    try:
        ontology = owl.read(text, syntax, annotations=True)
    except SyntaxError as error:
        raise ReasoningError(f"{explained(error)}; it was read as {TITLES[syntax]}") from error
    left_out = (f"{each.count} of {each.kind}, such as {each.example}" for each in ontology.unread)
    return ntriples(ontology), "; ".join(left_out)


def has_good_iris(quad: ox.Quad) -> bool:
    """Tell whether all IRIs of *quad* keep to RFC 3987."""
    try:
        for term in (*quad.triple, quad.graph_name):
            if isinstance(term, ox.Triple):
                if not has_good_iris(ox.Quad(*term)):
                    return False
            elif isinstance(term, ox.NamedNode):
                ox.NamedNode(term.value)
            elif isinstance(term, ox.Literal):
                ox.NamedNode(term.datatype.value)
    except ValueError:
        return False
    return True
