"""Proof that nothing more follows: models in which a class is below no other than those it is known to be below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from contextlib import suppress
from itertools import islice

from lifonto.reason.models.chase import Chase, Root
from lifonto.reason.models.elements import Clash
from lifonto.reason.models.satisfaction import satisfies
from lifonto.reason.models.theory import Theory
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.vocabulary import NOTHING

TRIES = 16  # of a model, each by other choices
IN_VAIN = 4  # tries in a row that find nothing new
TOGETHER = 1_000  # classes that have instances in the same model
PATIENCE = 200_000, 50  # clauses and axioms looked at, and for each axiom; the same on a busy machine as on an idle one


class Proof:
    """A proof, by models, that what is known to be *above* each class of *axioms* is all there is.

    ``models``: those found; the first shows that the axioms do not contradict each other. ``open``: by class, those
    that no model shows not to be above it, owl:Nothing among them where it has no instance in any.
    """

    def __init__(self, axioms: Iterable[Axiom], above: Mapping[str, Set[str]], unsatisfiable: Set[str]) -> None:
        self.theory = Theory.of(tuple(axioms), above, unsatisfiable)
        self.patience = PATIENCE[0] + PATIENCE[1] * len(self.theory.axioms)
        self.models = list[Chase]()
        roots, every = [Root(each) for each in above], frozenset((*above, NOTHING))  # above what has no instance
        if not self.try_model(roots, shared=True) and len(roots) <= TOGETHER:
            self.try_model(roots, shared=False)
        found = self.models[0].in_common(self.models[0].names) if self.models else {}
        self.open = {each: more for each in above if (more := found.get(each, every) - above[each] - {each})}

    @property
    def is_whole(self) -> bool:
        """Whether models show everything."""
        return bool(self.models) and not self.open

    @property
    def fillers(self) -> dict[str, Set[str]] | None:
        """By relation, the classes that some class may be linked to; None where that is not known."""
        return self.models[0].fillers() if self.models else None

    def settle(self) -> Proof:
        """Try what is open class by class, and then pair by pair, if there is a model at all; return this proof."""
        if not self.models:
            return self
        self.open = self.left_after_all(Root(each, frozenset(more)) for each, more in self.open.items())
        self.open = self.left_after_all(
            Root(each, frozenset({one})) for each, more in self.open.items() for one in sorted(more)
        )
        return self

    def left_after_all(self, roots: Iterable[Root]) -> dict[str, Set[str]]:
        """Return what each of *roots* is not to be, where no model is found in which it is not."""
        left: defaultdict[str, set[str]] = defaultdict(set)
        waiting = iter(roots)
        while some := list(islice(waiting, TOGETHER)):
            for each in self.left_after(some):
                left[each.name].update(each.denied)
        return dict(left)

    def left_after(self, roots: list[Root]) -> list[Root]:
        """Return those of *roots* that no model is found for; those that left no choice are tried once."""
        left, in_vain = [], 0
        for turn in range(TRIES):
            if not roots or in_vain == IN_VAIN or self.patience < 0:
                break
            chase = self.try_model(roots, shared=False, turn=turn)
            again = [each for each in roots if not (chase and chase.has_instance(each))]
            in_vain = in_vain + 1 if len(again) == len(roots) else 0
            roots = [each for each in again if not chase or chase.has_chosen(each)]
            left += [each for each in again if each not in roots]
        return left + roots

    def try_model(self, roots: list[Root], *, shared: bool, turn: int = 0) -> Chase | None:
        """Return a model with an instance of each of *roots* that can have one, or None."""
        chase = Chase(self.theory, roots, shared=shared, turn=turn, patience=self.patience)
        is_model = False
        with suppress(Clash):
            chase.run()
            is_model = satisfies(chase.interpretation(), self.theory.axioms)
            self.patience -= len(self.theory.axioms)
        self.patience -= chase.steps
        if not is_model:
            return None
        self.models.append(chase)
        return chase
