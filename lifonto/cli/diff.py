"""``lifonto diff``: what changed between two versions."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lifonto.cli.options import format_of
from lifonto.errors import LifontoError

if TYPE_CHECKING:
    from lifonto.reason.difference import Difference
    from lifonto.reason.reasoners.classification import Reasoner
    from lifonto.reason.reasoners.taxonomy import Taxonomy

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

    Each is an ontology file of any syntax, a release folder, or an ontology folder, whose tables are compiled:
    `lifonto diff ontology/release ontology` says what the tables have that the release does not. The exit status is 0
    where nothing differs, 1 where something does, and 2 where they cannot be compared.
    """
    from lifonto.reason.difference import difference
    from lifonto.reason.reasoners.classification import reasoner_named
    from lifonto.reason.reasoners.rust import axioms_of

    reasoner = reasoner_named("rustdl", saturation_only=el)
    try:
        documents, names = zip(*map(version, (old, new)), strict=True)
        before, after = (reasoner.taxonomy(each) for each in documents)
        stated_before, stated_after = (axioms_of(each) for each in documents)
        notes = [f"of {side}: {note}" for side, note in told(reasoner, documents, (before, after))]
    except LifontoError as error:
        click.echo(f"lifonto: {error}", err=True)
        sys.exit(2)
    labels = names[0] | names[1]
    found = difference((stated_before, stated_after), (before, after), lambda iri: labels.get(iri, iri))
    for note in notes:
        click.echo(f"the reasoner says {note}", err=True)
    said = {**asdict(found), "notes": notes}
    click.echo(json.dumps(said, ensure_ascii=False, indent=1) if format_ == "json" else page(found, format_))
    if found:
        sys.exit(1)


def version(place: Path) -> tuple[bytes, dict[str, str]]:
    """Return the RDF/XML and the labels of the version at *place*: a file, a release folder, or tables."""
    from lifonto.reason.ontology.files import labels_of, read

    if (place / "metadata.toml").is_file():
        from rdflib import RDFS

        from lifonto.rdf.writing import to_rdfxml
        from lifonto.release import compile_tables

        graph = compile_tables(place)[1]
        return to_rdfxml(graph), {str(term): str(label) for term, label in graph.subject_objects(RDFS.label)}
    file = place / "lifonto.owl" if place.is_dir() else place
    return read(file), labels_of(file)


def told(
    reasoner: Reasoner, documents: tuple[bytes, ...], taxonomies: tuple[Taxonomy, Taxonomy]
) -> Iterator[tuple[str, str]]:
    """Yield what the reasoner left out of each version, or could not tell of it."""
    for side, document, taxonomy in zip(("OLD", "NEW"), documents, taxonomies, strict=True):
        for note in dict.fromkeys([*reasoner.left_out(document), *taxonomy.notes]):
            yield side, note


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
