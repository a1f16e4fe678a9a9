"""OWL documents in RDF/XML, and how axioms are added to one without taking it apart.

RDF/XML is the syntax every part of the project writes and both reasoners read. Reading half a million triples to add
a handful of axioms would cost more than the reasoning, so the axioms are put as text before the closing tag; each
brings its own namespaces, because a document written elsewhere may bind the usual prefixes to anything or to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from lifonto.errors import ReasoningError

THING = "http://www.w3.org/2002/07/owl#Thing"
NOTHING = "http://www.w3.org/2002/07/owl#Nothing"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
EXPRESSION = "urn:lifonto:expression:"  # begins the name that a class expression of the data has for the while
INCLUSION = "urn:lifonto:inclusion:"  # begins the name that stands between two unnamed classes for the while
NAMESPACES = f'xmlns:rdf="{RDF}" xmlns:rdfs="{RDFS}" xmlns:owl="{OWL}"'
IMPORTED = re.compile(rb"<!-- imports (\S+) -->")
LAST_TAG = re.compile(rb"</(?:[A-Za-z_][\w.-]*:)?RDF\s*>\s*(?:<!--.*?-->\s*)*$", re.DOTALL)


def empty() -> bytes:
    """Return a document that says nothing."""
    return f'<?xml version="1.0"?>\n<rdf:RDF {NAMESPACES}>\n</rdf:RDF>\n'.encode()


def plus(document: bytes, axioms: Iterable[str]) -> bytes:
    """Return *document* with *axioms* added, each as RDF/XML node elements.

    Raises ReasoningError where *document* has no closing RDF tag, and so is no RDF/XML.
    """
    end = LAST_TAG.search(document, max(0, len(document) - 4096))
    if end is None:
        raise ReasoningError("not an RDF/XML document: it does not end in </rdf:RDF>")
    return document[: end.start()] + "\n".join(axioms).encode() + b"\n" + document[end.start() :]


def declaration(kind: str, iri: str) -> str:
    """Declare *iri* as an entity of *kind*: ``Class``, ``ObjectProperty``, …."""
    return f"<owl:{kind} {NAMESPACES} rdf:about={quoteattr(iri)}/>"


def import_comment(iri: str) -> str:
    """Note in a document that it imports *iri*; as a comment, so that no reader of the document goes and fetches it."""
    return f"<!-- imports {iri.replace('--', '%2D%2D')} -->"


def not_read(document: bytes) -> list[str]:
    """Say what *document* imports and was not given."""
    return [
        f"{each.decode()} is imported and was not read: nothing is fetched, so give its file beside"
        for each in IMPORTED.findall(document)
    ]
