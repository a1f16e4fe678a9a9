"""Axioms that go beyond OWL 2 EL, said within it: what it cannot say is given a name, and what is plain of that name.

``A EquivalentTo B or C`` becomes ``A EquivalentTo N`` with ``B SubClassOf N`` and ``C SubClassOf N``. Whatever follows
from the axioms so rewritten follows from the axioms themselves, as N may stand for what it names; most of what takes
no case analysis follows so, and is found without the search that case analysis asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lifonto.owl.expressions import Complement, Expression, Inverse, Junction, Named, Restriction
from lifonto.reason.ontology.axioms import AnyAxiom, Axiom, Chain, Sentence

NAME = "urn:lifonto:beyond-el:"
BEYOND = ("InverseOf", "DisjointUnionOf")


@dataclass
class Abstraction:
    """Axioms rewritten within OWL 2 EL, each with the one it stands for, and what the names in them bring along."""

    meant: dict[AnyAxiom, AnyAxiom] = field(default_factory=dict)
    names: dict[Expression, Named] = field(default_factory=dict)
    plain: list[AnyAxiom] = field(default_factory=list)
    left_out: list[AnyAxiom] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Tell whether nothing had to be rewritten."""
        return not self.names and not self.left_out

    @classmethod
    def of(cls, axioms: Iterable[AnyAxiom]) -> Abstraction:
        """Rewrite *axioms*; those of relations that cannot be said in OWL 2 EL are left out."""
        made = cls()
        for axiom in axioms:
            if (rewritten := made.rewrite(axiom)) is None:
                made.left_out.append(axiom)
            else:
                made.meant[rewritten] = axiom
        return made

    def rewrite(self, axiom: AnyAxiom) -> AnyAxiom | None:
        """Return *axiom* within OWL 2 EL, or None where there is no way."""
        if isinstance(axiom, Sentence):
            return None
        if not isinstance(axiom, Axiom) or isinstance(axiom.left, Chain):
            return axiom
        if axiom.word in BEYOND or (axiom.word == "Characteristics:" and axiom.right != ("Transitive",)):
            return None
        terms = (axiom.left, *axiom.right)
        if any(isinstance(each, Inverse) for each in terms):
            return None
        left, *right = (each if isinstance(each, Inverse | str) else self.said(each) for each in terms)
        assert isinstance(left, Expression)
        return Axiom(left, axiom.word, tuple(right))

    def said(self, expression: Expression) -> Expression:
        """Return *expression* with a name for each part that is beyond OWL 2 EL."""
        match expression:
            case Named():
                return expression
            case Junction("and", operands):
                return Junction("and", tuple(map(self.said, operands)))
            case Restriction(Named(), "some", filler, _):
                return Restriction(expression.relation, "some", self.said(filler))
            case Restriction(Named(), "value", _, _):
                return expression
        if expression not in self.names:
            self.names[expression] = Named(f"{NAME}{len(self.names)}")
            self.plain += self.about(self.names[expression], expression)
        return self.names[expression]

    def about(self, name: Named, expression: Expression) -> Iterator[Axiom]:
        """Yield what is plain of *name*, which stands for *expression*."""
        match expression:
            case Complement(operand):
                yield Axiom(name, "DisjointWith", (self.said(operand),))
            case Junction("or", operands):
                for operand in operands:
                    yield Axiom(self.said(operand), "SubClassOf", (name,))
            case Restriction(Named() as relation, "min" | "exactly", filler, number) if number:
                yield Axiom(name, "SubClassOf", (Restriction(relation, "some", self.said(filler)),))
