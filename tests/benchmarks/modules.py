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
from lifonto.reason.modules.extraction import bottom, star, top
from lifonto.reason.modules.kept import compare
from lifonto.reason.reasoners.konclude import Konclude
from lifonto.reason.reasoners.taxonomy import Taxonomy
from lifonto.reason.values import functional
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.ontology import Ontology

METHODS = {"BOT": bottom, "TOP": top, "STAR": star}
SIZES = (2, 5, 20, 100, 300)


class Once(Konclude):
    """Konclude, which is asked of *whole* but once: no other part of what is compared takes minutes."""

    def __init__(self, whole: Ontology) -> None:
        self.whole = whole.axioms
        self.known: Taxonomy | None = None

    def taxonomy(self, ontology: Ontology) -> Taxonomy:
        """Return the hierarchy of the named classes of *ontology*."""
        if ontology.axioms != self.whole:
            return super().taxonomy(ontology)
        self.known = self.known or super().taxonomy(ontology)
        return self.known


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
    classes, konclude = sorted(whole.of_kind("Class")), Once(whole)
    differing, seconds = 0, []
    for number in range(signatures):
        terms = random.Random(number).sample(classes, min(SIZES[number % len(SIZES)], len(classes)))  # noqa: S311
        for name in methods:
            began = time.monotonic()
            axioms = METHODS[name](whole.axioms, terms)
            seconds.append(time.monotonic() - began)
            result = compare(whole, Ontology(tuple(axioms), whole.declarations), terms, konclude)
            differing += len(result.lost) + len(result.gained)
            theirs = of_robot(whole, terms, name) if number < with_robot else None
            same = "" if theirs is None else f", ROBOT {len(theirs)}, differing {len(theirs ^ axioms)}"
            click.echo(f"{len(terms)} classes {name}: {len(axioms)} axioms{same}; {result.total} entailments kept")
    click.echo(f"{differing} entailments lost or gained; a module took {statistics.median(seconds):.2f} s (median)")


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
