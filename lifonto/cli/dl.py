"""``lifonto dl``: a class expression asked of the reasoner."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lifonto.cli.options import format_of, home_of, ontology
from lifonto.errors import LifontoError

if TYPE_CHECKING:
    from lifonto.reason.queries.knowledge import KnowledgeBase
    from lifonto.reason.queries.supposed import SupposedBase


@click.command(name="dl")
@click.argument("expression")
@click.option("--direct", is_flag=True, help="Only the nearest classes below and above.")
@click.option("--assume", "assumed", multiple=True, metavar="NAME=EXPRESSION", help="Suppose that there is a class so.")
@click.option("--reasoner", type=click.Choice(["rustdl", "hermit", "konclude"]), default="rustdl", show_default=True)
@click.option("--in", "file", type=click.Path(path_type=Path), help="An ontology file of any syntax, not the release.")
@ontology
@format_of("text", "json")
def command(
    expression: str,
    direct: bool,
    assumed: tuple[str, ...],
    reasoner: str,
    file: Path | None,
    home: Path | None,
    format_: str,
) -> None:
    """Find the classes below, above and equal to EXPRESSION, in Manchester syntax over labels, CURIEs or IRIs.

    Example: lifonto dl "cytokine and 'activates' some ('has part' some gp130)"
    """
    from lifonto.ask.explanation import read
    from lifonto.ask.ontology import Ontology
    from lifonto.reason.queries.ready import ReadyBase
    from lifonto.reason.queries.supposed import assuming
    from lifonto.reason.reasoners.classification import reasoner_named

    asked = Ontology.of_file(file) if file else Ontology.of_release(home_of(home))
    index = asked.index
    base: KnowledgeBase | SupposedBase = ReadyBase(asked.value, reasoner_named(reasoner, proven=asked.proven))
    supposed: dict[str, str] = {}

    def find(name: str) -> str:
        return supposed.get(name) or index.find(name)

    for each in assumed:
        name, equals, meaning = each.partition("=")
        if not equals or not name.strip():
            raise LifontoError(f"--assume wants NAME=EXPRESSION, not {each!r}")
        iri = f"urn:lifonto:assumed:{len(supposed)}"
        base = assuming(base, iri, read(meaning.strip(), find))
        supposed[name.strip()] = iri
    labels = {iri: name for name, iri in supposed.items()}
    answer = base.ask(read(expression, find), direct=direct)
    parts = {
        part: sorted((labels.get(iri) or index.call(iri)) for iri in getattr(answer, part))
        for part in ("equivalents", "superclasses", "subclasses")
    }
    notes = list(dict.fromkeys([*asked.value.notes, *answer.notes]))
    if format_ == "json":
        click.echo(json.dumps({"satisfiable": answer.satisfiable, **parts, "notes": notes}, ensure_ascii=False))
    else:
        for part, found in parts.items():
            click.echo("\n".join([part, *(f"  {each}" for each in found or ["none"])]))
        if not answer.satisfiable:
            click.echo("nothing can be an instance of it")
        for note in notes:
            click.echo(f"the reasoner says: {note}", err=True)
