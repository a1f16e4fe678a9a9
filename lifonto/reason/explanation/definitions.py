"""What is stated of a class without a name, stated of a name that is defined as that class.

rustdl's EL rules lose some of it otherwise (see ``reasoners.general_inclusions``). Here the axioms with names stand for
those without, instead of beside them, so that a smallest set of them stands for a smallest set of what is stated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lifonto.owl.expressions import Expression, Named
from lifonto.reason.ontology.axioms import AnyAxiom, Axiom
from lifonto.reason.ontology.inclusions import is_existential

NAME = "urn:lifonto:defined:"
OF_CLASSES = ("SubClassOf", "EquivalentTo")


@dataclass
class Definitions:
    """Axioms so stated, each with the one it stands for, and the names that they brought along."""

    meant: dict[AnyAxiom, AnyAxiom] = field(default_factory=dict)
    names: dict[Expression, Named] = field(default_factory=dict)

    @classmethod
    def of(cls, axioms: Iterable[AnyAxiom]) -> Definitions:
        """State *axioms* so, those that are not about classes without a name as they are."""
        made = cls()
        for axiom in axioms:
            made.meant[made.by_name(axiom) if isinstance(axiom, Axiom) else axiom] = axiom
        return made

    def by_name(self, axiom: Axiom) -> Axiom:
        """Return *axiom* with a name for the class without one that it states an existential of, or that is one."""
        left, right = axiom.left, axiom.right
        if axiom.word in ("Domain", "Range"):
            return Axiom(left, axiom.word, tuple(self.name(each) if is_existential(each) else each for each in right))
        if axiom.word in OF_CLASSES and not isinstance(left, Named) and any(map(is_existential, (left, *right))):
            return Axiom(self.name(left), axiom.word, right)
        return axiom

    def name(self, expression: object) -> Named:
        """Return the name of *expression*, giving it one where it has none."""
        assert isinstance(expression, Expression)
        return self.names.setdefault(expression, Named(f"{NAME}{len(self.names)}"))

    def axioms(self) -> list[AnyAxiom]:
        """Return what the names are defined as."""
        return [Axiom(name, "EquivalentTo", (expression,)) for expression, name in self.names.items()]
