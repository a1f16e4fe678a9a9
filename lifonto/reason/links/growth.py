"""The canonical model grown by what follows in every case of a union."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace

from lifonto.reason.links.canonical import Model, by_rules, has_model, terms_of
from lifonto.reason.links.cases import in_every_case
from lifonto.reason.links.existentials import closed
from lifonto.reason.reasoners.reasoner import Reasoner
from lifonto.reason.values.axioms import Axiom, names_in
from lifonto.reason.values.expressions import Named, Restriction
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import THING


def model_of(ontology: Ontology, reasoner: Reasoner) -> Model | None:
    """Return the canonical model of *ontology*, or None where it has none, or *reasoner* does not go by rules.

    One classification finds it, and one more where what holds in every case of a union brings more than links.
    """
    if not (rules := reasoner.rules(ontology)) or not all(map(has_model, terms_of(ontology))):
        return None
    model, notes = by_rules(ontology, rules), rules.notes(ontology)
    while found := [axiom for each in model.cases for axiom in in_every_case(each, model.above, model.links)]:
        ontology = ontology.plus(found)
        model = grown(model, found) or by_rules(ontology, rules)
    return replace(model, taxonomy=replace(model.taxonomy, notes=(*model.taxonomy.notes, *notes)))


def grown(model: Model, found: Iterable[Axiom]) -> Model | None:
    """Return *model* with the links that the inclusions *found* state; None where more than links may follow."""
    links = {each: set(known) for each, known in model.links.items()}
    for axiom in found:
        match axiom.parts:
            case (Named(sub), Restriction(Named(relation), "some", Named(filler))) if is_in_range(
                model, relation, filler
            ):
                for each, over in model.above.items():
                    if each == sub or sub in over:
                        links[each].add((relation, filler))
            case _:
                return None
    more = replace(model, links=closed(links, model.relations))
    fresh = {relation for each, known in model.links.items() for relation, _ in more.links[each] - known}
    return None if is_news(more, fresh) else more


def is_in_range(model: Model, relation: str, filler: str) -> bool:
    """Tell whether *filler* is known to be all that *relation* leads to."""
    return model.relations.ranges.get(relation, frozenset()) <= {filler, THING, *model.above[filler]}


def is_news(model: Model, relations: Set[str]) -> bool:
    """Tell whether *model* breaks a rule or a disjointness that speaks of one of *relations*."""
    rules = ((sub, name) for sub, name in model.rules if names_in(sub) & relations)
    disjoint = (pair for pair in model.disjoint if any(names_in(each) & relations for each in pair))
    return any(not model.elements(sub) <= model.elements(Named(name)) for sub, name in rules) or any(
        model.elements(one) & model.elements(other) for one, other in disjoint
    )
