"""Ontology files of any syntax, packed or not, read as one ontology.

What reads RDF is imported when there is some: that takes as long as a small document in functional syntax does to read.
"""

from __future__ import annotations

import gc
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from lifonto.errors import ReasoningError
from lifonto.reason.documents import owl
from lifonto.reason.documents.encodings import UNREADABLE, Utf8, expect_file, hint_of, opened
from lifonto.reason.documents.mistakes import check_text, explained
from lifonto.reason.documents.strangers import stranger, unknown, without_ontology
from lifonto.reason.documents.syntax import OWL_ONLY, recognised
from lifonto.reason.values.axioms import INDIVIDUAL
from lifonto.reason.values.ontology import Ontology

if TYPE_CHECKING:
    import pyoxigraph as ox

Open = Callable[[], BinaryIO]
Strange = Callable[[bytes, str | None], str]


def read(*files: Path, annotations: bool = False) -> Ontology:
    """Read the ontology in *files* taken together, with labels alone or all *annotations*.

    Raises NotFound where there is no such file, and ReasoningError, with file and line, where one cannot be read.
    """
    for file in files:
        expect_file(file)
    with without_collection():
        return _together(
            [_Document(str(file), partial(opened, file), hint_of(file), without_ontology) for file in files],
            annotations,
        )


@contextmanager
def without_collection() -> Iterator[None]:
    """Have no garbage looked for: all that is read is kept, and to look through it takes as long as the reading."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def parsed(content: bytes, syntax: str, *, annotations: bool = False) -> Ontology:
    """Read the ontology in *content*, in a *syntax* such as ``rdf``, ``nt`` or ``ofn``; raises as ``read``."""
    return _together([_Document("the text", lambda: io.BytesIO(content), syntax)], annotations)


class _Document:
    """A document that is read once or twice: its name, how to open it, and the syntax its suffix stands for."""

    def __init__(self, name: str, open_: Open, hint: str | None, strange: Strange = stranger) -> None:
        self.name, self.open = name, open_
        try:
            with open_() as packed:
                start = Utf8(packed).start
        except UNREADABLE as error:
            raise ReasoningError(explained(error).of(name)) from error
        syntax = recognised(start, hint)
        if (said := strange(start, syntax)) or syntax is None:
            raise ReasoningError(f"{name}: {said or unknown(start)}")
        self.syntax, self.prefixes = syntax, dict[str, str]()

    @property
    def is_rdf(self) -> bool:
        return self.syntax not in OWL_ONLY

    def text(self) -> str:
        try:
            with self.open() as packed:
                found = check_text(Utf8(packed).read().decode())
        except (SyntaxError, *UNREADABLE) as error:
            raise ReasoningError(explained(error).of(self.name)) from error
        return found if "\n" in found else found.replace("\r", "\n")

    def quads(self) -> Iterator[ox.Quad]:
        from lifonto.reason.documents.rdf import triples as rdf

        return rdf.read(self.name, self.open(), self.syntax, self.prefixes)


def _together(documents: list[_Document], annotations: bool) -> Ontology:
    """Read *documents* as one ontology; an OBO file may use relations that another of them declares."""
    texts = {each: each.text() for each in documents if each.syntax == "obo"}
    relations = {name: iri for each, text in texts.items() for name, iri in _relations(each, text).items()}
    others = [
        _owl(each, texts.get(each) or each.text(), annotations, relations) for each in documents if not each.is_rdf
    ]
    of_triples = [each for each in documents if each.is_rdf]
    if not of_triples and len(others) == 1:
        return _with_missing(others[0])
    apart = [each for each in others if _is_to_be_mapped(each)]
    found = _mapped(of_triples, apart, annotations)
    whole = joined([*found, *(each for each in others if each not in apart)])
    declared = [*(each.header.prefixes for each in others), *(each.prefixes for each in documents)]
    prefixes = {name: iri for each in reversed(declared) for name, iri in each.items()}
    unread = (unread for each in apart for unread in each.unread)
    return replace(whole, header=replace(whole.header, prefixes=prefixes), unread=(*whole.unread, *unread))


def _mapped(documents: list[_Document], ontologies: list[Ontology], annotations: bool) -> list[Ontology]:
    """Return what the triples of *documents* and *ontologies* say together, where there are any."""
    if not documents and not ontologies:
        return []
    import pyoxigraph as ox

    from lifonto.reason.documents.rdf.mapping import ontology_of
    from lifonto.reason.documents.triples import triples

    sources = [each.quads for each in documents]
    sources += [lambda each=each: (ox.Quad(*triple) for triple in triples(each)) for each in ontologies]  # type: ignore[misc]
    return [ontology_of(sources, annotations=annotations)]


def _is_to_be_mapped(ontology: Ontology) -> bool:
    """Tell whether *ontology* has what is told apart, or found, only among the triples of all documents.

    Those are individuals without a name, and imports.
    """
    return bool(ontology.header.imports) or any(iri.startswith("_:") for iri in ontology.of_kind(INDIVIDUAL))


def _relations(document: _Document, text: str) -> Mapping[str, str]:
    """Return the relations that an OBO document declares."""
    try:
        return owl.relations_in(text)
    except (SyntaxError, ValueError) as error:
        raise ReasoningError(explained(error).of(document.name)) from error


def _owl(document: _Document, text: str, annotations: bool, relations: dict[str, str]) -> Ontology:
    """Read a document that is not RDF."""
    try:
        return owl.read(text, document.syntax, annotations=annotations, relations=relations)
    except (SyntaxError, ValueError) as error:
        raise ReasoningError(explained(error).of(document.name)) from error


def joined(ontologies: list[Ontology]) -> Ontology:
    """Return what *ontologies* say together; the header is the first one's, which alone may have imports."""
    first, *others = ontologies
    annotations, of_axioms = dict(first.annotations), dict(first.of_axioms)
    for each in others:
        for iri, said in each.annotations.items():
            annotations[iri] = tuple(dict.fromkeys((*annotations.get(iri, ()), *said)))
        for axiom, said in each.of_axioms.items():
            of_axioms[axiom] = tuple(dict.fromkeys((*of_axioms.get(axiom, ()), *said)))
    here = {iri for each in others for iri in (each.header.iri, each.header.version)}
    return Ontology(
        tuple(dict.fromkeys(axiom for each in ontologies for axiom in each.axioms)),
        frozenset().union(*(each.declarations for each in ontologies)),
        replace(first.header, missing=tuple(each for each in first.header.missing if each not in here)),
        annotations,
        of_axioms,
        tuple(unread for each in ontologies for unread in each.unread),
    )


def _with_missing(ontology: Ontology) -> Ontology:
    """Return *ontology*, all of which is one document, with the imports that are missing."""
    header = ontology.header
    return replace(
        ontology, header=replace(header, missing=tuple(sorted(header.imports - {header.iri, header.version})))
    )
