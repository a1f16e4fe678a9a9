"""What else may be meant by a name that nothing has."""

from __future__ import annotations

from lifonto.finding.find import find
from lifonto.finding.index import Hit
from sparql_server.pages.finding.keeper import index
from sparql_server.protocol.problems import Problem


def near_names(wanted: str, most: int = 5) -> list[Hit]:
    """Return what is called nearly *wanted*; nothing while the names are not known."""
    try:
        return list(find(index(), wanted[:200], most).hits)
    except Problem:
        return []
