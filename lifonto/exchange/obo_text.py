"""How OBO writes texts and identifiers (OBO Flat File Format 1.4 §2 and §5.9)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lifonto.reason.documents.obo.identifiers import KNOWN, OBO, OBO_IN_OWL

OF_OBO = re.compile(rf"{re.escape(OBO)}([A-Za-z]+)_([A-Za-z0-9.-]+)")
CURIE = re.compile(r"[A-Za-z][\w.-]*:[^\s\"\[\]{},]+")
PREFIX = re.compile(r"[A-Za-z][\w.-]*")
LOCAL = re.compile(r"[\w.~$&'()*+;=:@/?#%-]+")
SPECIAL = re.compile(r"([,\"\[\]{}])")
ENDS = {"\\": "\\\\", "\n": "\\n", "\r": ""}
QUOTED = str.maketrans({**ENDS, '"': '\\"'})
UNQUOTED = str.maketrans({**ENDS, "{": "\\{", "}": "\\}", "!": "\\!"})


class Identifiers:
    """The identifiers of IRIs: a prefix and a number where OBO, or a header line of its own, knows the prefix."""

    def __init__(self, prefixes: Mapping[str, str], shorthands: Mapping[str, str]) -> None:
        of_obo = {name for name, iri in prefixes.items() if iri == f"{OBO}{name}_"}
        usable = {name: iri for name, iri in {**KNOWN, **prefixes}.items() if PREFIX.fullmatch(name) and iri}
        self.spaces = {name: iri for name, iri in usable.items() if name not in of_obo}
        self.longest = sorted(self.spaces.items(), key=lambda each: -len(each[1]))
        self.shorthands, self.used = shorthands, set[str]()

    def __call__(self, iri: str) -> str:
        """Return the identifier of *iri*: a shorthand, a CURIE, or the IRI itself."""
        if iri in self.shorthands:
            return self.shorthands[iri]
        found = OF_OBO.fullmatch(iri)
        if found and found[1] not in self.spaces:
            return f"{found[1]}:{found[2]}"
        for name, start in self.longest:
            local = iri.removeprefix(start)
            if local != iri and LOCAL.fullmatch(local):
                self.used.add(name)
                return f"{name}:{local}"
        return re.sub(r"([\\\"{}\[\]])", r"\\\1", iri)

    def property(self, iri: str) -> str:
        """Return how a qualifier names the annotation property *iri*."""
        local = iri.removeprefix(OBO_IN_OWL)
        return local if local != iri and re.fullmatch(r"\w+", local) else self(iri)

    def header(self) -> list[str]:
        """Return a header line for each prefix used that OBO does not know."""
        own = sorted(name for name in self.used if KNOWN.get(name) != self.spaces[name])
        return [f"idspace: {name} {self.spaces[name]}" for name in own]


def quoted(text: str) -> str:
    """Write *text* between quotes."""
    return '"' + text.translate(QUOTED) + '"'


def unquoted(text: str) -> str:
    """Write *text* where no quotes are: braces and exclamation marks would end it."""
    return text.strip().translate(UNQUOTED)


def in_brackets(references: list[str]) -> str:
    """Write the sources of a definition or a synonym."""
    return "[" + ", ".join(SPECIAL.sub(r"\\\1", each) for each in references) + "]"
