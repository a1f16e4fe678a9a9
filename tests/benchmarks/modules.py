"""``python -m tests.benchmarks.modules FILE``: modules beside ROBOT's, and what they keep by Konclude.

Draws signatures of classes, prints for each method the sizes (ours, and the OWL API's where ROBOT is), and how many
entailments about the signature the module lost or gained.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import click

from lifonto.reason.documents.files import read
from lifonto.reason.links.kept import entailments
from lifonto.reason.modules.extraction import bottom, star, top
from lifonto.reason.reasoners.konclude import Konclude
from lifonto.reason.values import functional
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.ontology import Ontology

METHODS = {"BOT": bottom, "TOP": top, "STAR": star}
SIZES = (2, 5, 20, 100, 300)
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "ontology"))


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--signatures", default=50, show_default=True)
@click.option("--robot", "with_robot", default=5, show_default=True, help="Compare so many of them with ROBOT's.")
@click.option("--method", "methods", type=click.Choice(list(METHODS)), multiple=True, default=("BOT", "STAR"))
def main(file: Path, signatures: int, with_robot: int, methods: Sequence[str]) -> None:
    """Print a line for each signature and method, and totals."""
    began = time.monotonic()
    whole = read(file)
    click.echo(f"{file.name}: {len(whole.axioms)} axioms, read in {time.monotonic() - began:.1f} s")
    near = neighbours(whole)
    differing, total, seconds = 0, 0, list[float]()
    for number in range(signatures):
        classes, relations = drawn(whole, near, number)
        terms = [*classes, *relations]
        before, _ = entailments(whole, classes, relations, Konclude())
        total += len(before)
        for name in methods:
            began = time.monotonic()
            axioms = METHODS[name](whole.axioms, terms)
            seconds.append(time.monotonic() - began)
            after, _ = entailments(Ontology(tuple(axioms), whole.declarations), classes, relations, Konclude())
            differing += len(before ^ after)
            theirs = of_robot(whole, terms, name) if number < with_robot else None
            same = "" if theirs is None else f", ROBOT {len(theirs)}, differing {len(theirs ^ axioms)}"
            size = f"{len(classes)} classes, {len(relations)} relations"
            click.echo(f"{size} {name}: {len(axioms)} axioms{same}; {len(before ^ after)} of {len(before)} differ")
    took = f"a module took {statistics.median(seconds):.2f} s (median)"
    click.echo(f"{differing} of {total} entailments lost or gained; {took}")


def neighbours(whole: Ontology) -> dict[str, set[str]]:
    """Return the names that stand in an axiom beside each."""
    near: dict[str, set[str]] = {}
    for axiom in whole.axioms:
        names = axiom.names()
        for each in names:
            near.setdefault(each, set()).update(names)
    return near


def drawn(whole: Ontology, near: dict[str, set[str]], number: int) -> tuple[list[str], list[str]]:
    """Draw the classes and relations of a signature, half of them from what stands beside the other half."""
    chance, size = random.Random(number), SIZES[number % len(SIZES)]  # noqa: S311
    classes, relations = whole.of_kind("Class"), whole.of_kind("ObjectProperty")
    first = chance.sample(sorted(classes), min((size + 1) // 2, len(classes)))
    beside = sorted({name for each in first for name in near.get(each, ())})
    related = [each for each in beside if each in classes]
    second = chance.sample(related, min(size // 2, len(related)))
    return sorted({*first, *second}), [each for each in beside if each in relations][:2]


def of_robot(whole: Ontology, terms: Sequence[str], method: str) -> set[Axiom] | None:
    """Return ROBOT's module, or None where ROBOT is not to be had."""
    import robot

    if robot.missing():
        return None
    with tempfile.TemporaryDirectory() as folder:
        source, names, target = (Path(folder) / name for name in ("whole.ofn", "terms.txt", "module.ofn"))
        source.write_bytes(functional.document(whole.body, "http://example.org/whole"))
        names.write_text("\n".join(terms), encoding="utf-8")
        files = ("--input", source, "--term-file", names, "--output", target)
        robot.robot("extract", "--method", method, "--individuals", "include", *files)
        return set(read(target).axioms)


if __name__ == "__main__":
    main()
