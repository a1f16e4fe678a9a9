"""What changed between two versions of an ontology: the axioms stated, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lifonto.owl.expressions import Named
from lifonto.owl.manchester import render
from lifonto.reason.ontology.axioms import AnyAxiom, individuals_in
from lifonto.reason.reasoners.taxonomy import Taxonomy

Pair = tuple[str, str]


@dataclass(frozen=True)
class Change:
    """What one version has that the other has not, as sorted sentences."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """The changes between two versions: axioms, subclass relations that follow, classes that can have no instances."""

    axioms: Change
    inferences: Change
    unsatisfiable: Change

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return any(each.added or each.removed for each in (self.axioms, self.inferences, self.unsatisfiable))


def difference(
    axioms: tuple[Iterable[AnyAxiom], Iterable[AnyAxiom]],
    taxonomies: tuple[Taxonomy, Taxonomy],
    name: Callable[[str], str] = str,
) -> Difference:
    """Compare (old, new) *axioms* and *taxonomies*, asking *name* what to call each IRI.

    Of the inferences only the direct ones are told, and only those that relate classes both versions have, unless the
    axioms already say so: what a new class brings with it is told by its axioms. Axioms about individuals are left out.
    """
    old, new = ({each.text(name) for each in side if not individuals_in(each)} for side in axioms)
    before, after = taxonomies
    shared = set(before.above) & set(after.above)
    inferred = [
        {_subclass(pair, name) for pair in _pairs(one, shared) if pair[1] not in other.above[pair[0]]}
        for one, other in ((after, before), (before, after))
    ]
    gone = [{name(each) for each in side.unsatisfiable} for side in taxonomies]
    return Difference(
        _change(old, new),
        Change(tuple(sorted(inferred[0] - new)), tuple(sorted(inferred[1] - old))),
        _change(*gone),
    )


def _pairs(taxonomy: Taxonomy, shared: set[str]) -> Iterable[Pair]:
    """Yield (sub, super) between *shared* classes that follow with no other of them between."""
    for sub in shared:
        for sup in taxonomy.lowest(taxonomy.above[sub] & shared):
            yield sub, sup


def _subclass(pair: Pair, name: Callable[[str], str]) -> str:
    sub, sup = (render(Named(each), name) for each in pair)
    return f"{sub} SubClassOf {sup}"


def _change(old: set[str], new: set[str]) -> Change:
    return Change(tuple(sorted(new - old)), tuple(sorted(old - new)))
