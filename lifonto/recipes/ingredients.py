"""Kinds of ingredient, the media that lack them, and what each ingredient is and is not."""

from __future__ import annotations

from collections.abc import Iterator

from lifonto.recipes.bench import Bench, Entry
from lifonto.recipes.written import Told, either, standard

HOLDS = "'has ingredient' some "


def without(bench: Bench, kind: str) -> str:
    """Return the identifier of the class of media without *kind*."""
    return bench["kinds"][kind].one("absence") or f"LIFC:without.{kind.replace(':', '_')}"


def kinds(bench: Bench) -> Iterator[Told]:
    """Yield each kind of ingredient, below its wider kinds; what never acts is of no kind that does."""
    for entry in bench["kinds"].values():
        told = standard(entry)
        neutral = entry.one("acts") == "no" and not entry.says("kind of")
        yield told | {
            "parent": [*entry.says("kind of"), *split(told.get("parent"))],
            "never": bench.widest(bench.acting) if neutral else [],
        }


def absences(bench: Bench) -> Iterator[Told]:
    """Yield the class of media without each kind; what lacks a kind lacks the kinds below it."""
    for kind in bench.acting:
        entry = bench["kinds"][kind]
        below = [without(bench, each) for each in bench.acting if kind in bench["kinds"][each].says("kind of")]
        yield {
            "id": without(bench, kind),
            "label": f"medium without {entry.name}",
            "definition": f"A culture medium that holds no {entry.name}.",
            "definition source": standard(entry).get("definition source", ""),
            "parent": ["'culture medium'", f"not ({HOLDS}{kind})", *below],
        }


def ingredients(bench: Bench) -> Iterator[Told]:
    """Yield each ingredient: of its kinds, of none of the others, save those that are open."""
    for name, entry in bench["ingredients"].items():
        neutral = all(bench["kinds"][kind].one("acts") == "no" for kind in entry.says("counts"))
        told, kinds = standard(entry), [each for each in entry.says("counts") if each != name]
        yield told | {
            "definition": told.get("definition") or described(bench, entry),
            "definition source": told.get("definition source") or cited(entry),
            "parent": [*kinds, *split(told.get("parent"))] or (["'material entity'"] if is_ours(entry) else []),
            "parent source": cited(entry),
            "never": [] if neutral and not entry.says("open") else bench.lacking([name]),
        }


def described(bench: Bench, entry: Entry) -> str:
    """Return a definition of the ingredient in *entry*, where it is a term of ours."""
    if not is_ours(entry):
        return ""
    told = either(bench["kinds"][kind].name for kind in entry.says("counts"))
    if not entry.says("counts"):
        told = f"nothing for certain, and may be {either(bench['kinds'][kind].name for kind in entry.says('open'))}"
    return f"An ingredient of culture media, {entry.name}, that counts as {told}."


def is_ours(entry: Entry) -> bool:
    """Tell whether *entry* is a term of this ontology, which no other gives a parent."""
    return entry.id.startswith("LIFO:")


def cited(entry: Entry) -> tuple[str, ...]:
    """Return the sources of *entry*."""
    return entry.says("source")


def split(text: object) -> list[str]:
    """Return the values in a cell."""
    return [each.strip() for each in str(text or "").split("|") if each.strip()]
