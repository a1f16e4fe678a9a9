"""Media types and how one is chosen: RFC 9110 §12.5.1, with sane answers for browsers and bare clients."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple


class Format(NamedTuple):
    """A way to write an answer: its short name (``?format=``) and its media type."""

    name: str
    media_type: str


SOLUTIONS = (
    Format("json", "application/sparql-results+json"),
    Format("xml", "application/sparql-results+xml"),
    Format("csv", "text/csv"),
    Format("tsv", "text/tab-separated-values"),
)
GRAPHS = (
    Format("ttl", "text/turtle"),
    Format("nt", "application/n-triples"),
    Format("rdf", "application/rdf+xml"),
    Format("jsonld", "application/ld+json"),
    Format("nq", "application/n-quads"),
    Format("trig", "application/trig"),
    Format("n3", "text/n3"),
)
ALIASES = {  # what clients say instead, and which short name they mean
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/plain": "nt",
    "application/x-turtle": "ttl",
    "turtle": "ttl",
    "ntriples": "nt",
    "nquads": "nq",
    "rdfxml": "rdf",
    "rdf+xml": "rdf",
    "json-ld": "jsonld",
    "srj": "json",
    "srx": "xml",
}
OF_GRAPHS = {"xml": "rdf", "json": "jsonld"}  # what a client that knows one name for all answers means of a graph
SUFFIXES = {f".{f.name}": f.name for f in GRAPHS} | {".owl": "rdf", ".xml": "rdf", ".json": "jsonld"}


def rdf_format_of(path: Path) -> str | None:
    """Return the short name of the RDF format that *path*'s suffix stands for, ``.gz`` aside."""
    return SUFFIXES.get(Path(path.name.removesuffix(".gz")).suffix.lower())


def rdf_format_named(media_type: str) -> str | None:
    """Return the short name of the RDF format with *media_type*, as clients write it."""
    kind = media_type.split(";")[0].strip().lower()
    known = {f.media_type: f.name for f in GRAPHS} | {"application/xml": "rdf", "text/plain": "nt"}
    return known.get(kind)


@lru_cache(maxsize=512)
def negotiate(accept: str | None, wanted: str | None, offers: tuple[Format, ...]) -> Format | None:
    """Choose among *offers* by ``?format=`` (*wanted*), else by the Accept header; ``None`` where none will do.

    The first offer answers clients that name no type and browsers (which ask for ``text/html`` above all).
    """
    if wanted:
        name = ALIASES.get(wanted, wanted)
        names = {name, OF_GRAPHS.get(name, name)}
        return next((f for f in offers if f.name in names or wanted == f.media_type), None)
    ranges = _ranges(accept or "*/*")
    if ranges and max(ranges, key=lambda r: r[1])[0] == "text/html":
        return offers[0]
    best, best_quality = None, 0.0
    for offer in offers:
        quality = _quality(offer, ranges)
        if quality > best_quality:
            best, best_quality = offer, quality
    return best


def _ranges(accept: str) -> list[tuple[str, float]]:
    """Split an Accept header into (media range, quality)."""
    found = []
    for item in accept.lower().split(","):
        kind, *parameters = (part.strip() for part in item.split(";"))
        weights = [p[2:] for p in parameters if p.startswith("q=")]
        try:
            quality = min(max(float(weights[0]), 0.0), 1.0) if weights else 1.0
        except ValueError:
            quality = 0.0
        if kind:
            found.append((kind, quality))
    return found


def _quality(offer: Format, ranges: list[tuple[str, float]]) -> float:
    """Return the quality that the most specific matching range gives *offer*; 0 where none matches."""
    names = {offer.media_type: 4, offer.media_type.split("/")[0] + "/*": 2, "*/*": 1}
    names |= {alias: 3 for alias, name in ALIASES.items() if name == offer.name}
    matching = [(names[kind], quality) for kind, quality in ranges if kind in names]
    return max(matching)[1] if matching else 0.0


def accepts_gzip(header: str | None) -> bool:
    """Tell whether an Accept-Encoding header allows gzip."""
    if not header or "gzip" not in header:
        return False
    return any(kind == "gzip" and quality > 0 for kind, quality in _ranges(header))
