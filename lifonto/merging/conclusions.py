"""What follows from several ontologies together, by the rules of OWL 2 EL: quick for a hundred thousand classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lifonto.errors import ReasoningError
from lifonto.reason.links.canonical import Model, has_model, links_of
from lifonto.reason.links.growth import model_of
from lifonto.reason.reasoners.classification import reasoner_named
from lifonto.reason.values.axioms import OF_INDIVIDUALS
from lifonto.reason.values.fresh import is_fresh
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.relations import relations_in_use

SHOWN = 10  # unsatisfiable classes that are named in a note


@dataclass(frozen=True)
class Conclusions:
    """What follows between named classes: who is above whom, and which class has which link to which.

    Classes that can have no instances are in ``unsatisfiable`` and nowhere else. ``notes`` say what may be missing.
    """

    model: Model
    relations: frozenset[str]
    notes: tuple[str, ...]

    @property
    def unsatisfiable(self) -> frozenset[str]:
        """The classes that can have no instances."""
        return self.model.taxonomy.unsatisfiable

    def subclasses(self) -> Iterator[tuple[str, str]]:
        """Yield each class with each that is above it, directly or not."""
        for sub, over in self.model.taxonomy.above.items():
            if not (is_fresh(sub) or sub in self.unsatisfiable):
                yield from ((sub, sup) for sup in over if not is_fresh(sup))

    def links(self) -> Iterator[tuple[str, str, str]]:
        """Yield each (sub, relation, filler): every sub has the relation to some filler."""
        gone = self.unsatisfiable
        return (each for each in links_of(self.model, self.relations) if not (each[0] in gone or is_fresh(each[2])))


def conclude(whole: Ontology, tell: Callable[[str], None] = lambda step: None) -> Conclusions:
    """Find what follows from those axioms of *whole* that rules can be applied to; a note tells the others.

    What is found follows from the whole. Raises ReasoningError.
    """
    terms = [axiom for axiom in whole.axioms if axiom.kind not in OF_INDIVIDUALS]
    kept = tuple(axiom for axiom in terms if has_model(axiom))
    tell(f"classifying {len(kept):,} axioms")
    part = replace(whole, axioms=kept)
    if (model := model_of(part, reasoner_named("rustdl", saturation_only=True))) is None:
        raise ReasoningError("no rules can be applied to these ontologies")
    beyond = Counter(axiom.kind for axiom in set(terms) - set(kept))
    found = Conclusions(model, frozenset(relations_in_use(part)), ())
    notes = [*whole.notes, *left_out(beyond), *model.taxonomy.notes, *contradicted(found.unsatisfiable)]
    return replace(found, notes=tuple(dict.fromkeys(notes)))


def left_out(beyond: Counter[str]) -> Iterator[str]:
    """Say which axioms the rules were not applied to."""
    if beyond:
        kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(beyond.items()))
        yield f"what follows only from axioms beyond the rules is missing ({kinds})"


def contradicted(classes: frozenset[str]) -> Iterator[str]:
    """Say which classes can have no instances, taken together."""
    if classes:
        some = ", ".join(sorted(classes)[:SHOWN]) + (" and others" if len(classes) > SHOWN else "")
        yield (
            f"{len(classes)} of the classes can have no instances where these files are taken together, and "
            f"nothing else is told of what follows for them: {some}"
        )
