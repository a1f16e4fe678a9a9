"""Documents in OWL's own syntaxes, and in OBO, as ontologies.

A reader is imported when it is wanted: all of them together take longer than a small document of RDF does to read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from lifonto.reason.values.ontology import Ontology

if TYPE_CHECKING:
    from lifonto.reason.documents.statements import Statements


def read(text: str, syntax: str, *, annotations: bool = False, relations: Mapping[str, str] | None = None) -> Ontology:
    """Read *text*, which is in *syntax* (ofn, owx, omn or obo), with all *annotations*, or else with labels alone.

    *relations* are those of the OBO files read with it (``relations_in``). Raises SyntaxError with the line where the
    text is broken.
    """
    if syntax == "obo":
        from lifonto.reason.documents.obo.reading import read as read_obo

        return read_obo(text, annotations=annotations, relations=relations)
    from lifonto.reason.documents.gathering import Gathering
    from lifonto.reason.documents.statements import Statements

    found = Statements(Gathering(annotations))
    try:
        reader(syntax)(text, found)
    except RecursionError as error:
        raise SyntaxError("an expression in it is nested too deeply", (None, None, None, None)) from error
    return found.ontology()


def reader(syntax: str) -> Callable[[str, Statements], None]:
    """Return what reads *syntax*."""
    if syntax == "ofn":
        from lifonto.reason.documents import functional

        return functional.read
    if syntax == "owx":
        from lifonto.reason.documents import owlxml

        return owlxml.read
    from lifonto.reason.documents import manchester

    return manchester.read


def relations_in(text: str) -> Mapping[str, str]:
    """Return the relations that the OBO document *text* declares, by their ids."""
    from lifonto.reason.documents.obo import reading

    return reading.relations_in(text)
