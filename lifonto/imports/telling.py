"""A plan in plain sentences, what wants a person first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from typing import Any

from lifonto.imports.refresh import Label, Parents, Plan
from lifonto.imports.table import Term

PLACES = 6  # of one label that are named; the build names them all


def lines(plan: Plan) -> Iterator[str]:
    """Yield every change, a line each under headings, and a last line that counts them."""
    yield from section("obsolete in the source; the rows stay until you replace them", map(obsolete, plan.obsolete))
    yield from section("not in the source; the rows stay as they are", map(naming, plan.absent))
    yield from section("renamed", map(renamed, plan.renamed))
    yield from section("not brought along, since another term has the label", map(other, plan.clashes))
    yield from section(
        "the same class in the source as another that is imported; keep one", map(other, plan.equivalent)
    )
    rooted = "above these the source has nothing that is imported; they keep the parents we gave them"
    yield from section(rooted, map(naming, plan.roots))
    yield from section("moved: no longer below what they were", (moved(each) for each in plan.parents if each.lost))
    yield from section("other parents", (reparented(each) for each in plan.parents if not each.lost))
    yield from section("new", map(with_parents, plan.added))
    yield from section("brought along, since imported terms meet there", map(with_parents, plan.brought))
    yield (
        f"{plan.table.name}: {plan.terms} terms as of {plan.version}; {len(plan.renamed)} renamed, "
        f"{len(plan.parents)} with other parents, {len(plan.added) + len(plan.brought)} more, "
        f"{len(plan.obsolete)} obsolete, {len(plan.absent)} not in the source"
    )


def as_data(plan: Plan) -> dict[str, Any]:
    """Return the same for programs."""
    parts = {each.name: getattr(plan, each.name) for each in fields(plan) if each.name != "table"}
    changes = {
        name: [asdict(each) for each in part] if isinstance(part, list) else part for name, part in parts.items()
    }
    return {"table": plan.table.name, **changes}


def section(title: str, said: Iterable[str]) -> Iterator[str]:
    """Yield *title* and what belongs under it, where there is any."""
    if found := list(said):
        yield f"{title} ({len(found)}):"
        yield from (f"  {each}" for each in found)


def obsolete(label: Label) -> str:
    instead = f"use {' or '.join(label.instead)}" if label.instead else "nothing is named in its place"
    return f"{naming(label)}: {instead}{named_in(label.places)}"


def renamed(label: Label) -> str:
    return f"{naming(label)} → {label.instead[0]}{named_in(label.places)}"


def other(label: Label) -> str:
    return f"{naming(label)}: see {', '.join(label.instead)}"


def named_in(places: Sequence[str]) -> str:
    """Say where the old label must be replaced by hand."""
    if not places:
        return ""
    more = f" and {len(places) - PLACES} more" if len(places) > PLACES else ""
    return f"; mend it in {', '.join(places[:PLACES])}{more}"


def moved(term: Parents) -> str:
    return f"{naming(term)}: not {listed(term.lost)}; now {listed(term.after)}"


def reparented(term: Parents) -> str:
    return f"{naming(term)}: {listed(term.before)} → {listed(term.after)}"


def naming(term: Term | Label | Parents) -> str:
    return f"{term.curie} {term.label}"


def with_parents(term: Term) -> str:
    return f"{naming(term)}: {', '.join(term.parents)}"


def listed(labels: Iterable[str]) -> str:
    return ", ".join(repr(each) for each in sorted(labels)) or "none"
