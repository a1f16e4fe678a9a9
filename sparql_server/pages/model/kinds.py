"""What kind each of several things is of, in a word or two."""

from __future__ import annotations

from collections.abc import Iterable

from sparql_server.pages.asking import ask, nodes
from sparql_server.pages.model.things import name_all
from sparql_server.pages.model.vocabulary import BELOW, NOISE, OWL, TYPE, within
from sparql_server.pages.shell import site

MOST_KINDS = 2


def kinds_of(iris: Iterable[str]) -> dict[str, str]:
    """Return of each of *iris* what kind it is of."""
    wanted = list(iris)
    if not wanted:
        return {}
    nearest = within(site().direct, f"?s <{BELOW}> ?kind")
    rows = ask(
        f"""SELECT DISTINCT ?s ?kind WHERE {{ VALUES ?s {{ {nodes(wanted)} }}
        {{ {nearest} }} UNION {{ ?s <{TYPE}> ?kind FILTER NOT EXISTS {{ ?s a <{OWL}Class> }} }}
        FILTER (isIRI(?kind) && ?kind != ?s) }}"""
    )
    pairs = [(row.text("s"), row.text("kind")) for row in rows if row.text("kind") not in NOISE]
    called = name_all(kind for _, kind in pairs)
    found: dict[str, list[str]] = {}
    for thing, kind in pairs:
        found.setdefault(thing, []).append(called[kind])
    return {thing: "; ".join(sorted(set(kinds), key=len)[:MOST_KINDS]) for thing, kinds in found.items()}
