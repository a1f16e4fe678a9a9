"""``lifonto module``: the part of an ontology that says all, or enough, about some of its terms."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lifonto.errors import LifontoError, NotFound, ReasoningError

if TYPE_CHECKING:
    from lifonto.ask.terms import TermIndex
    from lifonto.reason.values.axioms import Axiom
    from lifonto.reason.values.ontology import Ontology

METHODS = ("star", "bottom", "top", "mireot", "subset")
KEEP_ALL = ("star", "bottom", "top")  # every entailment about the terms
FILE = click.Path(dir_okay=False, path_type=Path)
LIST = click.Path(path_type=Path)


@click.command(name="module")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--terms", "named", multiple=True, metavar="TERM", help="A label, CURIE or IRI; may be repeated.")
@click.option("--terms-from", "lists", multiple=True, type=LIST, help="A file with one term a line; # begins a remark.")
@click.option("--method", type=click.Choice(METHODS), default="star", show_default=True)
@click.option("--relation", "relations", multiple=True, help="Keep what is said along this relation; may be repeated.")
@click.option("--no-individuals", is_flag=True, help="Leave out axioms about individuals.")
@click.option("--verify", is_flag=True, help="Have a complete reasoner compare the module with the whole.")
@click.option("-o", "--output", type=FILE, help="Where to write (default: stdout).")
def command(
    files: tuple[Path, ...],
    named: tuple[str, ...],
    lists: tuple[Path, ...],
    method: str,
    relations: tuple[str, ...],
    no_individuals: bool,
    verify: bool,
    output: Path | None,
) -> None:
    """Take from the ontology in FILES what bears on some terms, and write it in functional syntax.

    star, bottom and top keep every entailment about the terms, of which star is the smallest; bottom keeps all that is
    above them, top all that is below, too. mireot keeps the terms and the names above them; subset the terms alone,
    with what joins them, told or inferred.
    """
    from lifonto.ask.ontology import prefixes_for
    from lifonto.ask.terms import TermIndex
    from lifonto.exchange.functional import functional
    from lifonto.reason.documents.files import read
    from lifonto.reason.modules.extraction import part_of
    from lifonto.reason.values.relations import relation_named

    whole = read(*files, annotations=True)
    prefixes = prefixes_for(whole)
    terms = found(TermIndex.of_labels(whole.labels, (each.iri for each in whole.entities), prefixes), named, lists)
    along = [relation_named(each, whole, whole.labels) for each in relations]
    axioms, notes = taken(whole, method, terms, along, without_individuals=no_individuals)
    module = part_of(whole, axioms, [*terms, *along])
    written = functional(module, prefixes)
    differing = verify and not is_kept(whole, module, [*terms, *along], method)
    if output:
        output.write_bytes(written)
    else:
        sys.stdout.buffer.write(written)
    for note in (*whole.notes, *notes):
        click.echo(f"note: {note}", err=True)
    click.echo(f"{len(terms)} terms; {len(axioms)} of {len(whole.axioms)} axioms", err=True)
    if differing:
        sys.exit(1)


def found(index: TermIndex, named: Sequence[str], lists: Sequence[Path]) -> list[str]:
    """Return the terms that are *named*, or listed in files; raises LifontoError with every name that is not known."""
    from lifonto.reason.documents.texts import text_in

    asked = [("--terms", name) for name in named]
    for file in lists:
        lines = text_in(file).splitlines()
        asked += [(f"{file}, line {n}", line.partition(" #")[0].strip()) for n, line in enumerate(lines, 1)]
    terms, faults = [], []
    for place, name in asked:
        if name and not name.startswith("#"):
            try:
                terms.append(index.find(name))
            except NotFound as error:
                faults.append(f"{place}: {error}")
    if faults:
        raise LifontoError("\n".join(faults))
    if not terms and lists:
        raise LifontoError(f"{lists[0]} has no terms in it: write one a line")
    if not terms:
        raise click.UsageError("name the terms with --terms or --terms-from")
    return list(dict.fromkeys(terms))


def taken(
    whole: Ontology, method: str, terms: list[str], along: list[str], *, without_individuals: bool
) -> tuple[set[Axiom], tuple[str, ...]]:
    """Return the axioms that *method* takes from *whole*, and what has to be said of them."""
    from lifonto.reason.links import hierarchy
    from lifonto.reason.modules import extraction
    from lifonto.reason.reasoners.classification import reasoner_named
    from lifonto.reason.values.axioms import OF_INDIVIDUALS

    if method == "subset":
        return hierarchy.subset(whole, terms, along, reasoner_named("rustdl"))
    notes: tuple[str, ...] = ()
    axioms = whole.axioms
    if without_individuals:
        axioms = tuple(each for each in axioms if each.kind not in OF_INDIVIDUALS)
        notes = (f"left out: {len(whole.axioms) - len(axioms)} axioms about individuals",)
    if method == "mireot":
        return hierarchy.mireot(axioms, terms), notes
    return getattr(extraction, method)(axioms, [*terms, *along]), notes


def is_kept(whole: Ontology, module: Ontology, terms: list[str], method: str) -> bool:
    """Say how *module* compares with *whole* in what they entail about *terms*; tell whether nothing differs."""
    from lifonto.reason.links.kept import compare
    from lifonto.reason.reasoners.classification import reasoner_named
    from lifonto.reason.reasoners.referees import REFEREES

    for name in REFEREES:
        try:
            result = compare(whole, module, terms, reasoner_named(name))
        except ReasoningError as error:
            click.echo(f"{name} was not asked: {error}", err=True)
            continue
        said = f"{len(result.lost)} lost, {len(result.gained)} gained, of {result.total} entailments"
        click.echo(f"{name} compares the module with the whole: {said}", err=True)
        for entailment in [*sorted(result.lost), *sorted(result.gained)][:10]:
            click.echo(f"  {'lost' if entailment in result.lost else 'gained'}: {' '.join(entailment)}", err=True)
        return not result.gained and not (result.lost and method in KEEP_ALL)
    raise LifontoError("--verify wants Konclude or HermiT (with Java), and neither is here")
