"""``lifonto diff``: what changed between two versions."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lifonto.cli.options import format_of
from lifonto.errors import LifontoError, ReasoningError, plainly

if TYPE_CHECKING:
    from lifonto.reason.explanation.difference import Difference
    from lifonto.reason.reasoners.reasoner import Reasoner
    from lifonto.reason.reasoners.taxonomy import Taxonomy
    from lifonto.reason.values.ontology import Ontology

TITLES = {
    "header": "The ontology itself",
    "declarations": "Declarations",
    "axioms": "Axioms stated",
    "annotations": "Labels, definitions and other annotations",
    "of_axioms": "Annotations of axioms",
    "inferences": "Inferences between classes of both versions",
    "unsatisfiable": "Classes that can have no instances",
}
LOGICAL = ("axioms", "inferences", "unsatisfiable")


@click.command(name="diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--only", type=click.Choice(["logical"]), help="Compare axioms and inferences, no labels or annotations.")
@click.option("--el", is_flag=True, help="Stay within OWL 2 EL: quick for tens of thousands of classes.")
@format_of("text", "markdown", "json")
def command(old: Path, new: Path, only: str | None, el: bool, format_: str) -> None:
    """Say all that differs between OLD and NEW: axioms, annotations, inferences, with labels.

    Each is an ontology file of any syntax, a release folder, or an ontology folder, whose tables are compiled:
    `lifonto diff ontology/release ontology` says what the tables have that the release does not. The order of operands
    is no difference. Of a version whose axioms contradict each other, what is stated is compared, and a note says
    so. The exit status is 0 where nothing differs, 1 where something does, and 2 where one cannot be read.
    """
    from lifonto.reason.explanation.difference import difference
    from lifonto.reason.reasoners.classification import reasoner_named

    reasoner = reasoner_named("rustdl", saturation_only=el)
    try:
        before, after = map(version, (old, new))
    except LifontoError as error:
        click.echo(f"lifonto: {plainly(error)}", err=True)
        sys.exit(2)
    sides = [("OLD", before, *hierarchy(before, reasoner)), ("NEW", after, *hierarchy(after, reasoner))]
    notes = [f"of {side}: {note}" for side, value, _, told in sides for note in (*value.notes, *told)]
    taxonomies = sides[0][2], sides[1][2]
    parts = LOGICAL if only else tuple(TITLES)
    found = difference(before, after, taxonomies, naming(before.labels | after.labels)).only(parts)
    for note in notes:
        click.echo(f"the reasoner says {note}", err=True)
    said = {**{part: asdict(getattr(found, part)) for part in parts}, "notes": notes}
    click.echo(json.dumps(said, ensure_ascii=False, indent=1) if format_ == "json" else page(found, format_))
    if found:
        sys.exit(1)


def hierarchy(ontology: Ontology, reasoner: Reasoner) -> tuple[Taxonomy | None, tuple[str, ...]]:
    """Return the hierarchy of *ontology*, None where it cannot be found, and what is to be said of it."""
    try:
        found = reasoner.taxonomy(ontology)
    except ReasoningError as error:
        return None, (f"{error}; what follows is not compared, only what is stated",)
    return found, found.notes


def version(place: Path) -> Ontology:
    """Return the version at *place*: a file, a release folder, or tables."""
    from lifonto.reason.documents.encodings import is_folder
    from lifonto.reason.documents.files import read

    if is_folder(place) and (place / "metadata.toml").is_file():
        from lifonto.rdf.writing import to_ntriples
        from lifonto.reason.documents.files import parsed
        from lifonto.release import compile_tables

        return parsed(to_ntriples(compile_tables(place)[1]), "nt", annotations=True)
    return read(place / "lifonto.owl" if is_folder(place) else place, annotations=True)


def naming(labels: Mapping[str, str]) -> Callable[[str], str]:
    """Return what to call each IRI: its label, unless another has the same."""
    counts = Counter(labels.values())
    unique = {iri: label for iri, label in labels.items() if counts[label] == 1}
    return lambda iri: unique.get(iri, iri)


def page(found: Difference, format_: str) -> str:
    """Lay *found* out as text or Markdown."""
    lines: list[str] = []
    for part, title in TITLES.items():
        change = getattr(found, part)
        if change:
            lines += ["", f"## {title}" if format_ == "markdown" else title, ""]
            if format_ == "markdown":
                lines += [f"- added: `{each}`" for each in change.added]
                lines += [f"- removed: `{each}`" for each in change.removed]
            else:
                lines += [f"+ {each}" for each in change.added] + [f"- {each}" for each in change.removed]
    return "\n".join(lines).strip() or "nothing differs"
