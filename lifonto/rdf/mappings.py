"""Mappings to other resources: an SSSOM table read into triples (SSSOM 1.0, "RDF serialisation": the direct triple)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from rdflib import Graph, URIRef

from lifonto.errors import PrefixError
from lifonto.rdf.exporter import new_graph
from lifonto.tables.mistakes import Mistakes, Place
from lifonto.tables.prefixes import Prefixes
from lifonto.tables.texts import text_of


def mappings_graph(file: Path, prefixes: Prefixes, mistakes: Mistakes) -> Graph:
    """Read the SSSOM table *file* into one triple a mapping; an unknown prefix goes into *mistakes*."""
    graph = new_graph(prefixes)
    if not file.exists():
        return graph
    lines = text_of(file).splitlines()
    start = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    for number, row in enumerate(csv.DictReader(lines[start:], dialect="excel-tab"), start=start + 2):
        with mistakes.at(Place(file.name, number)):
            graph.add(triple(row, prefixes))
    return graph


def triple(row: Mapping[str, str], prefixes: Prefixes) -> tuple[URIRef, URIRef, URIRef]:
    """Return the mapping of *row* as a triple; raises PrefixError where an identifier cannot be expanded."""
    try:
        s, p, o = (URIRef(prefixes.expand(row[key])) for key in ("subject_id", "predicate_id", "object_id"))
    except KeyError as error:
        raise PrefixError(f"the mapping has no column {error}") from error
    return s, p, o
