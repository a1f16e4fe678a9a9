"""The named graphs that are served, and how large they are."""

from __future__ import annotations

from sparql_server.pages.asking import ask
from sparql_server.protocol.description import GRAPH_SIZES
from sparql_server.protocol.problems import Problem


def graph_sizes() -> list[tuple[str, str]]:
    """Return the named graphs and their numbers of statements, as far as they can be counted in time."""
    try:
        found = ask(GRAPH_SIZES)
    except Problem:
        return []
    return [(row.text("graph"), f"{int(row.text('size')):,}") for row in found if row.text("graph")]
