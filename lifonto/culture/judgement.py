"""Judgement: the classes of conditions that a signature falls under, as a reasoner finds them.

Every signature becomes a class of its own, and many are classified at once, together with the axioms of culture. What
was found of a signature is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from lifonto.culture.knowledge import Knowledge
from lifonto.culture.signature import Signature
from lifonto.reason.reasoners.classification import reasoner_named
from lifonto.reason.reasoners.reasoner import Reasoner
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.ontology import Ontology

HYPOTHESIS = "urn:lifonto:condition:"
IMPOSSIBLE = frozenset({"impossible"})
MOST_AT_ONCE = 2000


@dataclass(eq=False)
class Judgement:
    """What is *known*, the name of the *reasoner*, and what it has *found*."""

    known: Knowledge
    reasoner: str = "rustdl"
    found: dict[Signature, frozenset[str]] = field(default_factory=dict)
    _on_cells: dict[str, Ontology] = field(default_factory=dict)

    def of(self, signatures: Iterable[Signature]) -> dict[Signature, frozenset[str]]:
        """Return for each of *signatures* the classes it falls under; IMPOSSIBLE where it contradicts the ontology."""
        asked = list(dict.fromkeys(signatures))
        fresh = [each for each in asked if each not in self.found]
        for start in range(0, len(fresh), MOST_AT_ONCE):
            self.classify(fresh[start : start + MOST_AT_ONCE])
        return {each: self.found[each] for each in asked}

    def classify(self, signatures: list[Signature]) -> None:
        """Ask the reasoner about *signatures*, all at once where their cells are of one kind."""
        for cell in dict.fromkeys(each.cell for each in signatures):
            named = {f"{HYPOTHESIS}{n}": each for n, each in enumerate(signatures) if each.cell == cell}
            meant = (Axiom("SubClassOf", (Named(name), each.expression(self.known))) for name, each in named.items())
            taxonomy = self._back_end.taxonomy(self.axioms_on(cell).plus(meant))
            for name, each in named.items():
                classes = frozenset(taxonomy.above.get(name, ())) - named.keys()
                self.found[each] = IMPOSSIBLE if name in taxonomy.unsatisfiable else classes

    def axioms_on(self, cell: str) -> Ontology:
        """Return the axioms without those on rules, published conditions and media that no such *cell* falls under."""
        if cell not in self._on_cells:
            bench, above = self.known.bench, self.cells_above.get(cell, frozenset({cell}))
            told = [each for table in ("rules", "conditions") for each in bench[table].values()]
            own = [each for each in told if each.one("cell") in above or each.one("cell") not in self._plain_cells]
            media = {name for each in own for name in each.says("medium")} | bench["ingredients"].keys()
            beside = {each.id for each in told} - {each.id for each in own} | bench["media"].keys() - media
            kept = (axiom for axiom in self.known.axioms.axioms if not beside.intersection(axiom.names()))
            self._on_cells[cell] = Ontology(tuple(kept))
        return self._on_cells[cell]

    @cached_property
    def _plain_cells(self) -> frozenset[str]:
        """The kinds of cell that are named without an alteration, or its absence."""
        cells = self.known.bench["cells"].values()
        return frozenset(each.id for each in cells if each.one("standing") != "altered")

    @cached_property
    def _back_end(self) -> Reasoner:
        return reasoner_named(self.reasoner, saturation_only=True, proven=True)

    def rules(self, signature: Signature) -> list[str]:
        """Return the rules that *signature* falls under, deciding or not."""
        return [each for each in self.known.bench["rules"] if each in self.found[signature]]

    def outcomes(self, signature: Signature) -> frozenset[str]:
        """Return the narrowest outcomes of the rules that *signature* falls under."""
        classes = self.found[signature]
        reached = [each for each in self.known.bench["outcomes"] if each in classes]
        return frozenset(each for each in reached if not any(each in self.wider(other) for other in reached))

    def wider(self, outcome: str) -> frozenset[str]:
        """Return the outcomes above *outcome*."""
        return self._wider.get(outcome, frozenset())

    @cached_property
    def _wider(self) -> dict[str, frozenset[str]]:
        """The outcomes above each, as the axioms have them."""
        above = self._back_end.taxonomy(self.known.axioms).above
        outcomes = self.known.bench["outcomes"].keys()
        return {each: frozenset(above.get(each, ())) & outcomes - {each} for each in outcomes}

    @cached_property
    def cells_above(self) -> dict[str, frozenset[str]]:
        """The kinds of cell above each, as the axioms have them."""
        above = self._back_end.taxonomy(self.known.axioms).above
        cells = self.known.bench["cells"].keys()
        return {each: frozenset(above.get(each, ())) & cells | {each} for each in cells}
