"""``lifonto reason``: what follows from any ontology."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from lifonto.reason.reasoners.classification import Inferences

SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
SAME = "http://www.w3.org/2002/07/owl#equivalentClass"
SECONDS = 30.0  # for the cases of a large foreign ontology; the release is held to HermiT by the tests, and gets none
Triples = Iterable[tuple[str, str, str]]
OUTPUT = click.Path(dir_okay=False, path_type=Path)


@click.command(name="reason")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=OUTPUT, help="Where to write (default: stdout).")
@click.option("--links-to", type=OUTPUT, help="Write the links there, as a graph of their own.")
@click.option(
    "--relation", "relations", multiple=True, metavar="RELATION", help="Links along this one; may be repeated."
)
@click.option("--links/--no-links", default=True, help="Write existential links (along the relations in use).")
@click.option("--direct", is_flag=True, help="Leave out what other inferences imply.")
@click.option("--el", is_flag=True, help="Stay within OWL 2 EL: quick for tens of thousands of classes.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=0),
    help=f"Patience with case analysis where it may take long (default: {SECONDS:g}; none for the release).",
)
@click.option("--reasoner", type=click.Choice(["rustdl", "hermit"]), default="rustdl", show_default=True)
def command(
    files: tuple[Path, ...],
    output: Path | None,
    links_to: Path | None,
    relations: tuple[str, ...],
    links: bool,
    direct: bool,
    el: bool,
    seconds: float | None,
    reasoner: str,
) -> None:
    """Classify the ontology in FILES and write what follows as N-Triples, which any reader of Turtle reads.

    Without FILES the installed release is classified.

    FILES are OBO, RDF/XML, Turtle, N-Triples, JSON-LD, functional, Manchester or OWL/XML, told by content and packed or
    not; several are taken together.
    Links between named classes (every A SubClassOf r some B that follows) are written as one triple each; RELATION is
    a label, a CURIE or an IRI. The exit status is 1 where a class can have no instances, or the axioms contradict each
    other.
    """
    from lifonto.cli.progress import progress
    from lifonto.home import ontology_folder
    from lifonto.reason.ontology.files import read
    from lifonto.reason.reasoners.classification import infer, reasoner_named

    began = time.monotonic()
    chosen = files or (ontology_folder() / "release" / "lifonto.owl",)
    patience = (SECONDS if files else 0) if seconds is None else seconds
    with progress() as tell:
        tell("reading")
        document = read(*chosen)
        wanted = along(relations, chosen, document) if links else []
        tell("classifying")
        found = infer(document, wanted, reasoner_named(reasoner, saturation_only=el, seconds=patience), tell=tell)
        tell("writing")
        pairs, triples = without_redundancy(document, found) if direct else (found.subclasses, found.existentials)
        if links_to:
            write(links_to, triples)
        write(output, ((sub, SUBCLASS, sup) for sub, sup in pairs), () if links_to else triples, same(found))
    report(found, time.monotonic() - began)
    if found.unsatisfiable:
        sys.exit(1)


def along(asked: Iterable[str], files: Iterable[Path], document: bytes) -> list[str]:
    """Return the relations *asked* for, by whatever name, or else those in use."""
    from lifonto.reason.ontology.files import labels_of
    from lifonto.reason.reasoners.relations import relation_named, relations_in_use

    labels = {iri: label for file in files for iri, label in labels_of(file).items()} if asked else {}
    return [relation_named(each, document, labels) for each in asked] or relations_in_use(document)


def without_redundancy(document: bytes, found: Inferences) -> tuple[Iterable[tuple[str, str]], Triples]:
    """Return the direct superclasses, and the links that no other implies."""
    from lifonto.reason.reasoners import relation_graph
    from lifonto.reason.reasoners.rust import subrelations

    pairs = ((sub, sup) for sub in found.taxonomy.above for sup in found.taxonomy.parents(sub))
    links = relation_graph.without_redundancy(found.existentials, found.taxonomy, subrelations(document))
    return pairs, links


def same(found: Inferences) -> Triples:
    """Yield the equivalences."""
    return ((left, SAME, right) for left, right in found.equivalents)


def write(file: Path | None, *parts: Triples) -> None:
    """Write *parts* as N-Triples, each in order, to *file* or to standard output."""
    text = "".join(line for part in parts for line in sorted(f"<{s}> <{p}> <{o}> .\n" for s, p, o in part))
    if file:
        file.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)


def report(found: Inferences, seconds: float) -> None:
    """Say on standard error what the reasoner could not tell, how much was found, and what it took."""
    for note in found.notes:
        click.echo(f"the reasoner says: {note}", err=True)
    counted = (
        f"{len(found.taxonomy.above)} classes, {len(found.subclasses)} subclass pairs, {len(found.existentials)} links"
    )
    click.echo(f"{counted}; {seconds:.1f} s; peak memory {peak()} MB", err=True)
    if found.unsatisfiable:
        some = ", ".join(sorted(found.unsatisfiable)[:20])
        click.echo(f"{len(found.unsatisfiable)} can have no instances: {some}", err=True)


def peak() -> int:
    """Return the most memory that this process, or HermiT's, has used, in megabytes; 0 where the system keeps it."""
    try:
        import resource
    except ImportError:
        return 0
    used = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return used // (1024 if sys.platform == "linux" else 1024**2)
