"""Documents in OWL's own syntaxes, and in OBO, as ontologies."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lifonto.reason.documents import functional, manchester, owlxml
from lifonto.reason.documents.gathering import Gathering
from lifonto.reason.documents.obo import reading as obo
from lifonto.reason.documents.statements import Statements
from lifonto.reason.values.ontology import Ontology

READERS: dict[str, Callable[[str, Statements], None]] = {
    "ofn": functional.read,
    "owx": owlxml.read,
    "omn": manchester.read,
}


def read(text: str, syntax: str, *, annotations: bool = False, relations: Mapping[str, str] | None = None) -> Ontology:
    """Read *text*, which is in *syntax* (ofn, owx, omn or obo), with all *annotations*, or else with labels alone.

    *relations* are those of the OBO files read with it (``obo.relations_in``). Raises SyntaxError with the line where
    the text is broken.
    """
    if syntax == "obo":
        return obo.read(text, annotations=annotations, relations=relations)
    found = Statements(Gathering(annotations))
    try:
        READERS[syntax](text, found)
    except RecursionError as error:
        raise SyntaxError("an expression in it is nested too deeply", (None, None, None, None)) from error
    return found.ontology()
