"""Where a class stands in the tree: the way down to it."""

from __future__ import annotations

from sparql_server.pages.asking import ask, node
from sparql_server.pages.model.vocabulary import BELOW, NOISE, within
from sparql_server.pages.shell import site


def way_to(iri: str) -> list[str]:
    """Return a way from the top of the tree down to *iri*, which is left out."""
    step = within(site().direct, f"{node(iri)} <{BELOW}>* ?s . ?s <{BELOW}> ?above")
    rows = ask(f"SELECT DISTINCT ?s ?above WHERE {{ {step} FILTER (isIRI(?s) && isIRI(?above)) }} LIMIT 5000")
    above: dict[str, list[str]] = {}
    for row in rows:
        if row.text("above") not in NOISE:
            above.setdefault(row.text("s"), []).append(row.text("above"))
    return longest(iri, above)


def longest(iri: str, above: dict[str, list[str]]) -> list[str]:
    """Return a way from the top to *iri*: always by the class with most above it, the first in order among equals."""
    depth: dict[str, int] = {}

    def height(each: str, seen: frozenset[str]) -> int:
        if each not in depth:
            ups = [up for up in above.get(each, ()) if up not in seen]
            depth[each] = 1 + max((height(up, seen | {each}) for up in ups), default=0)
        return depth[each]

    way: list[str] = []
    here = iri
    while ups := [each for each in above.get(here, ()) if each not in way and each != iri]:
        here = max(sorted(ups), key=lambda each: height(each, frozenset({iri})))
        way.append(here)
    return way[::-1]
