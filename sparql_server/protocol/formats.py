"""Media types, and which of them suit a client best (RFC 9110 §12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from werkzeug.datastructures import Accept, MIMEAccept
from werkzeug.http import parse_accept_header

from sparql_server.protocol.problems import Problem

MAX_ACCEPT, MAX_RANGES = 8192, 100  # characters of an Accept header; media ranges in it
MAX_REMEMBERED = 500  # characters of a header whose meaning is kept
PAGES = {"text/html", "application/xhtml+xml"}
ANY = {"", "auto", "html", "text/html"}  # what links from the forms of other endpoints have in format=


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
DATASETS = tuple(each for name in ("nq", "trig", "jsonld") for each in GRAPHS if each.name == name)
_SAID = {  # what clients say instead of a media type; json and xml mean one thing of solutions, another of a graph
    ("json", "jsonld"): "json application/json",
    ("xml", "rdf"): "xml application/xml text/xml",
    ("json",): "srj sparql-json sparql-results+json",
    ("xml",): "srx sparql sparql-xml sparql-results+xml",
    ("ttl",): "turtle application/turtle application/x-turtle",
    ("nt",): "ntriples n-triples text/plain text/ntriples",
    ("rdf",): "rdfxml rdf-xml rdf/xml rdf+xml owl",
    ("jsonld",): "json-ld ld+json",
    ("nq",): "nquads n-quads text/x-nquads",
    ("trig",): "application/x-trig",
    ("n3",): "application/n3 text/rdf+n3",
}
ALIASES = {word: names for names, words in _SAID.items() for word in words.split()}


def acceptable(accept: str | None, wanted: str | None, offers: tuple[Format, ...]) -> list[Format]:
    """Return those of *offers* that will do, best first: by ``?format=`` (*wanted*), else by the Accept header.

    The first offers answer clients that name no type, and browsers, which ask for a page above all.
    """
    name = (wanted or "").strip().lower().replace(" ", "+")  # an unescaped + arrives as a space
    if name.partition(";")[0] not in ANY:
        return [each for each in offers if matches(name.partition(";")[0], each)]
    if not accept:
        return list(offers)
    return list(_accepted(accept, offers) if len(accept) <= MAX_REMEMBERED else _read_accept(accept, offers))


def matches(kind: str, offer: Format) -> bool:
    """Tell whether *kind*, a media type or a short name in lower case, means *offer*."""
    return kind == offer.media_type or offer.name in ALIASES.get(kind, (kind,))


def _read_accept(accept: str, offers: tuple[Format, ...]) -> tuple[Format, ...]:
    if len(accept) > MAX_ACCEPT or accept.count(",") >= MAX_RANGES:
        raise Problem(400, f"the Accept header is longer than {MAX_ACCEPT} characters or {MAX_RANGES} media types")
    ranges = [(kind.partition(";")[0].strip().lower(), quality) for kind, quality in parse_accept_header(accept)]
    if ranges and max(ranges, key=lambda each: each[1])[0] in PAGES:
        return offers
    known = MIMEAccept([(each, quality) for kind, quality in ranges for each in _named(kind, offers)])
    rated = [(known.quality(offer.media_type), offer) for offer in offers]
    return tuple(offer for quality, offer in sorted(rated, key=lambda each: -each[0]) if quality > 0)


_accepted = lru_cache(maxsize=512)(_read_accept)


def _named(kind: str, offers: Iterable[Format]) -> list[str]:
    """Return the media types of *offers* that *kind* means; *kind* itself where it is a range, or none of them."""
    kind = "*/*" if kind == "*" else kind
    return [offer.media_type for offer in offers if "/" in kind and matches(kind, offer)] or [kind]


def accepts_gzip(header: str | None) -> bool:
    """Tell whether an Accept-Encoding header allows gzip."""
    if not header or len(header) > MAX_REMEMBERED:
        return False
    return _allows_gzip(header)


@lru_cache(maxsize=512)
def _allows_gzip(header: str) -> bool:
    return bool(parse_accept_header(header.lower(), Accept)["gzip"] > 0)
