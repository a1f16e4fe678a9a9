"""A plan in plain sentences, what wants a person first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lifonto.imports.refresh import Plan
from lifonto.imports.table import Term

PLACES = 6  # of one label that are named; the build names them all


def lines(plan: Plan) -> Iterator[str]:
    """Yield every change, a line each under headings, and a last line that counts them."""
    yield from section("obsolete in the source; the rows stay until you replace them", obsolete(plan))
    yield from section("not in the source; the rows stay as they are", map(naming, plan.vanished))
    yield from section("renamed", renamed(plan))
    yield from section("not brought along, since another term has the label", clashes(plan))
    yield from section(
        "above these the source has nothing that is imported; they keep the parents we gave them",
        map(naming, plan.roots),
    )
    moved = [each for each in plan.parents if each.lost]
    yield from section(
        "moved: no longer below what they were",
        (f"{each.curie} {each.label}: not {listed(each.lost)}; now {listed(each.after)}" for each in moved),
    )
    yield from section(
        "other parents",
        (
            f"{each.curie} {each.label}: {listed(each.before)} → {listed(each.after)}"
            for each in plan.parents
            if not each.lost
        ),
    )
    yield from section("new", map(with_parents, plan.added))
    yield from section("brought along, since imported terms meet there", map(with_parents, plan.brought))
    yield (
        f"{plan.table.name}: {plan.terms} terms as of {plan.version}; {len(plan.renamed)} renamed, "
        f"{len(plan.parents)} with other parents, {len(plan.added) + len(plan.brought)} more, "
        f"{len(plan.obsolete)} obsolete, {len(plan.vanished)} not in the source"
    )


def section(title: str, said: Iterable[str]) -> Iterator[str]:
    """Yield *title* and what belongs under it, where there is any."""
    if found := list(said):
        yield f"{title} ({len(found)}):"
        yield from (f"  {each}" for each in found)


def obsolete(plan: Plan) -> Iterator[str]:
    for term, successors, places in plan.obsolete:
        instead = f"use {' or '.join(successors)}" if successors else "nothing is named in its place"
        yield f"{naming(term)}: {instead}{named_in(places)}"


def renamed(plan: Plan) -> Iterator[str]:
    for curie, old, new, places in plan.renamed:
        yield f"{curie} {old} → {new}{named_in(places)}"


def clashes(plan: Plan) -> Iterator[str]:
    for curie, label, others in plan.clashes:
        yield f"{curie} {label}: see {others}"


def named_in(places: list[str]) -> str:
    """Say where the old label must be replaced by hand."""
    if not places:
        return ""
    more = f" and {len(places) - PLACES} more" if len(places) > PLACES else ""
    return f"; mend it in {', '.join(places[:PLACES])}{more}"


def naming(term: Term) -> str:
    return f"{term.curie} {term.label}"


def with_parents(term: Term) -> str:
    return f"{naming(term)}: {', '.join(term.parents)}"


def listed(labels: Iterable[str]) -> str:
    return ", ".join(repr(each) for each in sorted(labels)) or "none"
