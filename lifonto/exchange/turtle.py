"""Turtle: all statements about one thing stand together, things in the order of their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox


def turtle(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> bytes:
    """Write *triples* as Turtle."""
    ordered = sorted(triples, key=lambda each: (isinstance(each.subject, ox.BlankNode), *map(str, each)))
    spaces = {name: iri for name, iri in prefixes.items() if iri}
    return ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=spaces) or b""
