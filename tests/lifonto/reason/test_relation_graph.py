"""Laws of the relation graph, on random small ontologies."""

from __future__ import annotations

from hypothesis import given, settings
from small_ontologies import RELATIONS, alc_ontologies

from lifonto.errors import Inconsistent
from lifonto.reason.links.inference import Inferences, infer
from lifonto.reason.links.relation_graph import without_redundancy
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.reasoners.rustdl_calls import subrelations
from lifonto.reason.values.axioms import Axiom, Entity
from lifonto.reason.values.ontology import Ontology

FEW = settings(max_examples=60)
Links = frozenset[tuple[str, str, str]]


def found_in(axioms: list[Axiom]) -> tuple[Inferences, frozenset[tuple[str, str]]] | None:
    names = [each.name for each in RELATIONS]
    said = Ontology(tuple(axioms), frozenset(Entity("ObjectProperty", each) for each in names))
    try:
        return infer(said, names, Rustdl()), subrelations(said)
    except Inconsistent:
        return None


def with_all_that_they_imply(links: Links, found: Inferences, wider: frozenset[tuple[str, str]]) -> Links:
    """Close *links* over classes below their subjects and above their fillers, and over superrelations."""
    above, below = found.taxonomy.above, found.taxonomy.below
    return frozenset(
        (sub, relation, filler)
        for low, narrow, high in links
        for sub in (low, *below[low])
        for filler in (high, *above[high])
        for relation in (narrow, *(sup for under, sup in wider if under == narrow))
    )


@FEW
@given(alc_ontologies)
def test_links_are_closed_over_classes_and_relations(axioms: list[Axiom]) -> None:
    if found := found_in(axioms):
        links = found[0].existentials
        assert with_all_that_they_imply(links, *found) == links


@FEW
@given(alc_ontologies)
def test_the_links_without_redundancy_imply_all_others_and_none_implies_another(axioms: list[Axiom]) -> None:
    if found := found_in(axioms):
        links, taxonomy = found[0].existentials, found[0].taxonomy
        few = without_redundancy(links, taxonomy, found[1])
        assert with_all_that_they_imply(few, *found) == links
        assert without_redundancy(few, taxonomy, found[1]) == few
