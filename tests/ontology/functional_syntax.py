"""Axioms out of OWL's functional syntax, as ROBOT writes it: one a line, each with the annotations it bears.

An axiom is a nested tuple of IRIs and literals; where order means nothing the operands are a set. Axioms that differ
only in their annotations become one, with the annotations of all (OWL 2 Functional Syntax §8, §10).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TOKEN = re.compile(
    r'(?P<literal>"(?:[^"\\]|\\.)*")(?:\^\^(?P<datatype>\S+?)(?=[\s)])|@(?P<lang>[\w-]+))?'
    r"|(?P<open>[A-Za-z]+\()|(?P<close>\))|<(?P<iri>[^>]*)>|(?P<name>[^\s()<>\"]+)",
    re.DOTALL,
)
PREFIX = re.compile(r"^Prefix\((\S*?):=<(.*)>\)$", re.MULTILINE)
UNORDERED = {"ObjectIntersectionOf", "ObjectUnionOf", "EquivalentClasses", "DisjointClasses", "InverseObjectProperties"}
HEADS = ("Prefix(", "Ontology(", "Annotation(")

Axioms = dict[tuple[Any, ...], set[tuple[Any, ...]]]


def read_axioms(file: Path) -> Axioms:
    """Return each axiom of *file* with its annotations; the ontology's own header is left out."""
    text = file.read_text(encoding="utf-8")
    prefixes = dict(PREFIX.findall(text))
    axioms: Axioms = {}
    for line in axiom_lines(text):
        name, *parts = next(values(tokens(line, prefixes)))
        annotations = {part for part in parts if isinstance(part, tuple) and part[0] == "Annotation"}
        operands = [part for part in parts if part not in annotations]
        axiom = (name, frozenset(operands)) if name in UNORDERED else (name, *operands)
        axioms.setdefault(axiom, set()).update(annotations)
    return axioms


def axiom_lines(text: str) -> Iterator[str]:
    """Yield each axiom as one text; a literal may run over several lines."""
    held = ""
    for line in text.splitlines():
        if held or (re.match(r"[A-Z][A-Za-z]*\(", line) and not line.startswith(HEADS)):
            held += line + "\n"
            if held.replace('\\"', "").count('"') % 2 == 0:
                yield held
                held = ""


def tokens(line: str, prefixes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (kind, text) for each token of *line*, with every name written as a whole IRI."""
    for found in TOKEN.finditer(line):
        match found.lastgroup:
            case "literal" | "datatype" | "lang":
                datatype = whole(found["datatype"], prefixes) if found["datatype"] else ""
                plain = datatype.endswith("#string")
                yield "value", found["literal"] + (f"@{found['lang']}" if found["lang"] else "" if plain else datatype)
            case "iri":
                yield "value", f"<{found['iri']}>"
            case "name":
                yield "value", f"<{whole(found['name'], prefixes)}>"
            case kind:
                yield str(kind), found[0]


def whole(name: str, prefixes: dict[str, str]) -> str:
    """Return the IRI of a prefixed name, or of an IRI in angle brackets."""
    if name.startswith("<"):
        return name[1:-1]
    prefix, _, local = name.partition(":")
    return prefixes[prefix] + local


def values(found: Iterator[tuple[str, str]]) -> Iterator[Any]:
    """Yield the values up to the bracket that closes them, each expression as a tuple."""
    for kind, text in found:
        if kind == "close":
            return
        if kind == "open":
            name, operands = text[:-1], tuple(values(found))
            yield (name, frozenset(operands)) if name in UNORDERED and name.startswith("Object") else (name, *operands)
        else:
            yield text
