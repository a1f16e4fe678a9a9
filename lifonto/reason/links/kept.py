"""What a module keeps: the entailments that the whole ontology has about its terms."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lifonto.reason.reasoners.reasoner import Reasoner
from lifonto.reason.values.axioms import CLASS, OBJECT, Axiom, Entity
from lifonto.reason.values.expressions import Named, Restriction
from lifonto.reason.values.fresh import Fresh
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import NOTHING

Entailment = tuple[str, ...]  # (sub, super) or (sub, relation, filler)


@dataclass(frozen=True)
class Comparison:
    """The entailments that the whole has and the module lacks, and those that only the module has; of *total*."""

    lost: frozenset[Entailment]
    gained: frozenset[Entailment]
    total: int
    notes: tuple[str, ...]


def compare(whole: Ontology, module: Ontology, terms: Collection[str], reasoner: Reasoner) -> Comparison:
    """Compare *whole* and *module* in what they entail about *terms*: subclasses, and links along relations in them."""
    classes = sorted(whole.of_kind(CLASS) & set(terms))
    relations = sorted(whole.of_kind(OBJECT) & set(terms))
    before, notes = entailments(whole, classes, relations, reasoner)
    after, others = entailments(module, classes, relations, reasoner)
    return Comparison(before - after, after - before, len(before), tuple(dict.fromkeys((*notes, *others))))


def entailments(
    ontology: Ontology, classes: Collection[str], relations: Collection[str], reasoner: Reasoner
) -> tuple[frozenset[Entailment], tuple[str, ...]]:
    """Return all that *ontology* entails between *classes*, along *relations* too, and the *reasoner*'s notes."""
    probes = Fresh("probe")
    names = {probes.name(pair).name: pair for pair in ((r, c) for r in relations for c in classes)}
    axioms = [
        Axiom("SubClassOf", (Restriction(Named(relation), "some", Named(filler)), Named(name)))
        for name, (relation, filler) in names.items()
    ]
    there = frozenset(Entity(CLASS, each) for each in classes)
    asked = Ontology((*ontology.axioms, *axioms), ontology.declarations | there)
    found = reasoner.taxonomy(asked)
    entailed: set[Entailment] = {(each, NOTHING) for each in classes if each in found.unsatisfiable}
    wanted = set(classes)
    for sub in wanted - found.unsatisfiable:
        for sup in found.above.get(sub, ()):
            if sup in names:
                entailed.add((sub, *names[sup]))
            elif sup in wanted:
                entailed.add((sub, sup))
    return frozenset(entailed), found.notes
