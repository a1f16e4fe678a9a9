"""The relations of a document: which there are, which are in use, and which one is meant by a name."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from difflib import get_close_matches

from lifonto.errors import NotFound
from lifonto.reason.ontology.rdfxml import INVERSE

ALONG = re.compile(rb'onProperty\s+(?:[\w-]+:)?resource\s*=\s*"([^"]+)"')
TYPED = rb'<owl:%s\b[^>]*?about\s*=\s*"([^"]+)"'
SAID = rb'^<rdf:Description rdf:about="([^"]+)">.*#%s"'  # as documents are written here, one description a line


def relations_in_use(document: bytes) -> list[str]:
    """Return the named relations between individuals that restrictions in *document* are along."""
    used = {_iri(each) for each in set(ALONG.findall(document))} - declared_as("DatatypeProperty", document)
    return sorted(each for each in used if not each.startswith(INVERSE))


def declared_as(kind: str, document: bytes) -> set[str]:
    """Return what *document* declares to be of *kind*, such as ``ObjectProperty``."""
    patterns = (re.compile(each % kind.encode(), re.MULTILINE) for each in (TYPED, SAID))
    return {_iri(each) for pattern in patterns for each in pattern.findall(document)}


def relation_named(asked: str, document: bytes, labels: Mapping[str, str]) -> str:
    """Return the IRI of the relation of *document* that *asked* means: an IRI, a CURIE, a label or a local name.

    *labels* are those of the document, by IRI. Raises NotFound where none, or more than one, is meant.
    """
    relations = sorted(declared_as("ObjectProperty", document) | set(relations_in_use(document)))
    if asked in relations:
        return asked
    names = {each: _names(each, labels.get(each, "")) for each in relations}
    found = [each for each, known in names.items() if _plain(asked) in known]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(f"{asked!r} is the name of several relations: {', '.join(found)}; give the IRI of one")
    near = get_close_matches(_plain(asked), sorted(set().union(*names.values())), n=3)
    hint = f"did you mean {' or '.join(map(repr, near))}?" if near else "those in use need not be given"
    raise NotFound(f"no relation of the ontology is called {asked!r}; {hint}")


def _names(iri: str, label: str) -> set[str]:
    """Return what a relation may be called, in plain form."""
    local = re.split(r"[/#]", iri)[-1]
    return {_plain(each) for each in (iri, local, local.replace("_", ":", 1), label) if each}


def _plain(name: str) -> str:
    return name.replace("_", " ").casefold().strip()


def _iri(found: bytes) -> str:
    return html.unescape(found.decode())
