"""Cells, and what sets them apart in culture: strain and alterations; with feeders, matrices and outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lifonto.recipes.bench import Bench
from lifonto.recipes.ingredients import cited, split
from lifonto.recipes.written import Told, either, standard

UNALTERED = "LIFC:unaltered"
TABLES = ("outcomes", "strains", "cells", "alterations", "cell_lines", "feeders", "matrices")


def altered_by(alterations: Iterable[str]) -> str:
    """Return the identifier of the class of cells that bear *alterations* and no other."""
    names = sorted(each.replace(":", "_") for each in alterations)
    return f"LIFC:altered.{'.'.join(names)}" if names else UNALTERED


def altered(bench: Bench) -> Iterator[Told]:
    """Yield the class of cells that bear no alteration, and one for each set of alterations that a table names."""
    yield {
        "id": UNALTERED,
        "label": "unaltered cell",
        "definition": "A cell that bears no cell alteration.",
        "parent": "cell|not ('has genotype' some 'cell alteration')",
    }
    tables = ("rules", "conditions", "cell_lines")
    used = {tuple(sorted(each.says("altered"))) for table in tables for each in bench[table].values()}
    used |= {(name,) for name in bench["alterations"]}
    for each in sorted(filter(None, used)):
        names = either(bench["alterations"][name].name for name in each)
        yield {
            "id": altered_by(each),
            "label": f"cell altered by {names} alone",
            "definition": f"A cell whose only alteration is {names}.".replace("alteration is", "alterations are")
            if len(each) > 1
            else f"A cell whose only alteration is {names}.",
            "definition source": [s for name in each for s in cited(bench["alterations"][name])],
            "parent": ["cell", *(f"'has genotype' some {name}" for name in each)],
        }
    for name, entry in bench["alterations"].items():
        for bearer in entry.says("bearer"):
            yield {"id": bearer, "parent": altered_by([name])}


def strained(strain: str) -> str:
    """Return the identifier of the class of conditions in which cells of *strain* are grown."""
    return f"LIFC:strain.{strain.replace(':', '_')}"


def plain(bench: Bench) -> Iterator[Told]:
    """Yield what the tables say as it stands, and the class of conditions of each strain."""
    for table in TABLES:
        for entry in bench[table].values():
            told = standard(entry)
            kind = entry.says("cell") if entry.one("standing") != "name only" else ("cell",)
            yield told | {
                "definition": told.get("definition") or (described(entry.id, table, entry.name)),
                "definition source": told.get("definition source") or cited(entry),
                "parent": [*split(told.get("parent")), *kind],
                "parent source": cited(entry),
            }
    for name, entry in bench["strains"].items():
        yield {
            "id": strained(name),
            "label": f"culture condition of cells with {entry.name}",
            "definition": f"A culture condition in which cells with {entry.name} are grown.",
            "definition source": cited(entry),
            "parent": ["'culture condition'", *map(strained, parents_of(bench, name))],
        }


def parents_of(bench: Bench, strain: str) -> list[str]:
    """Return the groups of strains that *strain* is in."""
    return list(bench["strains"][strain].says("strain"))


def described(identifier: str, table: str, name: str) -> str:
    """Return a definition of what a table names and does not define, where it is a term of ours."""
    words = {
        "cell_lines": f"A cell of the line {name}.",
        "feeders": f"A feeder cell of the kind {name}.",
        "matrices": f"A coat for culture vessels, {name}, that cells hold on to.",
        "strains": f"A mouse strain background that is {name.removesuffix(' strain background')}.",
    }
    return words.get(table, "") if identifier.startswith("LIFO:") else ""
