"""Referees: other reasoners that are asked the same, to see whether they find the same hierarchy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lifonto.errors import ReasoningError
from lifonto.reason.reasoners.classification import reasoner_named
from lifonto.reason.reasoners.taxonomy import Taxonomy
from lifonto.reason.values.ontology import Ontology

REFEREES = ("konclude", "hermit")


@dataclass(frozen=True)
class Comparison:
    """One referee's verdict on a hierarchy: in words, and whether it agrees; None where it could not be asked."""

    referee: str
    text: str
    agrees: bool | None

    @property
    def differs(self) -> bool:
        """Tell whether the referee found something else."""
        return self.agrees is False


def compared(ontology: Ontology, taxonomy: Taxonomy, tell: Callable[[str], None]) -> Iterator[Comparison]:
    """Yield how *taxonomy*, that of *ontology*, compares with that of each referee; *tell* is told each."""
    for name in REFEREES:
        tell(f"asking {name}")
        try:
            found = reasoner_named(name).taxonomy(ontology)
        except ReasoningError as error:
            yield Comparison(name, f"{name} was not asked: {error}", None)
        else:
            yield comparison(name, taxonomy, found)


def comparison(referee: str, ours: Taxonomy, theirs: Taxonomy) -> Comparison:
    """Compare two hierarchies, pair by pair."""
    mine, other = pairs(ours), pairs(theirs)
    emptied = ours.unsatisfiable ^ theirs.unsatisfiable
    if mine == other and not emptied:
        return Comparison(referee, f"{referee} finds the same {len(mine)} subclass pairs", True)
    some = sorted(mine ^ other)[:3]
    said = f"{len(mine - other)} pairs that it does not find, {len(other - mine)} that only it finds"
    shown = "; ".join(f"{sub} SubClassOf {sup}" for sub, sup in some)
    text = f"{referee} differs: {said}, {len(emptied)} classes differ in whether they can have instances ({shown})"
    return Comparison(referee, text, False)


def pairs(taxonomy: Taxonomy) -> set[tuple[str, str]]:
    """Return each (sub, super) of *taxonomy*."""
    return {(sub, sup) for sub, over in taxonomy.above.items() for sup in over}
