"""``lifonto reason``: what follows from any ontology."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from lifonto.reason.links.inference import Inferences
    from lifonto.reason.values.ontology import Ontology

SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
SAME = "http://www.w3.org/2002/07/owl#equivalentClass"
SECONDS = 30.0  # for the cases of a large foreign ontology; the release is held to HermiT by the tests, and gets none
Triples = Iterable[tuple[str, str, str]]
REASONERS = ("rustdl", "hermit", "konclude")
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
@click.option("--reasoner", type=click.Choice(REASONERS), default="rustdl", show_default=True)
@click.option(
    "--verify", is_flag=True, help="Compare the hierarchy with what HermiT and Konclude find, where they are."
)
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
    verify: bool,
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
    from lifonto.proof import is_proven
    from lifonto.reason.documents.files import read
    from lifonto.reason.links.inference import infer
    from lifonto.reason.reasoners.classification import reasoner_named

    began = time.monotonic()
    chosen = files or (ontology_folder() / "release" / "lifonto.ofn",)  # which is read fastest
    with progress() as tell:
        tell("reading")
        ontology = read(*chosen)
        wanted = along(relations, ontology) if links else []
        tell("classifying")
        proven = len(chosen) == 1 and is_proven(chosen[0])
        patience = seconds if seconds is not None else 0 if proven or not files else SECONDS
        back_end = reasoner_named(reasoner, saturation_only=el, seconds=patience, proven=proven)
        found = infer(ontology, wanted, back_end, tell=tell)
        tell("writing")
        pairs, triples = without_redundancy(ontology, found) if direct else (found.subclasses, found.existentials)
        if links_to:
            write(links_to, triples)
        write(output, ((sub, SUBCLASS, sup) for sub, sup in pairs), () if links_to else triples, same(found))
        differing = verified(ontology, found, tell) if verify else False
    report(found, time.monotonic() - began)
    if found.unsatisfiable or differing:
        sys.exit(1)


def verified(ontology: Ontology, found: Inferences, tell: Callable[[str], None]) -> bool:
    """Say how the hierarchy *found* compares with that of each other reasoner there is; tell whether any differs."""
    from lifonto.reason.reasoners.referees import compared

    differing = False
    for said in compared(ontology, found.taxonomy, tell):
        click.echo(said.text, err=True)
        differing |= said.differs
    return differing


def along(asked: Iterable[str], ontology: Ontology) -> list[str]:
    """Return the relations *asked* for, by whatever name, or else those in use."""
    from lifonto.reason.values.relations import relation_named, relations_in_use

    return [relation_named(each, ontology, ontology.labels) for each in asked] or relations_in_use(ontology)


def without_redundancy(ontology: Ontology, found: Inferences) -> tuple[Iterable[tuple[str, str]], Triples]:
    """Return the direct superclasses, and the links that no other implies."""
    from lifonto.reason.links import relation_graph
    from lifonto.reason.reasoners.rustdl_calls import subrelations

    pairs = ((sub, sup) for sub in found.taxonomy.above for sup in found.taxonomy.parents(sub))
    links = relation_graph.without_redundancy(found.existentials, found.taxonomy, subrelations(ontology))
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
    whole = "complete" if found.complete else "not known to be complete: see above"
    click.echo(f"{counted}; {whole}; {seconds:.1f} s; peak memory {peak()} MB", err=True)
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
