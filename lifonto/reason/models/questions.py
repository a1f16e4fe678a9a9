"""Questions to models: which classes have a link, each asked by a new name that whatever has the link is to have.

A model of the ontology is one of such a question, too, where nothing but what has the link has the name. So no new
models need be made to see which classes do not have it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set

from lifonto.reason.models.chase import Chase, Root
from lifonto.reason.models.countermodels import Proof
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Named, Restriction
from lifonto.reason.values.ontology import Ontology

Questions = Mapping[str, Restriction]  # by name
OTHERS = 4  # models more, by other choices, for what those at hand leave open


def questions(ontology: Ontology) -> dict[str, Restriction]:
    """Return the questions that *ontology* adds to its root; none where it adds anything else."""
    found: dict[str, Restriction] = {}
    for axiom in ontology.added if ontology.base is ontology.root else ():
        match axiom:
            case Axiom("SubClassOf", (Restriction(Named(), "some", Named()) as link, Named(name))):
                found[name] = link
    fillers = {link.filler for link in found.values()}
    are_all = len(found) == len(ontology.added) and found.keys() <= {iri for _, iri in ontology.new}
    return found if are_all and fillers.isdisjoint(map(Named, found)) else {}


def unanswered(proof: Proof, asked: Questions, known: Mapping[str, Set[str]]) -> dict[str, Set[str]]:
    """Return, by class, those of what is *asked* that no model shows it not to have, and it is not *known* to have."""
    found, every = in_all(proof.models[0], asked), frozenset(asked)
    left = {each: more for each in proof.theory.above if (more := found.get(each, every) - known[each])}
    for model in others(proof, left):
        found = in_all(model, asked)
        for each in left.keys() & found:
            left[each] = left[each] & found[each]
            if not left[each]:
                del left[each]
    return left


def others(proof: Proof, left: Mapping[str, Set[str]]) -> Iterator[Chase]:
    """Yield the models that a *proof* found after the first, and some more for as long as something is *left*."""
    yield from proof.models[1:]
    for turn in range(1, OTHERS + 1):
        if left and (model := proof.try_model(list(map(Root, left)), shared=turn == 1, turn=turn)):
            yield model


def in_all(model: Chase, asked: Questions) -> dict[str, Set[str]]:
    """Return what, of what is *asked*, all instances of a class have, for each class that has any in *model*."""
    interpretation, names = model.interpretation(), defaultdict[int, set[str]](set)
    for name, link in asked.items():
        for element in interpretation.extension(link):
            names[element].add(name)
    return model.in_common(lambda element: names.get(element, frozenset()))
