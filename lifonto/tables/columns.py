"""What a column of a table means: the template row, in ROBOT's notation, a documented subset.

ROBOT's template strings are described at http://robot.obolibrary.org/template; ``ABOUT``, ``CHAIN`` and ``GCI``
are this project's own, for what ROBOT cannot say in one row (ontology/README.md, "How to read a row").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lifonto.errors import TableError
from lifonto.tables.mistakes import meant

TEMPLATE = re.compile(
    r"(?P<on_axiom>>?)(?P<keyword>[A-Z]+)(?:\s+(?P<argument>[^\s@^]+(?:\s[^\s@^]+)*?))??"
    r"(?:@(?P<lang>[A-Za-z-]+)|\^\^(?P<datatype>\S+))?(?:\s+SPLIT=(?P<split>\S+))?"
)
SOURCE = "dcterms:source"
EVIDENCE = (SOURCE, "biolink:has_evidence")  # of a fact, which its axioms bear too
ANNOTATIONS = {"A": "text", "AT": "typed text", "AL": "text in a language", "AI": "an entity"}
LOGICAL = {
    "SC": "superclass",
    "EC": "equivalent class",
    "DC": "disjoint class",
    "GCI": "left side of a general class axiom",
    "SP": "parent relation",
    "IP": "inverse relation",
    "DOMAIN": "domain of a relation",
    "RANGE": "range of a relation",
    "CHARACTERISTIC": "characteristic of a relation",
    "CHAIN": "property chain that implies a relation",
}
STRUCTURE = {
    "ID": "identifier",
    "LABEL": "label",
    "TYPE": "kind of entity",
    "ABOUT": "subject of the row's axiom",
    "UNIVERSAL": "why the row's axiom is stated of all, whatever the context",
}
CONTEXT = {
    "OF": "kind of entity that stands in a context",
    "WITHIN": "expression that says so, with {} for the context",
    "CALLED": "words added to its label",
    "SAID": "words added to its definition",
    "KNOWN": "relations along which a term has the context already",
    "APART": "relation that rules out other contexts",
}
CULTURE = {"CULTURE": "what a table of culture says, from which the build makes axioms"}
KEYWORDS = STRUCTURE | CONTEXT | CULTURE | ANNOTATIONS | LOGICAL


@dataclass(frozen=True)
class Column:
    """What one column means: its header for people, its keyword and argument for the compiler."""

    header: str
    keyword: str = ""
    argument: str = ""
    lang: str = ""
    datatype: str = ""
    split: str = ""
    on_axiom: bool = False

    @classmethod
    def read(cls, header: str, template: str) -> Column:
        """Read one cell of the template row; an empty one makes a column for people only.

        Raises TableError where the notation is not understood.
        """
        text = template.strip()
        if not text:
            return cls(header)
        found = TEMPLATE.fullmatch(text)
        if found is None:
            raise TableError(f"cannot read the template {template!r}")
        parts = {key: value or "" for key, value in found.groupdict().items()}
        keyword = parts["keyword"]
        if keyword not in KEYWORDS:
            raise TableError(f"unknown template keyword {keyword!r}{meant(keyword, KEYWORDS)}")
        on_axiom = bool(parts.pop("on_axiom"))
        if keyword in ANNOTATIONS and not parts["argument"]:
            raise TableError(f"template {template!r} names no annotation property")
        if keyword in CULTURE and not parts["argument"]:
            raise TableError(f"template {template!r} does not say what stands there: CULTURE counts, for example")
        if (keyword, parts["argument"]) == ("A", "owl:deprecated"):
            raise TableError("a plain text deprecates nothing: write AT owl:deprecated^^xsd:boolean")
        if on_axiom and keyword not in ANNOTATIONS:
            raise TableError(f"template {template!r}: only annotations can stand on an axiom")
        return cls(header, **parts, on_axiom=on_axiom)

    def values(self, cell: str) -> list[str]:
        """Return the values in *cell*: none if it is empty, several where the column has a SPLIT."""
        pieces = cell.split(self.split) if self.split else [cell]
        return [piece.strip() for piece in pieces if piece.strip()]
