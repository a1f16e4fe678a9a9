"""Which syntax a document is in, told from how it begins; the suffix of its name is a hint where that leaves a choice.

Syntaxes go by the suffix that files of theirs usually have: ``ttl``, ``nt``, ``nq``, ``trig``, ``n3``, ``jsonld``,
``rdf`` (RDF/XML), and ``ofn`` (functional), ``owx`` (OWL/XML), ``omn`` (Manchester) and ``obo``.
"""

from __future__ import annotations

import re

TITLES = {
    "ttl": "Turtle",
    "nt": "N-Triples",
    "nq": "N-Quads",
    "trig": "TriG",
    "n3": "N3",
    "rdf": "RDF/XML",
    "jsonld": "JSON-LD",
    "ofn": "OWL functional syntax",
    "owx": "OWL/XML",
    "omn": "OWL Manchester syntax",
    "obo": "OBO",
}
OWL_ONLY = frozenset(("ofn", "owx", "omn", "obo"))  # syntaxes that are not RDF
OF_TRIPLES = ("ttl", "nt", "nq", "trig", "n3")  # syntaxes that look alike
HINTS = {"json": "jsonld", "turtle": "ttl", "n-triples": "nt", "xml": "rdf", "owl": "rdf"}
MEDIA_TYPES = {
    "text/turtle": "ttl",
    "application/turtle": "ttl",
    "application/x-turtle": "ttl",
    "application/n-triples": "nt",
    "application/n-quads": "nq",
    "text/x-nquads": "nq",
    "application/trig": "trig",
    "application/x-trig": "trig",
    "text/n3": "n3",
    "application/n3": "n3",
    "text/rdf+n3": "n3",
    "application/rdf+xml": "rdf",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
    "text/owl-functional": "ofn",
    "application/owl+xml": "owx",
    "text/owl-manchester": "omn",
    "text/obo": "obo",
}
SAYING_NOTHING = frozenset(("", "application/octet-stream", "text/plain", "application/xml", "text/xml"))
START = 1 << 16  # bytes of a document that are looked at

IRI, TERM = r"<[^<>\s]*>", r"(?:<[^<>\s]*>|_:\S+)"
LITERAL = r'"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^<>\s]*>)?'
STATEMENT = rf"\s*{TERM}\s*{IRI}\s*(?:{TERM}|{LITERAL}|<<.*>>)\s*"
TRIPLE = re.compile(rf"{STATEMENT}\.\s*(?:#.*)?$")
QUAD = re.compile(rf"{STATEMENT}{TERM}\s*\.\s*(?:#.*)?$")
ASIDE = re.compile(rf"{IRI}|{LITERAL}|\"\"\".*?\"\"\"|'''.*?'''|'(?:[^'\\\n]|\\.)*'|#[^\n]*", re.DOTALL)
ROOT = re.compile(
    r"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>]|\[.*?\]\s*(?=>))*>)*<(?:([\w.-]+):)?([\w.-]+)", re.DOTALL
)
XML = re.compile(r"\s*<(?:\?xml\b|!--|!DOCTYPE\b|[\w.-]+:[\w.-]+\s+[\w:.-]+\s*=|(?:RDF|Ontology|html)[\s>])", re.I)
JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*(?:[{"\[]|\]\s*\Z))')
OBO = re.compile(r"(?:\s*!.*\n)*\s*(?:format-version:|\[(?:Term|Typedef|Instance)\]|(?:ontology|data-version|date): )")
FUNCTIONAL = re.compile(r"(?:\s|#[^\n]*\n)*(?:Prefix\s*\(|Ontology\s*\()")
MANCHESTER = re.compile(r"(?:\s|#[^\n]*\n)*(?:Prefix:\s+[\w.-]*:\s*<|(?:Ontology|Class|ObjectProperty|Individual):\s)")
TURTLE = re.compile(r"\s*(?:@prefix|@base|@version|PREFIX|BASE|VERSION|GRAPH|<|_:|\[|\(|\{|[\w.-]*:)", re.IGNORECASE)


def recognised(start: bytes, hint: str | None = None) -> str | None:
    """Return the syntax of the document that begins with *start* (UTF-8); ``None`` where it is none that is known.

    *hint* is a syntax, or a suffix that stands for one.
    """
    text, hint = start[:START].decode(errors="replace"), HINTS.get(hint or "", hint)
    if XML.match(text):
        return _of_xml(text)
    if JSON.match(text):
        return "jsonld"
    for name, pattern in (("obo", OBO), ("ofn", FUNCTIONAL), ("omn", MANCHESTER)):
        if pattern.match(text):
            return name
    return _of_triples(text, hint if hint in OF_TRIPLES else None, hint)


def _of_xml(text: str) -> str | None:
    found = ROOT.match(text)
    if not found or found[2].lower() in ("html", "sparql"):
        return None if found else "rdf"
    has_default = re.search(r'\sxmlns\s*=\s*["\']http://www.w3.org/2002/07/owl#', text) or "rdf:RDF" not in text
    return "owx" if found[2] == "Ontology" and has_default and "rdf:about" not in text else "rdf"


def _of_triples(text: str, hint: str | None, named: str | None) -> str | None:
    """Tell the syntaxes apart that grew out of N-Triples."""
    lines = [line for line in text.splitlines()[: -1 if len(text) >= START else None] if line.strip()]
    lines = [line for line in lines if not line.lstrip().startswith("#")]
    if not lines:
        return hint or (named if named in TITLES else "ttl")
    if any(QUAD.match(line) for line in lines[:1000]):
        return "nq"
    if all(TRIPLE.match(line) for line in lines[:1000]):
        return hint or "nt"
    if not TURTLE.match(lines[0]):
        return None
    if hint == "n3":
        return hint
    bare = ASIDE.sub("", text).replace("{|", "").replace("|}", "")
    return "trig" if "{" in bare or hint == "trig" else "ttl"
