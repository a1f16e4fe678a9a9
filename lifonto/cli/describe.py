"""``lifonto describe``: one term, with everything that is known about it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from lifonto.ask.description import Axiom, Description, asserted_graph, describe
from lifonto.ask.store import open_store, release_sources
from lifonto.ask.terms import TermIndex
from lifonto.cli.options import format_of, home_of, ontology
from lifonto.tables.prefixes import Prefixes


@click.command(name="describe")
@click.argument("term")
@ontology
@format_of("text", "json")
def command(term: str, home: Path | None, format_: str) -> None:
    """Show a TERM found by label, synonym, CURIE or IRI: definition, parents, relations in Manchester, evidence."""
    home = home_of(home)
    store = open_store(release_sources(home))
    index = TermIndex.of(store, Prefixes.read(home / "prefixes.tsv"))
    found = describe(store, asserted_graph(home), index, term)
    click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1) if format_ == "json" else page(found))


def page(found: Description) -> str:
    """Lay *found* out for a terminal."""
    lines = [f"{found.label}  {found.curie}"]
    if found.definition:
        lines += ["", found.definition]
    if found.synonyms:
        lines += ["", "also called: " + ", ".join(found.synonyms)]
    lines += section("is a", found.parents)
    lines += section("is a, by inference", found.inferred_parents)
    lines += section("is the same as", cited(found.equivalents))
    lines += section("stated", cited(found.axioms))
    lines += section("follows", found.inferred_links)
    records = (f"{curie}  {text}  [{', '.join(sources)}]" for curie, (text, sources) in found.statements.items())
    lines += section("statements about it", tuple(records))
    return "\n".join(lines)


def section(title: str, lines: tuple[str, ...]) -> list[str]:
    """Return *lines* under *title*, or nothing where there are none."""
    return ["", title, *(f"  {line}" for line in lines)] if lines else []


def cited(axioms: tuple[Axiom, ...]) -> tuple[str, ...]:
    """Return each axiom with its citations and records in brackets."""
    return tuple(f"{a.text}  [{', '.join([*a.sources, *a.records])}]" if a.sources else a.text for a in axioms)
