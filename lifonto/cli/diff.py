"""``lifonto diff``: what changed between two releases."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lifonto.cli.options import format_of

if TYPE_CHECKING:
    from lifonto.reason.difference import Difference

TITLES = {
    "axioms": "Axioms stated",
    "inferences": "Inferences between classes of both versions",
    "unsatisfiable": "Classes that can have no instances",
}


@click.command(name="diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--el", is_flag=True, help="Stay within OWL 2 EL: quick for tens of thousands of classes.")
@format_of("text", "markdown", "json")
def command(old: Path, new: Path, el: bool, format_: str) -> None:
    """Say which axioms and which inferences differ between OLD and NEW, with labels.

    Each is an ontology file of any syntax, or an ontology folder, whose release is taken. The exit status is 0 where
    nothing differs, and 1 where something does.
    """
    from lifonto.reason.classification import reasoner_named
    from lifonto.reason.difference import difference
    from lifonto.reason.files import labels_of, read
    from lifonto.reason.rust import axioms_of

    files = [each / "release" / "lifonto.owl" if each.is_dir() else each for each in (old, new)]
    documents = [read(file) for file in files]
    reasoner = reasoner_named("rustdl", saturation_only=el)
    labels: dict[str, str] = {}
    for file in files:
        labels.update(labels_of(file))
    before, after = (reasoner.taxonomy(each) for each in documents)
    stated_before, stated_after = (axioms_of(each) for each in documents)
    found = difference((stated_before, stated_after), (before, after), lambda iri: labels.get(iri, iri))
    click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1) if format_ == "json" else page(found, format_))
    if found:
        sys.exit(1)


def page(found: Difference, format_: str) -> str:
    """Lay *found* out as text or Markdown."""
    lines: list[str] = []
    for part, title in TITLES.items():
        change = getattr(found, part)
        if change.added or change.removed:
            lines += ["", f"## {title}" if format_ == "markdown" else title, ""]
            if format_ == "markdown":
                lines += [f"- added: `{each}`" for each in change.added]
                lines += [f"- removed: `{each}`" for each in change.removed]
            else:
                lines += [f"+ {each}" for each in change.added] + [f"- {each}" for each in change.removed]
    return "\n".join(lines).strip() or "nothing differs"
