"""The Ontology Access Kit asks our endpoint, as docs/recipes.md shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from benchmarks.peers import ours

oaklib = pytest.importorskip("oaklib", reason="oaklib wants an environment of its own: .ci/own")
pytestmark = pytest.mark.filterwarnings("ignore")  # of the library itself
LIF, HUMAN_LIF, CYTOKINE = "PR:000009799", "PR:P15018", "LIFO:0001600"


@pytest.fixture(scope="module")
def oak(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """OAK at a server of the release, told what LIFO: stands for."""
    with ours.start((), tmp_path_factory.mktemp("oak")) as endpoint:
        found = oaklib.get_adapter(f"sparql:{endpoint.query}")
        found.prefix_map()["LIFO"] = "https://w3id.org/lifonto/LIFO_"
        yield found


def test_it_finds_labels_definitions_and_synonyms(oak: Any):
    assert oak.label(HUMAN_LIF) == "leukemia inhibitory factor (human)"
    assert oak.label(CYTOKINE) == "gp130 cytokine"
    assert oak.definition(CYTOKINE)
    assert {"LIF", "HILDA", "D-factor"} <= set(oak.entity_aliases(LIF))


def test_it_finds_what_is_above_and_below(oak: Any):
    assert {LIF, "PR:000000001", "LIFO:0001704"} <= set(oak.ancestors([HUMAN_LIF], predicates=["rdfs:subClassOf"]))
    assert HUMAN_LIF in set(oak.descendants([LIF], predicates=["rdfs:subClassOf"]))


def test_it_finds_relationships(oak: Any):
    found = set(oak.relationships([HUMAN_LIF]))
    assert {(HUMAN_LIF, "rdfs:subClassOf", LIF), (HUMAN_LIF, "RO:0002162", "NCBITaxon:9606")} <= found


def test_it_finds_a_term_by_its_name(oak: Any):
    assert list(oak.basic_search("leukemia inhibitory factor")) == [LIF]


def test_it_finds_mappings(oak: Any):
    found = dict(oak.simple_mappings_by_curie(LIF))
    assert found["skos:exactMatch"] == "http://id.nlm.nih.gov/mesh/D053605"
