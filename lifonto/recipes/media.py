"""Media: what is in them and, where their whole make-up is known, what is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lifonto.recipes.bench import Bench, Entry
from lifonto.recipes.ingredients import HOLDS, cited, split, without
from lifonto.recipes.written import Told, either, standard


def media(bench: Bench) -> Iterator[Told]:
    """Yield each medium: defined where its make-up is known, else only said to hold what it is known to hold."""
    for name, entry in bench["media"].items():
        told, parts = standard(entry), [each for each in bench.parts(name) if each != name]
        defined = entry.one("composition") == "whole" and name not in bench["ingredients"]
        held = [] if defined else [f"{HOLDS}{part}" for part in parts]
        basal = ["'culture medium'"] if name not in bench["ingredients"] else []
        yield told | {
            "definition": told.get("definition") or described(bench, entry, parts),
            "definition source": told.get("definition source") or cited(entry),
            "parent": [*basal, *held, *split(told.get("parent"))],
            "parent source": cited(entry),
            "definition in logic": holding(bench, parts) if defined else "",
            "logic source": cited(entry) if defined else "",
        }


def described(bench: Bench, entry: Entry, parts: Iterable[str]) -> str:
    """Return a definition of the medium in *entry*."""
    if entry.id in bench["ingredients"]:
        return ""
    names = either(called(bench, part) for part in parts)
    if entry.one("composition") == "whole":
        return f"A culture medium, {entry.name}, of {names}, with nothing else added that acts on cells."
    return f"A culture medium, {entry.name}, whose whole make-up was not seen; known of it: {names}."


def called(bench: Bench, name: str) -> str:
    """Return what an ingredient or a kind is called."""
    return (bench["ingredients"].get(name) or bench["kinds"][name]).name


def holding(bench: Bench, parts: Iterable[str]) -> str:
    """Return the expression for a medium that holds *parts* and nothing else that acts."""
    parts = list(parts)
    lacking = [without(bench, kind) for kind in bench.lacking(parts)]
    return " and ".join(["'culture medium'", *(f"{HOLDS}{part}" for part in parts), *lacking])


def base(name: str) -> str:
    """Return the identifier of the class of media that are made on the medium *name*."""
    return f"LIFC:base.{name.replace(':', '_')}"


def bases(bench: Bench) -> Iterator[Told]:
    """Yield the class of media made on each base: by name or, where the base is known by its parts, mixed of them."""
    for name, entry in bench["media"].items():
        if not entry.says("is base"):
            continue
        parts = entry.says("known by")
        named, mixed = base(name).replace("base.", "named."), base(name).replace("base.", "mixed.")
        whole = {"definition source": cited(entry), "parent": "'culture medium'"}
        yield whole | {
            "id": base(name),
            "label": f"medium made on {entry.name}",
            "definition": f"A culture medium that {entry.name}, or all that it is known by, is a part of.",
            "definition in logic": f"{named} or {mixed}" if parts else f"{HOLDS}{name}",
        }
        if parts:
            yield whole | {
                "id": named,
                "label": f"medium with {entry.name} by name",
                "definition": f"A culture medium that {entry.name} is a part of.",
                "definition in logic": f"'culture medium' and {HOLDS}{name}",
            }
            yield whole | {
                "id": mixed,
                "label": f"medium with all that {entry.name} is known by",
                "definition": f"A culture medium that holds {either(called(bench, part) for part in parts)}.",
                "definition in logic": " and ".join(["'culture medium'", *(f"{HOLDS}{part}" for part in parts)]),
            }
