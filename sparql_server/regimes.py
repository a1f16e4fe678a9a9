"""The regimes that can be served, read from their table; each adds a layer of triples to that of the one it extends."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LAYER = "https://w3id.org/lifonto/entailment/"
ASKED = LAYER + "asked"  # what is known of the class expressions of a query, while it runs
NOTES = LAYER + "notes"  # what comments on it, in a layer, tells what may be missing there
CATALOGUE = "https://w3id.org/lifonto/service"  # what the server tells of the data
SIMPLE = "Simple"
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Regime:
    """An entailment regime: its names here and in the standard, its OWL profile, the regime it extends.

    ``by`` says how its triples are found: by the ``rules`` of the table or by the ``reasoner``.
    """

    name: str
    iri: str
    profile: str
    extends: str
    by: str
    meaning: str

    @property
    def layer(self) -> str:
        """The graph that holds what this regime adds to the one it extends."""
        return LAYER + self.name

    def chain(self) -> tuple[Regime, ...]:
        """Return the regimes that add to what is stated, the least one first, this one last."""
        if self.name == SIMPLE:
            return ()
        return (*regimes()[self.extends].chain(), self)

    @property
    def layers(self) -> list[str]:
        """The graphs that stand on what is stated."""
        return [each.layer for each in self.chain()] + ([ASKED] if self.by == "reasoner" else [])


def table(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of tab-separated values."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


@cache
def regimes() -> dict[str, Regime]:
    """Return the regimes by name."""
    return {row["name"]: Regime(**row) for row in table(HERE / "regimes.tsv")}


def served(name: str) -> tuple[Regime, ...]:
    """Return the regimes that a query can ask for where the one called *name* is served."""
    return () if name == SIMPLE else (regimes()[SIMPLE], *regimes()[name].chain())
