"""``lifonto dl``: a class expression asked of the reasoner."""

from __future__ import annotations

import json
from pathlib import Path

import click

from lifonto.cli.options import format_of, home_of, ontology
from lifonto.errors import LifontoError


@click.command(name="dl")
@click.argument("expression")
@click.option("--direct", is_flag=True, help="Only the nearest classes below and above.")
@click.option("--assume", "assumed", multiple=True, metavar="NAME=EXPRESSION", help="Suppose that there is a class so.")
@click.option("--reasoner", type=click.Choice(["rustdl", "hermit"]), default="rustdl", show_default=True)
@ontology
@format_of("text", "json")
def command(
    expression: str, direct: bool, assumed: tuple[str, ...], reasoner: str, home: Path | None, format_: str
) -> None:
    """Find the classes below, above and equal to EXPRESSION, in Manchester syntax over labels, CURIEs or IRIs.

    Example: lifonto dl "cytokine and 'activates' some ('has part' some gp130)"
    """
    from lifonto.ask.explanation import read
    from lifonto.ask.store import open_store, release_sources
    from lifonto.ask.terms import TermIndex
    from lifonto.reason.model.knowledge import KnowledgeBase
    from lifonto.tables.prefixes import Prefixes

    home = home_of(home)
    index = TermIndex.of(open_store(release_sources(home)), Prefixes.read(home / "prefixes.tsv"))
    base = KnowledgeBase.of((home / "release" / "lifonto.owl").read_bytes(), reasoner)
    supposed: dict[str, str] = {}

    def find(name: str) -> str:
        return supposed.get(name) or index.find(name)

    for each in assumed:
        name, equals, meaning = each.partition("=")
        if not equals or not name.strip():
            raise LifontoError(f"--assume wants NAME=EXPRESSION, not {each!r}")
        iri = f"urn:lifonto:assumed:{len(supposed)}"
        base = base.assuming(iri, read(meaning.strip(), find))
        supposed[name.strip()] = iri
    labels = {iri: name for name, iri in supposed.items()}
    answer = base.ask(read(expression, find), direct=direct)
    parts = {
        part: sorted((labels.get(iri) or index.call(iri)) for iri in getattr(answer, part))
        for part in ("equivalents", "superclasses", "subclasses")
    }
    notes = list(dict.fromkeys([*base.reasoner.left_out(base.document), *answer.notes]))
    if format_ == "json":
        click.echo(json.dumps({"satisfiable": answer.satisfiable, **parts, "notes": notes}, ensure_ascii=False))
    else:
        for part, found in parts.items():
            click.echo("\n".join([part, *(f"  {each}" for each in found or ["none"])]))
        if not answer.satisfiable:
            click.echo("nothing can be an instance of it")
        for note in notes:
            click.echo(f"the reasoner says: {note}", err=True)
