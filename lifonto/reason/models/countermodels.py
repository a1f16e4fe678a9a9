"""Proof that nothing more follows: models in which a class is below no other than those it is known to be below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from lifonto.reason.models.chase import Chase, Root
from lifonto.reason.models.elements import Clash
from lifonto.reason.models.satisfaction import satisfies
from lifonto.reason.models.theory import Theory
from lifonto.reason.values.axioms import Axiom

TRIES = 16  # of a model, each by other choices
IN_VAIN = 4  # tries in a row that find nothing new
TOGETHER = 1_000  # classes that have instances in the same model
PATIENCE = 200_000, 50  # clauses and axioms looked at, and for each axiom; the same on a busy machine as on an idle one
Pair = tuple[str, str]
More = Mapping[str, Set[str]]


def undecided(axioms: Iterable[Axiom], above: Mapping[str, Set[str]], unsatisfiable: Set[str]) -> set[Pair] | None:
    """Return the pairs (sub, super) of named classes of which no model shows that the one is not below the other.

    *above* is what is known to be above each class. Where there are no such pairs, that is all there is. None where no
    model was found, so that the axioms may contradict each other.
    """
    search = Search.of(axioms, above, unsatisfiable)
    left = search.left_by([Root(each) for each in above])
    left = search.left_after_all(Root(each, frozenset(more)) for each, more in left.items() if more)
    left = search.left_after_all(Root(each, frozenset({one})) for each, more in left.items() for one in sorted(more))
    return {(sub, sup) for sub, more in left.items() for sup in more} if search.found else None


def first(axioms: Iterable[Axiom], above: Mapping[str, Set[str]], unsatisfiable: Set[str]) -> First | None:
    """Return what a first model leaves open, or None where there is none; the arguments are those of ``undecided``."""
    search = Search.of(axioms, above, unsatisfiable)
    left = {each for each, more in search.left_by([Root(each) for each in above]).items() if more}
    return First(left, search.found.fillers()) if search.found else None


class First(NamedTuple):
    """What a first model leaves open.

    ``open``: the classes that it does not show to be below no others than those known to be above them; ``fillers``: by
    relation, the classes that some class may be linked to; None where that is not known.
    """

    open: set[str]
    fillers: dict[str, Set[str]] | None


@dataclass
class Search:
    """The search for models of a theory, how long it may go on, and the first that was found."""

    theory: Theory
    patience: int
    found: Chase | None = None

    @classmethod
    def of(cls, axioms: Iterable[Axiom], above: Mapping[str, Set[str]], unsatisfiable: Set[str]) -> Search:
        """Begin the search for models of *axioms*."""
        theory = Theory.of(tuple(axioms), above, unsatisfiable)
        return cls(theory, PATIENCE[0] + PATIENCE[1] * len(theory.axioms))

    def left_by(self, roots: list[Root]) -> More:
        """Return what is not known to be above each of *roots*, and is in a model in which they all have instances.

        That is any class where there is no such model. Tried is one in which all existentials with the same filler
        share an element, and then one in which those of different roots do not.
        """
        every = frozenset(self.theory.above)
        chase = self.model(roots, shared=True) or self.model(roots, shared=False)
        found = chase.shared_names() if chase else dict.fromkeys(every, every)
        return {each.name: found[each.name] - self.theory.above[each.name] - {each.name} for each in roots}

    def left_after_all(self, roots: Iterable[Root]) -> More:
        """Return what each of *roots* is not to be, where no model is found in which it is not."""
        left: defaultdict[str, set[str]] = defaultdict(set)
        waiting = iter(roots)
        while some := list(islice(waiting, TOGETHER)):
            for each in self.left_after(some):
                left[each.name].update(each.denied)
        return left

    def left_after(self, roots: list[Root]) -> list[Root]:
        """Return those of *roots* that no model is found for."""
        in_vain = 0
        for turn in range(TRIES):
            if roots and in_vain < IN_VAIN and self.patience > 0:
                chase = self.model(roots, shared=False, turn=turn)
                left = [each for each in roots if not (chase and chase.has_instance(each))]
                in_vain = in_vain + 1 if len(left) == len(roots) else 0
                roots = left
        return roots

    def model(self, roots: list[Root], *, shared: bool, turn: int = 0) -> Chase | None:
        """Return a model with an instance of each of *roots* that can have one, or None."""
        chase = Chase(self.theory, roots, shared=shared, turn=turn)
        is_model = False
        with suppress(Clash):
            chase.run()
            is_model = satisfies(chase.interpretation(), self.theory.axioms)
            self.patience -= len(self.theory.axioms)
        self.patience -= chase.steps
        self.found = self.found or (chase if is_model else None)
        return chase if is_model else None
