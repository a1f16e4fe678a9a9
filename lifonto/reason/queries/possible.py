"""What at most can follow: a model beside the canonical one, which has what surely follows.

The rules draw nothing from a union, a complement or a universal, so beyond OWL 2 EL more may follow than holds in their
model. Here a union that none of the parts is known of holds with all its parts, and what is related by a universal
has what it says. However the axioms are satisfied, case by case, no element need have more than here: what does not
hold here does not follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Self

from lifonto.reason.links.canonical import terms_of
from lifonto.reason.queries.unions import Union, Universal, is_nested, unions_of, universals_of
from lifonto.reason.queries.witness import Element, Witness, Witnesses, made_with
from lifonto.reason.values.expressions import Expression, Junction, Named
from lifonto.reason.values.fresh import is_fresh
from lifonto.reason.values.inclusions import inclusions_of
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import NOTHING, THING


@dataclass(eq=False)
class Possible(Witness):
    """An element with what it at most has, and its counterpart that has what is *sure*.

    ``of``: the class expressions that it is an instance of.
    """

    sure: Element = ""
    of: frozenset[Expression] = frozenset()


@dataclass(frozen=True)
class Most(Witnesses):
    """The model of what at most can follow, beside *least*, that of what surely does.

    ``grown``: the elements that have more here; ``kept``: new elements, by the expressions they are instances of;
    ``open``: the elements that have more, or are related to one that has. Of all others both models say the same.
    """

    least: Witnesses
    unions: tuple[Union, ...]
    universals: tuple[Universal, ...]
    grown: dict[str, Possible] = field(default_factory=dict)
    kept: dict[frozenset[Expression], Possible] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, ontology: Ontology, least: Witnesses) -> Self | None:
        """Return the model of *ontology*; None where there is none."""
        axioms = terms_of(ontology)
        if any(is_nested(sup) for _, sup in inclusions_of(axioms)):
            return None
        model = replace(least.model, above=dict(least.model.above), links=dict(least.model.links))
        found = cls(model, least, tuple(unions_of(axioms)), tuple(universals_of(axioms)))
        return replace(found, model=replace(model, unsatisfiable=model.unsatisfiable | found.grow()))

    def grow(self) -> set[str]:
        """Give each element what it can have; return those without a name of their own that cannot be, it seems."""
        todo = {each for each in self.model.above if self.is_open(each)}
        while todo:
            changed = {each for each in todo if self.has_grown(each)}
            self.open.update(changed)
            todo = self.related_to(changed)
        clashing = {each for each, made in self.grown.items() if made.empty and is_fresh(each)}
        while more := {each for each in self.related_to(clashing) if is_fresh(each)} - clashing:
            clashing |= more
        while more := self.related_to(self.open) - self.open:
            self.open.update(more)
        return clashing

    def has_grown(self, element: str) -> bool:
        """Give *element* what it can have; tell whether that is more than it had."""
        above: Any = self.model.above
        links: Any = self.model.links
        if element not in self.grown:
            self.grown[element] = Possible({element, *above[element]}, set(links[element]), sure=element)
        made = self.grown[element]
        had = state_of(made)
        self.settle(made)
        above[element], links[element] = frozenset(made.names - {element}), made.links
        return had != state_of(made)

    def related_to(self, elements: set[str]) -> set[str]:
        """Return the elements that are related to some of *elements*, maybe through new ones."""
        return {
            source
            for source, links in self.model.links.items()
            if any(to in elements if isinstance(to, str) else elements & set(ends(to)) for _, to in links)
        }

    def is_open(self, element: str) -> bool:
        """Tell whether a union or a universal has something to add to *element*."""
        of = [*(each.of for each in self.unions), *(each.of for each in self.universals)]
        return any(self.least.satisfies(element, each) for each in of)

    def witness(self, expression: Expression, more: Iterable[str] = ()) -> Witness:
        """Make an element that is an instance of *expression* and of the classes *more*."""
        return self.said(*dict.fromkeys((expression, *map(Named, sorted(more)))))

    def say(self, witness: Witness, said: Expression) -> None:
        """Add to *witness* that it is an instance of *said*, and of all parts of a union."""
        match said:
            case Named(name) if name not in (THING, NOTHING) and name not in self.model.unsatisfiable:
                witness.names |= {name, *self.least.model.above[name]}
                witness.links |= self.least.model.links[name]
            case Junction(_, operands):
                for each in operands:
                    self.say(witness, each)
            case _:
                super().say(witness, said)

    def settle(self, witness: Witness) -> None:
        """Add what the axioms may add to *witness*."""
        known = None
        while known != (known := state_of(witness)):
            for each in list(made_with(witness)):
                assert isinstance(each, Possible)
                each.links -= set(self.needless(each))
                super().settle(each)
                for union in self.unions:
                    self.join(each, union)
                for universal in self.universals:
                    self.push(each, universal)

    def needless(self, witness: Possible) -> Iterator[tuple[str, Element]]:
        """Yield the links of *witness* to elements that those to new ones, of which more is said, stand for."""
        new = [(relation, to.sure) for relation, to in witness.links if isinstance(to, Possible)]
        for relation, to in witness.links:
            if isinstance(to, str) and any(
                each == relation and self.least.satisfies(sure, Named(to)) for each, sure in new
            ):
                yield relation, to

    def join(self, witness: Possible, union: Union) -> None:
        """Say all parts of *union* of *witness*, if it is within that and none of the parts is known of it."""
        if self.satisfies(witness, union.of) and not any(
            self.least.satisfies(witness.sure, each) for each in union.parts
        ):
            for each in union.parts:
                if not self.satisfies(witness, each):
                    self.say(witness, each)

    def push(self, witness: Possible, universal: Universal) -> None:
        """Say what *universal* does of all that *witness* is related to by its relation, if it is under that."""
        if not self.satisfies(witness, universal.of):
            return
        for target in {to for relation, to in witness.links if relation == universal.relation}:
            if self.satisfies(target, universal.filler):
                continue
            of = target.of if isinstance(target, Possible) else {Named(str(target))}
            made = self.said(*sorted({*of, universal.filler}, key=str))
            witness.links |= {(relation, made) for relation, to in witness.links if to == target}

    def said(self, *expressions: Expression) -> Possible:
        """Return the element that is an instance of all *expressions*: one, however often it is asked for."""
        of = frozenset(expressions)
        if of not in self.kept:
            self.kept[of] = Possible(sure=self.least.witness(Junction("and", expressions)), of=of)
            self.told(self.kept[of], expressions)
        return self.kept[of]


def ends(witness: Witness) -> Iterator[str]:
    """Yield the elements of the model that *witness* is related to, maybe through other new ones."""
    for each in made_with(witness):
        yield from (to for _, to in each.links if isinstance(to, str))


def state_of(witness: Witness) -> list[tuple[frozenset[str], frozenset[tuple[str, Element]], bool]]:
    """Return what is known of *witness* and of all new elements that it is related to."""
    return [(frozenset(each.names), frozenset(each.links), each.empty) for each in made_with(witness)]
