"""Values of answers as Python has them: terms with their names, texts with their language, numbers as numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from lifonto.ask.store import bare
from lifonto.ask.terms import TermIndex

XSD = "http://www.w3.org/2001/XMLSchema#"
REST = re.compile(r'"(?:[^"\\]|\\.)*"(?:@(?P<language>[\w-]+)|\^\^<(?P<datatype>[^>]*)>)?', re.DOTALL)
INTEGERS = (
    *("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger"),
    *("negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte"),
)
PYTHON: Mapping[str, Callable[[str], Any]] = {
    **{XSD + each: int for each in INTEGERS},
    XSD + "decimal": Decimal,
    XSD + "double": float,
    XSD + "float": float,
    XSD + "boolean": lambda text: text in ("true", "1"),
    XSD + "date": date.fromisoformat,
    XSD + "dateTime": datetime.fromisoformat,
}


@dataclass(frozen=True)
class Term:
    """A term: its CURIE, its label, or the CURIE again where it has none, and its IRI; ``str()`` is the CURIE."""

    id: str
    label: str
    iri: str

    def __str__(self) -> str:
        return self.id

    @classmethod
    def of(cls, iri: str, index: TermIndex) -> Term:
        """Return the term *iri* by the names in *index*."""
        return cls(index.prefixes.contract(iri), index.call(iri), iri)


class Text(str):
    """A text with the ``language`` it is in, where that is known, and its ``datatype`` where no Python type has it."""

    language: str
    datatype: str

    def __new__(cls, text: str, language: str = "", datatype: str = "") -> Text:
        """Make a text that knows its language."""
        made = super().__new__(cls, text)
        made.language, made.datatype = language, datatype
        return made


Value = Term | Text | int | float | Decimal | bool | date | None


def value(term: str | None, index: TermIndex) -> Value:
    """Return the RDF *term*, as an answer has it, as a Python value; a number that cannot be read stays a text."""
    if term is None:
        return None
    if term.startswith("<"):
        return Term.of(bare(term), index)
    found = REST.fullmatch(term)
    language, datatype = (found["language"] or "", found["datatype"] or "") if found else ("", "")
    with suppress(ValueError, InvalidOperation):
        if datatype in PYTHON:
            return PYTHON[datatype](bare(term))  # type: ignore[no-any-return]
    return Text(bare(term), language, "" if datatype == XSD + "string" else datatype)


def cells(name: str, said: Value) -> dict[str, Any]:
    """Return what a table shows of a value called *name*: a term's CURIE and label, a text and its language."""
    if isinstance(said, Term):
        return {name: said.id, **({f"{name} label": said.label} if said.label != said.id else {})}
    if isinstance(said, Text):
        return {name: str(said), **({f"{name} language": said.language} if said.language else {})}
    return {name: float(said) if isinstance(said, Decimal) else said}
