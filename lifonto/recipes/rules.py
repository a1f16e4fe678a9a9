"""Rules and published conditions as definitions: what cells, in what medium, on what feeder."""

from __future__ import annotations

from collections.abc import Iterator

from lifonto.recipes.bench import Bench, Entry
from lifonto.recipes.cells import altered_by, strained
from lifonto.recipes.ingredients import HOLDS, cited, split, without
from lifonto.recipes.media import base, called, holding
from lifonto.recipes.written import Told, either, standard

DECIDING = ("strong", "primary")
WITHOUT_FEEDERS = "LIFO:0002436"


def rules(bench: Bench) -> Iterator[Told]:
    """Yield each rule, defined by what falls under it; one whose source is weak leads to no outcome."""
    for entry in bench["rules"].values():
        told = standard(entry)
        decides = entry.one("strength") in DECIDING
        yield told | {
            "definition": told.get("definition") or described(bench, entry),
            "definition source": cited(entry),
            "parent": ["'culture condition'", *(entry.says("outcome") if decides else ()), *split(told.get("parent"))],
            "parent source": cited(entry) if decides else "",
            "definition in logic": " and ".join(["'culture condition'", *asked(bench, entry, under(bench, entry))]),
            "logic source": cited(entry) if decides else "",  # it says what is asked, and nothing that was found
        }


def conditions(bench: Bench) -> Iterator[Told]:
    """Yield each published condition, defined by its cell, medium and feeder."""
    for entry in bench["conditions"].values():
        told = standard(entry)
        medium = " and ".join(entry.says("medium"))
        if parts := entry.says("present"):
            medium = holding(bench, parts)
        yield told | {
            "definition": told.get("definition") or published(bench, entry),
            "definition source": told.get("definition source") or cited(entry),
            "parent": ["'published culture condition'", *split(told.get("parent"))],
            "definition in logic": " and ".join(["'culture condition'", *asked(bench, entry, medium)]),
            "logic source": cited(entry),
        }


def asked(bench: Bench, entry: Entry, medium: str) -> Iterator[str]:
    """Yield what is asked of a condition: cell, strain, medium and feeder."""
    cell, changes = entry.one("cell"), entry.says("altered")
    told_already = cell not in bench["cells"] or bench["cells"][cell].one("standing") == "altered"
    whole = cell if told_already and not changes else f"({cell} and {altered_by(changes)})"
    yield f"'cultures cell' some {whole}"
    if (strain := entry.one("strain")) and strain != "any":
        yield strained(strain)
    if medium:
        yield f"'uses medium' some ({medium})" if " " in medium else f"'uses medium' some {medium}"
    feeder = entry.one("feeder")
    if feeder == "none":
        yield WITHOUT_FEEDERS
    elif feeder and feeder != "any":
        yield f"'uses feeder' some {feeder}"


def under(bench: Bench, entry: Entry) -> str:
    """Return the media that a rule holds for: with what it names, and nothing else that acts but what it allows."""
    if medium := entry.one("medium"):
        return medium
    present, beside = entry.says("present"), entry.says("beside")
    lacking = bench.lacking([*present, *beside], named=False)
    held = [f"{HOLDS}{each}" for each in present]
    told = ["'culture medium'", *map(base, entry.says("base")), *held, *(without(bench, kind) for kind in lacking)]
    return " and ".join(told)


def described(bench: Bench, entry: Entry) -> str:
    """Return the rule as a sentence."""
    cell = bench["cells"][entry.one("cell")].name
    altered = either(bench["alterations"][each].name for each in entry.says("altered"))
    bearing = f" with {altered}" if entry.says("altered") else ""
    strain = entry.one("strain")
    bearing += f" of {bench['strains'][strain].name}" if strain not in ("", "any") else ""
    held = either(called(bench, each) for each in entry.says("present"))
    if medium := entry.one("medium"):
        held = bench["media"][medium].name
    on = f" made on {either(bench['media'][each].name for each in entry.says('base'))}" if entry.says("base") else ""
    beside = (
        f", or beside it {either(called(bench, each) for each in entry.says('beside'))}" if entry.says("beside") else ""
    )
    return f"A culture condition of {cell}{bearing} in a medium{on} that holds {held}{beside}, {feeding(bench, entry)}."


def feeding(bench: Bench, entry: Entry) -> str:
    """Return the words for the feeder of a rule or condition."""
    feeder = entry.one("feeder")
    return {"none": "without feeders", "any": "on any feeder or none"}.get(feeder) or f"on {name_of(bench, feeder)}"


def name_of(bench: Bench, feeder: str) -> str:
    """Return what a feeder is called."""
    return bench["feeders"][feeder].name if feeder in bench["feeders"] else feeder


def published(bench: Bench, entry: Entry) -> str:
    """Return the published condition as a sentence."""
    cell = bench["cells"][entry.one("cell")].name if entry.one("cell") in bench["cells"] else "cells"
    where = either(bench["media"][each].name for each in entry.says("medium"))
    if parts := entry.says("present"):
        where = f"a medium of {either(called(bench, each) for each in parts)}"
    altered = either(bench["alterations"][each].name for each in entry.says("altered"))
    bearing = f" with {altered}" if entry.says("altered") else ""
    return f"A culture condition, {entry.name}, of {cell}{bearing} in {where}, {feeding(bench, entry)}."
