"""Where a class stands in the tree: the way down to it, and what is below."""

from __future__ import annotations

from sparql_server.pages.asking import ask, node
from sparql_server.pages.model.parents import BELOW, NOISE, labels, within
from sparql_server.pages.model.things import Thing, gathered, name_all, name_in
from sparql_server.pages.shell import site

MOST_CHILDREN, MOST_CRUMBS = 400, 4
Crumb = Thing


def children(iri: str) -> list[Thing]:
    """Return the nearest classes below *iri*, by name."""
    below = within(site().direct, f"?s <{BELOW}> {node(iri)}")
    rows = ask(f"SELECT DISTINCT ?s ?p ?o WHERE {{ {below} FILTER (isIRI(?s)) {labels('?s')} }} LIMIT {MOST_CHILDREN}")
    told = gathered(rows)
    found = [Thing(each, name_in(told, each)) for each in told if each != iri]
    return sorted(found, key=lambda each: each.name.casefold())


def trail(iri: str) -> list[Crumb]:
    """Return the last steps of a way from the top of the tree down to *iri*, which is left out."""
    way = way_to(iri)[-MOST_CRUMBS:]
    named = name_all(way)
    return [Crumb(each, named[each]) for each in way]


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
            depth[each] = 1 + max(
                (height(up, seen | {each}) for up in above.get(each, ()) if up not in seen), default=0
            )
        return depth[each]

    way: list[str] = []
    here = iri
    while ups := [each for each in above.get(here, ()) if each not in way and each != iri]:
        here = max(sorted(ups), key=lambda each: height(each, frozenset({iri})))
        way.append(here)
    return way[::-1]
