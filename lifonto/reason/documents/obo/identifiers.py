"""The IRIs of OBO identifiers (OBO Flat File Format 1.4 §5.9)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from lifonto.reason.documents.obo.clauses import Frame, unescaped
from lifonto.reason.values.vocabulary import OWL, RDF, RDFS, XSD

OBO = "http://purl.obolibrary.org/obo/"
OBO_IN_OWL = "http://www.geneontology.org/formats/oboInOwl#"
KNOWN = {"owl": OWL, "rdf": RDF, "rdfs": RDFS, "xsd": XSD, "oboInOwl": OBO_IN_OWL}
ALREADY = ("http:", "https:", "ftp:", "urn:")
SAFE = re.compile(r"[A-Za-z0-9._*-]*")
IN_IRI = "-._~!$&'()*+,;=:@/?#%[]"
STABLE = ("RO:", "BFO:")


class Identifiers:
    """The IRIs of identifiers, in the ontology *space* with its id *spaces*; *relations* have those of their xrefs."""

    def __init__(self, space: str, spaces: Mapping[str, str], relations: Mapping[str, str]) -> None:
        self.space, self.spaces, self.relations = space, {**KNOWN, **spaces}, relations
        self.found: dict[str, str] = {}

    def __call__(self, identifier: str) -> str:
        """Return the IRI of *identifier*; raises ValueError where it has a space in it, or is empty."""
        iri = self.found.get(identifier)
        if iri is None:
            iri = self.found[identifier] = self._iri(unescaped(identifier))
        return iri

    def _iri(self, identifier: str) -> str:
        if not identifier or re.search(r"\s", identifier):
            raise ValueError(f"{identifier!r} is no identifier")
        if identifier in self.relations:
            return self._plain(self.relations[identifier])
        return self._plain(identifier)

    def _plain(self, identifier: str) -> str:
        if identifier.startswith(ALREADY):
            return identifier
        prefix, colon, local = identifier.partition(":")
        if not colon:
            return f"{'' if ':' in self.space else OBO}{self.space}#{encoded(identifier)}"
        if prefix in self.spaces:
            return self.spaces[prefix] + quote(local, safe=IN_IRI)
        return f"{OBO}{prefix}{'#' if '_' in local else ''}_{encoded(local)}"


def encoded(local: str) -> str:
    """Percent-encode what cannot stand at the end of an IRI, as ROBOT does."""
    return local if SAFE.fullmatch(local) else quote(local, safe="*")


def shorthands(typedefs: Iterable[Frame]) -> dict[str, str]:
    """Return the identifiers that stand for relations, and those that they stand for (§5.9.3).

    Of the xrefs of a relation one in RO or BFO goes first; others count where its own identifier has no prefix.
    """
    found = {}
    for frame in typedefs:
        own = frame.identifier
        xrefs = [each.split()[0] for each in frame.all("xref") if each.split() and each.split()[0] != own]
        stable = [each for each in xrefs if each.startswith(STABLE)]
        if own.startswith(STABLE):
            continue
        if stable or (xrefs and ":" not in own):
            found[own] = (stable or xrefs)[0]
    return found
