"""Where things have their pages: IRIs and the short names that stand for them in addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlsplit

from flask import current_app, request

from sparql_server.views.service import service

OBO = "http://purl.obolibrary.org/obo/"
OBO_NAME = re.compile(r"([A-Za-z][\w]*)_([A-Za-z0-9]+)")
CURIE = re.compile(r"([A-Za-z][\w.-]*):([^\s<>\"{}|\\^`]+)")
LOCAL = re.compile(r"[^/#:?=]+(?=[/#:?=]*$)")
EXTENSION = "sparql_server.names"
REMEMBERED = 20_000  # short names
KEPT = "/:@!$'()*,;=~"  # characters that a path has as they are
USUAL = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcterms": "http://purl.org/dc/terms/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "oboInOwl": "http://www.geneontology.org/formats/oboInOwl#",
}


class Names:
    """Short names by the prefixes of the settings, else as OBO writes them, else by prefixes that all know."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.iris = {**USUAL, **prefixes}
        self.longest_first = sorted(self.iris.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        self.curies: dict[str, str] = {}
        self.expanded: dict[str, str] = {}

    def curie(self, iri: str) -> str:
        """Return the CURIE of *iri*; nothing where there is none."""
        if (found := self.curies.get(iri)) is None:
            if len(self.curies) > REMEMBERED:
                self.curies.clear()
            found = self.curies[iri] = self._contract(iri)
        return found

    def _contract(self, iri: str) -> str:
        for prefix, start in self.longest_first:
            local = iri[len(start) :]
            if iri.startswith(start) and local and CURIE.fullmatch(f"{prefix}:{local}"):
                return f"{prefix}:{local}"
        found = OBO_NAME.fullmatch(iri.removeprefix(OBO)) if iri.startswith(OBO) else None
        return f"{found[1]}:{found[2]}" if found else ""

    def iri(self, name: str) -> str:
        """Return the IRI that a CURIE stands for; nothing for what is no CURIE of a known prefix."""
        if (known := self.expanded.get(name)) is None:
            if len(self.expanded) > REMEMBERED:
                self.expanded.clear()
            known = self.expanded[name] = self._expand(name)
        return known

    def _expand(self, name: str) -> str:
        if not (found := CURIE.fullmatch(name)) or found[2].startswith("//"):
            return ""
        prefix = next((each for each in self.iris if each.lower() == found[1].lower()), "")
        if start := self.iris.get(found[1]) or self.iris.get(prefix):
            return start + found[2]
        return f"{OBO}{found[1]}_{found[2]}" if OBO_NAME.fullmatch(f"{found[1]}_{found[2]}") else ""

    def short(self, iri: str) -> str:
        """Return what identifies *iri* to a person: its CURIE, or else its last part."""
        return self.curie(iri) or local_name(iri)

    def candidates(self, path: str) -> Iterator[str]:
        """Yield the IRIs that a path of this server may be meant for: a CURIE, or the last part of an IRI."""
        if iri := self.iri(path):
            yield iri
        if found := OBO_NAME.fullmatch(path):
            yield from filter(None, [self.iri(f"{found[1]}:{found[2]}")])
        for start in dict.fromkeys(self.iris.values()):
            base = urlsplit(start).path.rpartition("/")[0].strip("/")
            if base and path.startswith(f"{base}/"):
                yield start[: start.index(base)] + path


def local_name(iri: str) -> str:
    """Return the last part of *iri*, which people may read."""
    found = LOCAL.search(iri)
    return found[0] if found else "unnamed"


def names() -> Names:
    """Return the short names of the application at work."""
    found: Names | None = current_app.extensions.get(EXTENSION)
    if found is None:
        found = current_app.extensions[EXTENSION] = Names(service().settings.prefixes)
    return found


def root() -> str:
    """Return the way from the page asked for to the root, so that no proxy in front need tell where it is."""
    raw = str(request.environ.get("REQUEST_URI", "")).partition("?")[0].lower()
    return "../" * (request.path.count("/") - raw.count("%2f") - 1) or "./"


def page_of(iri: str, folder: str = "terms") -> str:
    """Return the address of the page about *iri*, from the page asked for."""
    return root() + place_of(iri, folder)


def place_of(iri: str, folder: str = "terms") -> str:
    """Return the address of the page about *iri*, from the root."""
    curie = names().curie(iri)
    return f"{folder}/{quote(curie, safe=KEPT)}" if curie else f"{folder}?iri={quote(iri, safe='')}"


def exists(endpoint: str) -> bool:
    """Tell whether the application has the page *endpoint*."""
    return endpoint in current_app.view_functions


def is_web(iri: str) -> bool:
    """Tell whether *iri* can be opened in a browser, and is no trick."""
    return iri.startswith(("http://", "https://"))
