"""The subclass relations of the release that follow directly, and are not stated, have justifications that hold.

Two hundred of them are drawn. A justification entails by itself, and loses that with any one axiom taken away; both are
asked of the reasoner over these few axioms and nothing else, so that it goes by cases where it must. HermiT confirms a
sample.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from spaces import renamed

from lifonto.reason.documents.files import read
from lifonto.reason.explanation.justification import Explanations
from lifonto.reason.explanation.minimality import entails
from lifonto.reason.explanation.unstated import unstated
from lifonto.reason.reasoners.hermit import Hermit
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.values.axioms import Axiom, Entity
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.rendering import sentence
from lifonto.reason.values.vocabulary import BUILT_IN

Pair = tuple[str, str]
Why = Callable[[str, str], tuple[Axiom, ...]]
DRAWN, SAMPLE, SEED = 200, 50, 1988


def direct_and_unstated(home: Path) -> set[Pair]:
    """Read from the release's graphs which subclass relations follow with no class between, and are not stated."""
    asserted, inferred = (Graph().parse(home / "release" / f"{name}.nt") for name in ("asserted", "inferred"))
    classes = set(asserted.subjects(RDF.type, OWL.Class))
    both = asserted + inferred
    above = {each: set(both.objects(each, RDFS.subClassOf)) & classes - {each} for each in classes}
    direct = set()
    for sub, supers in above.items():
        between = {far for near in supers if sub not in above[near] for far in above[near] if near not in above[far]}
        direct |= {(sub, sup) for sup in supers - between if isinstance(sub, URIRef) and isinstance(sup, URIRef)}
    return {(str(sub), str(sup)) for sub, sup in direct if (sub, RDFS.subClassOf, sup) not in asserted}


@pytest.fixture(scope="module")
def explanations(home: Path) -> Explanations:
    return Explanations(read(home / "release" / "lifonto.owl"))


@pytest.fixture(scope="module")
def pairs(home: Path) -> list[Pair]:
    return sorted(direct_and_unstated(home))


@pytest.fixture(scope="module")
def why(explanations: Explanations) -> Why:
    """Return the shortest justification of a pair."""

    @cache
    def shortest(sub: str, sup: str) -> tuple[Axiom, ...]:
        found = explanations.of_subclass(Named(sub), Named(sup), 1)
        assert found, f"nothing explains {sub} SubClassOf {sup}"
        return found[0].axioms

    return shortest


def test_what_follows_unstated_is_what_the_graphs_of_the_release_say(
    pairs: list[Pair], explanations: Explanations
) -> None:
    taxonomy = Rustdl().taxonomy(explanations.ontology)
    assert unstated(taxonomy, explanations.ontology.axioms) == pairs


def test_a_justification_is_of_stated_axioms_entails_and_is_minimal(
    pairs: list[Pair], why: Why, explanations: Explanations
) -> None:
    assert len(pairs) > 400
    stated = set(explanations.ontology.axioms)
    holds = cache(lambda axioms, sub, sup: entails(axioms, Named(sub), Named(sup)))
    for sub, sup in random.Random(SEED).sample(pairs, DRAWN):  # noqa: S311
        axioms = why(sub, sup)
        said = "\n".join(map(sentence, axioms))
        assert stated.issuperset(axioms), said
        assert holds(frozenset(axioms), sub, sup), f"{sub} SubClassOf {sup} does not follow from\n{said}"
        for axiom in axioms:
            rest = frozenset(axioms) - {axiom}
            assert not holds(rest, sub, sup), f"{sentence(axiom)} is not needed for {sub} SubClassOf {sup} in\n{said}"


def apart(axioms: list[Axiom], number: int) -> list[Axiom]:
    """Return *axioms* with every name in a space of its own."""
    return [renamed(axiom, lambda iri: own(iri, number)) for axiom in axioms]


def own(iri: str, number: int) -> str:
    return iri if iri.startswith(BUILT_IN) else f"http://example.org/{number}/{iri.rpartition('/')[2]}"


def test_hermit_confirms_a_sample_of_the_justifications(java: str, pairs: list[Pair], why: Why) -> None:
    """Copies with names of their own are classified in one run: none is inconsistent, so none bears on another."""
    sample = random.Random(SEED).sample(pairs, SAMPLE)  # noqa: S311
    asked: list[tuple[Pair, list[Axiom], bool]] = []
    for pair in sample:
        axioms = list(why(*pair))
        asked.append((pair, axioms, True))
        asked += [(pair, [other for other in axioms if other != axiom], False) for axiom in axioms]
    copies = [each for number, (_, axioms, _) in enumerate(asked) for each in apart(axioms, number)]
    classes = frozenset(Entity("Class", own(each, number)) for number, (pair, *_) in enumerate(asked) for each in pair)
    above = Hermit().taxonomy(Ontology(tuple(copies), classes)).above
    for number, ((sub, sup), axioms, expected) in enumerate(asked):
        follows = own(sup, number) in above[own(sub, number)]
        assert follows == expected, "\n".join([f"{sub} SubClassOf {sup}", *map(sentence, axioms)])
