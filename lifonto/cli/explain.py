"""``lifonto explain``: why something follows, or what is missing for it to."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lifonto.cli.options import format_of, home_of, ontology

if TYPE_CHECKING:
    from lifonto.ask.terms import TermIndex


@click.command(name="explain")
@click.argument("sub", metavar="TERM")
@click.argument("sup", metavar="[SUPERCLASS]", required=False)
@click.option("--not", "missing", is_flag=True, help="Say what is missing for it to follow.")
@click.option("--repair", is_flag=True, help="Say which axioms to remove so that it no longer follows.")
@click.option("--limit", type=click.IntRange(1, 50), default=3, show_default=True, help="At most so many explanations.")
@ontology
@format_of("text", "json")
def command(
    sub: str, sup: str | None, missing: bool, repair: bool, limit: int, home: Path | None, format_: str
) -> None:
    """Say why TERM is a kind of SUPERCLASS: every smallest set of axioms it follows from, with citations.

    Both are labels, synonyms, CURIEs, or class expressions in Manchester syntax. Without SUPERCLASS: why TERM can
    have no instances. The exit status is 1 where there is nothing to explain.
    """
    from lifonto.ask.store import open_store, release_sources
    from lifonto.ask.terms import TermIndex
    from lifonto.tables.prefixes import Prefixes

    home = home_of(home)
    index = TermIndex.of(open_store(release_sources(home)), Prefixes.read(home / "prefixes.tsv"))
    rdfxml = (home / "release" / "lifonto.owl").read_bytes()
    said = why_not(rdfxml, sub, sup, index) if missing else why(rdfxml, home, (sub, sup), index, limit, repair=repair)
    click.echo(json.dumps(said, ensure_ascii=False, indent=1) if format_ == "json" else said["text"])
    if not said["found"]:
        raise SystemExit(1)


def why(
    rdfxml: bytes, home: Path, asked: tuple[str, str | None], index: TermIndex, limit: int, *, repair: bool
) -> dict[str, object]:
    """Explain what was *asked*, or say how to make it no longer follow."""
    from lifonto.ask.description import asserted_graph
    from lifonto.ask.explanation import lines, read
    from lifonto.owl.expressions import Named
    from lifonto.reason.documents import NOTHING
    from lifonto.reason.justification import Explanations

    sub, sup = read(asked[0], index.find), read(asked[1], index.find) if asked[1] else Named(NOTHING)
    explanations = Explanations(rdfxml)
    found = (explanations.repairs if repair else explanations.of_subclass)(sub, sup, limit)
    asserted = asserted_graph(home)
    written = [lines(each, asserted, index) for each in found]
    title = "Remove" if repair else "Because"
    blocks = [
        "\n".join([f"{title} ({n} of {len(written)})", *(f"  {line.text()}" for line in block)])
        for n, block in enumerate(written, 1)
    ]
    text = "\n\n".join(blocks) or "it does not follow; `lifonto explain --not` says what is missing"
    return {"found": bool(found), "explanations": [[asdict(line) for line in each] for each in written], "text": text}


def why_not(rdfxml: bytes, sub: str, sup: str | None, index: TermIndex) -> dict[str, object]:
    """Say what is missing for *sub* to be a kind of *sup*."""
    from lifonto.ask.explanation import gap_lines, read
    from lifonto.owl.manchester import render
    from lifonto.reason.gap import gap
    from lifonto.reason.justification import Explanations
    from lifonto.reason.knowledge import KnowledgeBase

    if sup is None:
        raise click.UsageError("--not wants two terms: what is missing for the first to be a kind of the second")
    found = gap(KnowledgeBase.of(rdfxml), Explanations(rdfxml).axioms, read(sub, index.find), read(sup, index.find))
    return {
        "found": not found.follows,
        "nearest": [index.call(each) for each in found.nearest],
        "conjuncts": [{"expression": render(each, index.call), "met": met} for each, met in found.conjuncts],
        "excluded": found.excluded,
        "text": "it does follow; nothing is missing" if found.follows else "\n".join(gap_lines(found, index.call)),
    }
