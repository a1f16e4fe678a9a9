"""The class tree, a level at a time: the tops, what is below a class, and how much lies deeper."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sparql_server.pages.addresses import names
from sparql_server.pages.asking import ask, node, nodes
from sparql_server.pages.model.things import name_all
from sparql_server.pages.model.vocabulary import BELOW, DEPRECATED, OWL, RDFS, TOPS, within
from sparql_server.pages.shell import remembered, site

CLASS = f"VALUES ?sort {{ <{OWL}Class> <{RDFS}Class> }} ?s a ?sort"
MOST = 1000  # branches shown of one class


@dataclass(frozen=True)
class Branch:
    """A class in the tree; ``below`` counts the nearest classes below it, ``branches`` are those that are open."""

    iri: str
    name: str
    below: int
    worked_out: bool = False
    branches: tuple[Branch, ...] = ()
    is_open: bool = False


def below(iri: str) -> list[Branch]:
    """Return the branches of *iri*."""
    return made(within(site().direct, f"?s <{BELOW}> {node(iri)}"), stated_under=iri)


def tops() -> list[Branch]:
    """Return where the tree of the site begins, or else the classes that are below no other."""
    if iris := [iri for name in site().roots if (iri := names().iri(name))]:
        chosen = {each.iri: each for each in made(f"VALUES ?s {{ {nodes(iris)} }}")}
        return [chosen[iri] for iri in iris if chosen[iri].below]
    return roots()


def roots() -> list[Branch]:
    """Return the tops of the whole tree, which are looked for once in each version of the data."""
    return remembered("roots", top_classes)


def top_classes() -> list[Branch]:
    """Return the classes that are below no other, and have some below them; without such, those that stand alone.

    What an ontology takes from others often stands alone, by the thousand; it is found by its name.
    """
    tops = ", ".join(f"<{each}>" for each in sorted(TOPS))  # they are above everything, and tell nothing
    above = within(site().direct, f"?s <{BELOW}> ?any FILTER (isIRI(?any) && ?any != ?s && ?any NOT IN ({tops}))")
    none = f"OPTIONAL {{ {above} }} FILTER (!BOUND(?any))"  # quicker than FILTER NOT EXISTS, by a third
    used = f"{none} OPTIONAL {{ ?s <{DEPRECATED}> ?old }} FILTER (!BOUND(?old))"
    lower = within(site().direct, f"?lower <{BELOW}> ?s")
    higher = f"{{ SELECT DISTINCT ?s WHERE {{ {lower} FILTER (isIRI(?s) && ?s NOT IN ({tops})) }} }}"
    return made(f"{higher} {used}") or made(f"{CLASS} {used}")


def only(iri: str) -> list[Branch]:
    """Return *iri* as a branch."""
    return made(f"VALUES ?s {{ {node(iri)} }}")


def made(pattern: str, stated_under: str = "") -> list[Branch]:
    """Make branches of what *pattern* finds as ?s, by name."""
    inner = within(site().direct, f"?child <{BELOW}> ?s")
    stated = f"{{ {within(site().stated, f'?s <{BELOW}> {node(stated_under)}')} }}" if stated_under else ""
    hand = f"OPTIONAL {{ {stated} BIND (1 AS ?stated) }}" if stated and site().direct else "BIND (1 AS ?stated)"
    rows = ask(
        f"""SELECT ?s ?stated (COUNT(DISTINCT ?child) AS ?n) WHERE {{
        {{ SELECT DISTINCT ?s WHERE {{ {pattern} FILTER (isIRI(?s)) }} LIMIT {MOST} }}
        OPTIONAL {{ {inner} FILTER (isIRI(?child)) }} {hand} }} GROUP BY ?s ?stated"""
    )
    called = name_all(row.text("s") for row in rows if row["s"].is_iri)
    by_hand = {row.text("s") for row in rows if row.text("stated")}
    counts = {row.text("s"): int(row.text("n")) for row in rows}
    found = [Branch(each, name, counts[each], each not in by_hand) for each, name in called.items()]
    return sorted(found, key=lambda each: each.name.casefold())


def opened(branches: list[Branch], way: list[str]) -> list[Branch]:
    """Return *branches* with the first on the *way* open, and so on down."""
    here = next((each for each in branches if each.iri in way), None)
    if here is None:
        return branches
    deeper = opened(below(here.iri), way[way.index(here.iri) + 1 :]) if here.below else []
    return [replace(each, branches=tuple(deeper), is_open=True) if each is here else each for each in branches]
