"""Axioms that go beyond OWL 2 EL, said within it: what it cannot say is given a name, and what is plain of that name.

``A EquivalentTo B or C`` becomes ``A EquivalentTo N`` with ``B SubClassOf N`` and ``C SubClassOf N``. Whatever follows
from the axioms so rewritten follows from the axioms themselves, as N may stand for what it names; most of what takes
no case analysis follows so, and is found without the search that case analysis asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lifonto.reason.values.axioms import SORTS, Axiom
from lifonto.reason.values.expressions import Complement, Expression, Junction, Named, Restriction
from lifonto.reason.values.features import BEYOND_EL, constructs
from lifonto.reason.values.fresh import Fresh

CLASS = "Class"


@dataclass
class Abstraction:
    """Axioms rewritten within OWL 2 EL, each with the one it stands for, and what the names in them bring along."""

    meant: dict[Axiom, Axiom] = field(default_factory=dict)
    names: Fresh = field(default_factory=lambda: Fresh("beyond-el"))
    plain: list[Axiom] = field(default_factory=list)
    left_out: list[Axiom] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Tell whether nothing had to be rewritten."""
        return not self.names.names and not self.left_out

    @classmethod
    def of(cls, axioms: Iterable[Axiom]) -> Abstraction:
        """Rewrite *axioms*; those of relations that cannot be said in OWL 2 EL are left out."""
        made = cls()
        for axiom in axioms:
            if (rewritten := made.rewrite(axiom)) is None:
                made.left_out.append(axiom)
            else:
                made.meant[rewritten] = axiom
        return made

    def rewrite(self, axiom: Axiom) -> Axiom | None:
        """Return *axiom* within OWL 2 EL, or None where there is no way."""
        sorts = SORTS[axiom.kind]
        parts: Any = axiom.parts
        said = [self.said(each) if sorts[min(n, len(sorts) - 1)] == CLASS else each for n, each in enumerate(parts)]
        if axiom.kind in BEYOND_EL or not BEYOND_EL.isdisjoint(each for part in said for each in constructs(part)):
            return None
        return Axiom(axiom.kind, tuple(said))

    def said(self, expression: Expression) -> Expression:
        """Return *expression* with a name for each part that is beyond OWL 2 EL."""
        match expression:
            case Named():
                return expression
            case Junction("and", operands):
                return Junction("and", tuple(map(self.said, operands)))
            case Restriction(Named(), "some", filler, _):
                return Restriction(expression.relation, "some", self.said(filler))
        if BEYOND_EL.isdisjoint(constructs(expression)):
            return expression
        is_new = expression not in self.names.names
        name = self.names.name(expression)
        if is_new:
            self.plain += self.about(name, expression)
        return name

    def about(self, name: Named, expression: Expression) -> Iterator[Axiom]:
        """Yield what is plain of *name*, which stands for *expression*."""
        match expression:
            case Complement(operand):
                yield Axiom("DisjointClasses", (name, self.said(operand)))
            case Junction("or", operands):
                for operand in operands:
                    yield Axiom("SubClassOf", (self.said(operand), name))
            case Restriction(Named() as relation, "min" | "exactly", filler, number) if number:
                yield Axiom("SubClassOf", (name, Restriction(relation, "some", self.said(filler))))
