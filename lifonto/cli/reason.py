"""``lifonto reason``: what follows from any ontology."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
SAME = "http://www.w3.org/2002/07/owl#equivalentClass"


@click.command(name="reason")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to write (default: stdout)."
)
@click.option(
    "--relation", "relations", multiple=True, metavar="IRI", help="Links along this relation; may be repeated."
)
@click.option("--links/--no-links", default=True, help="Write existential links (along the relations in use).")
@click.option("--direct", is_flag=True, help="Leave out what other inferences imply.")
@click.option("--el", is_flag=True, help="Stay within OWL 2 EL: quick for tens of thousands of classes.")
@click.option("--reasoner", type=click.Choice(["rustdl", "hermit"]), default="rustdl", show_default=True)
def command(
    files: tuple[Path, ...],
    output: Path | None,
    relations: tuple[str, ...],
    links: bool,
    direct: bool,
    el: bool,
    reasoner: str,
) -> None:
    """Classify the ontology in FILES and write what follows as N-Triples, which any reader of Turtle reads.

    Without FILES the installed release is classified.

    FILES are OBO, RDF/XML, Turtle, N-Triples, JSON-LD or functional syntax, gzipped or not. Links between named
    classes (every A SubClassOf r some B that follows) are written as one triple each. The exit status is 1 where a
    class can have no instances, or the axioms contradict each other.
    """
    from lifonto.home import ontology_folder
    from lifonto.reason import files as read_files
    from lifonto.reason.classification import infer, reasoner_named, relations_in_use

    click.echo("reading …", err=True)
    chosen = files or (ontology_folder() / "release" / "lifonto.owl",)
    document = read_files.merge(map(read_files.read, chosen))
    back_end = reasoner_named(reasoner, saturation_only=el)
    click.echo("classifying …", err=True)
    wanted = relations or (relations_in_use(document) if links else ())
    found = infer(document, wanted, back_end, tell=lambda step: click.echo(f"{step} …", err=True))
    for note in found.notes:
        click.echo(f"the reasoner says: {note}", err=True)
    pairs: Iterable[tuple[str, str]] = found.subclasses
    triples: Iterable[tuple[str, str, str]] = found.existentials
    if direct:
        from lifonto.reason.relation_graph import without_redundancy

        pairs = ((sub, sup) for sub in found.taxonomy.above for sup in found.taxonomy.parents(sub))
        triples = without_redundancy(found.existentials, found.taxonomy)
    lines = sorted({*_triples((sub, SUBCLASS, sup) for sub, sup in pairs), *_triples(triples)})
    lines += sorted(_triples((left, SAME, right) for left, right in found.equivalents))
    text = "".join(lines)
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)
    counted = (
        f"{len(found.taxonomy.above)} classes, {len(found.subclasses)} subclass pairs, {len(found.existentials)} links"
    )
    click.echo(f"{counted}; peak memory {peak()} MB", err=True)
    if found.unsatisfiable:
        click.echo(
            f"{len(found.unsatisfiable)} can have no instances: {', '.join(sorted(found.unsatisfiable)[:20])}", err=True
        )
        sys.exit(1)


def _triples(found: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    return (f"<{s}> <{p}> <{o}> .\n" for s, p, o in found)


def peak() -> int:
    """Return the most memory this process has used, in megabytes; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "linux" else 1024**2)
