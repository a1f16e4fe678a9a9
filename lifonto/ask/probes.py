"""Probes: class expressions that must stay possible, and subsumptions that must not follow.

A quality check looks for what is stated; a probe for what follows. Each says of a class what no source says of all
its members, and fails where the ontology says it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lifonto.ask.explanation import read
from lifonto.ask.ontology import Ontology
from lifonto.ask.store import Store, answer
from lifonto.errors import LifontoError, QueryError
from lifonto.reason.queries.knowledge import KnowledgeBase
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.values.expressions import Expression, Named, Restriction
from lifonto.reason.values.vocabulary import NOTHING

TABLE = Path("checks") / "probes.tsv"
IMPOSSIBLE = "impossible"
SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"


@dataclass(frozen=True)
class Probe:
    """A class expression, what it must not be, and why; ``place`` is where the table says so."""

    place: str
    expression: str
    never: str
    why: str

    def __str__(self) -> str:
        return f"every {self.expression} is {self.never}, by what the ontology states; {self.why}"


def probes(home: Path) -> list[Probe]:
    """Return the probes of the *home* folder, none where it has no table of them.

    Raises QueryError where a row does not fill all three columns.
    """
    if not (file := home / TABLE).is_file():
        return []
    with file.open(encoding="utf-8", newline="") as rows:
        found = [
            Probe(f"{TABLE.as_posix()}:{number}", row["Class"], row["Must not be"], row["Why"])
            for number, row in enumerate(csv.DictReader(rows, dialect="excel-tab", quoting=csv.QUOTE_NONE), start=2)
        ]
    for probe in found:
        if not (probe.expression and probe.never and probe.why):
            raise QueryError(f"{probe.place}: wants a class, what it must not be ({IMPOSSIBLE}, or a class), and why")
    return found


def failed(asked: Iterable[Probe], ontology: Ontology, store: Store) -> list[Probe]:
    """Return the probes among *asked* that fail over *ontology*, whose links *store* holds.

    What is between named classes is looked up; the rest is asked of the reasoner in one classification. Raises
    QueryError where a probe cannot be read.
    """
    pairs = {probe: subsumption(probe, ontology) for probe in asked}
    triples = {probe: triple for probe, pair in pairs.items() if (triple := link(*pair))}
    composed = [probe for probe in pairs if probe not in triples]
    base = KnowledgeBase(ontology.value, Rustdl(saturation_only=True, proven=True))
    found = dict(zip(composed, base.entailed(pairs[probe] for probe in composed), strict=True))
    found |= {probe: bool(answer(store, f"ASK {{ {triple} }}")) for probe, triple in triples.items()}
    return [probe for probe in pairs if found[probe]]


def link(sub: Expression, sup: Expression) -> str:
    """Return the triple of a release that says ``sub SubClassOf sup``, or nothing where it takes more than one."""
    match sub, sup:
        case Named(one), Named(other) if other != NOTHING:
            return f"<{one}> <{SUBCLASS}> <{other}>"
        case Named(one), Restriction(Named(relation), "some", Named(other)):
            return f"<{one}> <{relation}> <{other}>"
    return ""


def subsumption(probe: Probe, ontology: Ontology) -> tuple[Expression, Expression]:
    """Return the subsumption that must not follow."""
    try:
        never = (
            Named(NOTHING)
            if probe.never == IMPOSSIBLE
            else read(probe.never, ontology.index.find, known=ontology.index.knows)
        )
        return read(probe.expression, ontology.index.find, known=ontology.index.knows), never
    except LifontoError as error:
        raise QueryError(f"{probe.place}: {error}") from error
