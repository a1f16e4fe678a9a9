"""What an ontology file calls itself and its version, without reading all that it says."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from lifonto.errors import ReasoningError
from lifonto.reason.documents.encodings import Utf8, hint_of, opened
from lifonto.reason.documents.files import parsed, read
from lifonto.reason.documents.mistakes import explained
from lifonto.reason.documents.reading import RDF_FORMATS, WATCHED
from lifonto.reason.documents.strangers import expect_ontology
from lifonto.reason.documents.syntax import recognised
from lifonto.reason.values.vocabulary import OWL, RDF

TYPE, ONTOLOGY, VERSION = (ox.NamedNode(iri) for iri in (RDF + "type", OWL + "Ontology", OWL + "versionIRI"))


def header_of(file: Path) -> tuple[str, str]:
    """Return the IRIs of the ontology in *file* and of its version, as far as it tells them.

    Raises ReasoningError where RDF cannot be read to its end, and where any file cannot be read at all.
    """
    try:
        with opened(file) as packed:
            content = Utf8(packed)
            syntax = recognised(content.start, hint_of(file))
            expect_ontology(content.start, syntax)
            if syntax in RDF_FORMATS:
                watch = WATCHED.get(syntax)
                stream: Any = watch(content) if watch else content
                return of_rdf(ox.parse(stream, format=RDF_FORMATS[syntax], base_iri=file.absolute().as_uri()))
            start = content.start.decode(errors="replace")
    except (OSError, EOFError, ValueError, SyntaxError) as error:
        raise ReasoningError(explained(error).of(str(file))) from error
    reading = partial(parsed, start.partition("\n[")[0].encode(), "obo") if syntax == "obo" else partial(read, file)
    header = reading().header
    return header.iri or "", header.version or ""


def of_rdf(quads: Iterable[ox.Quad]) -> tuple[str, str]:
    """Return the ontology of *quads* and its version; of a file with several ontologies, nothing."""
    iris, versions = dict[str, None](), dict[str, str]()
    for each in quads:
        if not isinstance(each.subject, ox.NamedNode):
            continue
        if each.predicate == TYPE and each.object == ONTOLOGY:
            iris[each.subject.value] = None
        elif each.predicate == VERSION and isinstance(each.object, ox.NamedNode):
            versions[each.subject.value] = each.object.value
    (iri,) = iris if len(iris) == 1 else ("",)
    return iri, versions.get(iri, "")
