"""Triples as plain values: IRIs are strings, blank nodes strings that begin with "_:", and data values Literals.

A large document is read twice, so each is handed over as a function that begins to read it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from lifonto.errors import ReasoningError
from lifonto.reason.documents.encodings import UNREADABLE, hint_of, opened
from lifonto.reason.documents.mistakes import explained
from lifonto.reason.documents.reading import HERE, document
from lifonto.reason.values.expressions import Literal
from lifonto.reason.values.vocabulary import RDF, XSD

Node = str | Literal
Triple = tuple[str, str, Node]
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Source = Callable[[], Iterator[ox.Quad]]
PLAIN = f"{RDF}PlainLiteral"
SMALL = 100_000  # triples
QUOTED = "<<"  # how a statement that stands in the place of a node begins


def file(path: Path) -> Source:
    """Return the triples of the file at *path*, to be read as often as wanted."""
    return lambda: read(path.name, opened(path), hint_of(path))


def text(content: str | bytes, syntax: str = "ttl", name: str = "the text") -> Source:
    """Return the triples of *content*, to be read as often as wanted; *name* is what errors call it."""
    data = content.encode() if isinstance(content, str) else content
    return lambda: read(name, io.BytesIO(data), syntax)


def read(name: str, source: BinaryIO, hint: str, prefixes: dict[str, str] | None = None) -> Iterator[ox.Quad]:
    """Yield the statements of *source*; its prefixes are in *prefixes* when all is read.

    Raises ReasoningError, with file and line, where its syntax is broken.
    """
    with source:
        try:
            read = document(source, hint)
        except UNREADABLE as error:
            raise ReasoningError(explained(error).of(name)) from error
        try:
            quads, told = read.quads(HERE), {} if prefixes is None else prefixes
            for first in islice(quads, 1):
                told.update(read.prefixes)  # those of RDF/XML are forgotten at its end
                yield first
            yield from quads
            told.update(read.prefixes)
        except (SyntaxError, *UNREADABLE) as error:
            raise ReasoningError(read.mistake(error).of(name)) from error


def node(term: Term, names: Mapping[str, str]) -> Node:
    """Return a term of the engine as a plain value; *names* are those of blank nodes."""
    if isinstance(term, ox.BlankNode):
        return names[term.value]
    if isinstance(term, ox.Literal):
        return literal(term)
    return term.value if isinstance(term, ox.NamedNode) else f"{QUOTED} {term} >>"


def literal(term: ox.Literal) -> Literal:
    """Return a data value; what is written as an rdf:PlainLiteral is the same value as with its tag (OWL 2 §5.7)."""
    if term.language:
        return Literal(term.value, term.datatype.value, term.language)
    if term.datatype.value == PLAIN:
        said, _, language = term.value.rpartition("@")
        return Literal(said, f"{RDF}langString", language.lower()) if language else Literal(said, f"{XSD}string")
    return Literal(term.value, term.datatype.value)


class Triples:
    """The triples of *documents*, in two readings: first those whose predicate is one of *early*, then the others.

    Blank nodes are numbered in the order in which they come, so that they have the same names in both. Of what is small
    the others are kept from the first reading; a large document is read twice.
    """

    def __init__(self, documents: Iterable[Source], early: Container[str]) -> None:
        self.documents, self.early = list(documents), early
        self.kept: list[Triple] | None = []

    def first(self) -> Iterator[Triple]:
        """Yield those that come first."""
        for triple in numbered(self.documents, lambda predicate: self.kept is not None or predicate in self.early):
            if triple[1] in self.early:
                yield triple
            elif self.kept is not None:
                self.kept.append(triple)
                if len(self.kept) == SMALL:
                    self.kept = None

    def others(self) -> Iterable[Triple]:
        """Return the others, once the first have been read."""
        if self.kept is not None:
            return self.kept
        return numbered(self.documents, lambda predicate: predicate not in self.early)


def numbered(documents: Iterable[Source], wanted: Callable[[str], bool]) -> Iterator[Triple]:
    """Yield the triples of *documents* whose predicate is *wanted*, their blank nodes numbered."""
    named, count = ox.NamedNode, 0
    for read in documents:
        names = Numbers(count)
        for quad in read():
            subject, value, predicate = quad.subject, quad.object, quad.predicate.value
            about = subject.value if isinstance(subject, named) else node(subject, names)
            if wanted(predicate):
                yield about, predicate, value.value if isinstance(value, named) else node(value, names)  # type: ignore[misc]
            elif isinstance(value, ox.BlankNode):
                node(value, names)  # both readings must number it alike
        count += len(names)


class Numbers(dict[str, str]):
    """Names for blank nodes by the number in which they come, from *first* on."""

    def __init__(self, first: int) -> None:
        self.first = first

    def __missing__(self, node: str) -> str:
        """Name *node*."""
        name = self[node] = f"_:b{self.first + len(self)}"
        return name
