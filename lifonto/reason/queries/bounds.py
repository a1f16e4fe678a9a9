"""What follows, between what surely does and what at most can: where the two differ, cases are gone through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Self

from lifonto.reason.queries.alternatives import alternatives
from lifonto.reason.queries.possible import Most
from lifonto.reason.queries.unions import Union
from lifonto.reason.queries.witness import Element, Found, Witness, Witnesses
from lifonto.reason.values.expressions import Expression, Junction, Named, Restriction
from lifonto.reason.values.fresh import is_fresh
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import NOTHING

DEEPEST = 3  # unions in a row whose cases are gone through


class Undecided(Exception):  # noqa: N818  no error, but the end of what can be told here
    """The two models differ, and going through some cases does not tell which is right."""


class Compared(NamedTuple):
    """What is *of* an expression without unions, in the model of what surely follows and in that of what may."""

    of: Expression
    least: Witness
    most: Witness


@dataclass(frozen=True)
class Bounds:
    """The model of what surely follows, and that of what at most can."""

    least: Witnesses
    most: Most

    @classmethod
    def of(cls, ontology: Ontology, least: Witnesses) -> Self | None:
        """Return the bounds of *ontology*; None where there are none."""
        most = Most.of(ontology, least)
        return cls(least, most) if most else None

    def around(self, expression: Expression) -> Found:
        """Return the named classes above and below *expression*; raises Undecided."""
        sure, maybe = self.least.model.elements(expression), self.most.open
        more = (each for each in maybe - sure if not is_fresh(each) and self.most.satisfies(each, expression))
        below = {each for each in sure if not is_fresh(each)} | {
            each for each in more if self.entails(Named(each), expression)
        }
        if self.entails(expression, Named(NOTHING)):
            return Found(None, frozenset(below))
        known = self.least.superclasses(expression) or frozenset()
        names = [each.most.names for each in self.compared(expression) if not each.least.empty]
        possible = {each for each in set.intersection(*names) if not is_fresh(each)} - known
        above = known | {each for each in possible if self.entails(expression, Named(each))}
        return Found(above, frozenset(below))

    def entails(self, sub: Expression, sup: Expression, depth: int = 0) -> bool:
        """Tell whether ``sub SubClassOf sup`` follows; raises Undecided."""
        return all(self.holds(each, sup, depth) for each in self.compared(sub))

    def holds(self, compared: Compared, sup: Expression, depth: int) -> bool:
        """Tell whether what is *compared* is in *sup*, case by case where the models differ; raises Undecided."""
        if compared.least.empty or self.least.satisfies(compared.least, sup):
            return True
        if not (compared.most.empty or self.most.satisfies(compared.most, sup)):
            return False
        if depth == DEEPEST or not (cases := self.cases(compared.least)):
            raise Undecided
        return all(self.entails(Junction("and", (compared.of, each)), sup, depth + 1) for each in cases)

    def cases(self, witness: Witness) -> list[Expression]:
        """Return cases that *witness* is within, and nothing tells yet which: of it, or of what it is related to."""
        for union in self.most.unions:
            if self.is_open(witness, union):
                return [*union.parts]
        for relation, to in sorted((relation, to) for relation, to in witness.links if isinstance(to, str)):
            if not self.is_split(witness, relation, to) and (cases := self.cases_of(witness, relation, to)):
                return [Restriction(Named(relation), "some", Junction("and", (Named(to), each))) for each in cases]
        return []

    def cases_of(self, witness: Witness, relation: str, to: str) -> tuple[Expression, ...]:
        """Return cases of the element *to*, which *witness* is related to; one where a universal says what it is."""
        for each in self.most.universals:
            asks = each.relation == relation and self.least.satisfies(witness, each.of)
            if asks and not self.least.satisfies(to, each.filler):
                return (each.filler,)
        return next((union.parts for union in self.most.unions if self.is_open(to, union)), ())

    def is_open(self, element: Element, union: Union) -> bool:
        """Tell whether *element* is within *union* and not known to be of any of its parts."""
        return self.least.satisfies(element, union.of) and not any(
            self.least.satisfies(element, each) for each in union.parts
        )

    def is_split(self, witness: Witness, relation: str, element: str) -> bool:
        """Tell whether *witness* is related to some case of *element*."""
        return any(
            each == relation and isinstance(to, Witness) and self.least.satisfies(to, Named(element))
            for each, to in witness.links
        )

    def compared(self, expression: Expression) -> list[Compared]:
        """Return the witnesses of each alternative of *expression*."""
        made = zip(self.least.made(expression), self.most.made(expression), strict=True)
        return [Compared(of, *both) for of, both in zip(alternatives(expression), made, strict=True)]
