"""Modules keep every entailment about their terms; held to the OWL API's, and on real ontologies to Konclude."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Collection
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sentences import ontology
from small_ontologies import CLASSES, RELATIONS, alc_ontologies, alco_ontologies, alcq_ontologies, el_ontologies

from lifonto.errors import Inconsistent
from lifonto.reason.documents.files import read
from lifonto.reason.links.hierarchy import mireot, subset
from lifonto.reason.links.kept import compare, entailments
from lifonto.reason.modules.extraction import bottom, part_of, star, top
from lifonto.reason.modules.locality import Locality
from lifonto.reason.reasoners.konclude import Konclude
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Named, Restriction
from lifonto.reason.values.ontology import Ontology

METHODS = (bottom, top, star)
Method = Callable[[Collection[Axiom], Collection[str]], set[Axiom]]
ANY = st.one_of(el_ontologies, alc_ontologies, alcq_ontologies, alco_ontologies)
NAMES = [each.name for each in (*CLASSES, *RELATIONS)]


def urn(*names: str) -> list[str]:
    return [f"urn:{name}" for name in names]


@settings(max_examples=150)
@given(ANY, st.sets(st.sampled_from(NAMES), min_size=2, max_size=5))
def test_a_module_entails_of_its_terms_what_the_whole_does(axioms: list[Axiom], terms: set[str]) -> None:
    whole = Ontology(tuple(axioms))
    classes, relations = sorted(terms & {c.name for c in CLASSES}), sorted(terms & {r.name for r in RELATIONS})
    try:
        expected, notes = entailments(whole, classes, relations, Rustdl())
    except Inconsistent:
        return
    for method in METHODS:
        module = Ontology(tuple(method(whole.axioms, terms)))
        found, others = entailments(module, classes, relations, Rustdl())
        if not notes and not others:
            assert found == expected, method.__name__
        assert set(module.axioms) <= set(whole.axioms)


def test_the_star_module_is_the_smallest_of_the_three() -> None:
    told = ontology("A SubClassOf B", "B SubClassOf C", "C SubClassOf D", "E SubClassOf A").axioms
    sizes = [len(method(told, urn("A", "C"))) for method in METHODS]
    assert sizes == [3, 3, 2]


def test_what_is_said_of_a_data_value_is_not_taken_for_nothing() -> None:
    """A built-in datatype is neither empty nor everything, whichever names are outside the signature."""
    said = read_text("SubClassOf(:A DataSomeValuesFrom(:p xsd:integer)) DataPropertyRange(:p xsd:string)")
    assert {axiom.kind for axiom in bottom(said.axioms, urn("A", "p"))} == {"SubClassOf", "DataPropertyRange"}
    assert not Locality({"urn:A"}, top=True).is_local(said.axioms[1])


def test_a_union_of_disjoint_cases_is_local_only_where_it_holds() -> None:
    union = read_text("DisjointUnion(:A :B :C)").axioms[0]
    assert Locality({"urn:Z"}).is_local(union)
    assert not Locality({"urn:Z"}, top=True).is_local(union)
    assert not Locality({"urn:B"}).is_local(union)


def test_mireot_keeps_names_above_and_nothing_else() -> None:
    told = ontology("A EquivalentTo B and (r some E)", "B SubClassOf C", "D SubClassOf A").axioms
    assert mireot(told, urn("A")) == set(ontology("A SubClassOf B", "B SubClassOf C").axioms)


def test_a_subset_joins_its_terms_over_what_is_left_out() -> None:
    told = ontology("A SubClassOf B", "B SubClassOf C", "A SubClassOf r some D", "D SubClassOf E")
    found, notes = subset(told, urn("A", "C", "E"), urn("r"), Rustdl())
    linked = Axiom("SubClassOf", (Named("urn:A"), Restriction(Named("urn:r"), "some", Named("urn:E"))))
    assert found == {*ontology("A SubClassOf C").axioms, linked}
    assert not notes


def test_a_module_takes_along_what_is_said_of_its_terms_for_people(tmp_path: Path) -> None:
    whole = read_text('SubClassOf(:A :B) AnnotationAssertion(rdfs:label :A "a") AnnotationAssertion(rdfs:label :C "c")')
    module = part_of(whole, bottom(whole.axioms, urn("A")), urn("A"))
    assert module.labels == {"urn:A": "a"}


@pytest.fixture
def konclude() -> Konclude:
    if not shutil.which("Konclude"):
        pytest.skip("no Konclude on PATH")
    return Konclude()


@pytest.mark.parametrize("file", ["so-2024-11-18.owl.gz", "cl-edit-merged-2026-08-19.nt.gz"])
def test_modules_of_real_ontologies_lose_and_gain_nothing(konclude: Konclude, shared: Path, file: str) -> None:
    whole = read(shared / "ontologies" / file)
    draw = random.Random(file)  # noqa: S311
    terms = draw.sample(sorted(whole.of_kind("Class")), 20)
    for method in METHODS:
        module = Ontology(tuple(method(whole.axioms, terms)), whole.declarations)
        result = compare(whole, module, terms, konclude)
        assert not result.lost | result.gained, method.__name__


def read_text(axioms: str) -> Ontology:
    from lifonto.reason.documents.files import parsed

    text = f"Prefix(:=<urn:>) Prefix(rdfs:=<http://www.w3.org/2000/01/rdf-schema#>) Ontology({axioms})"
    return parsed(text.encode(), "ofn", annotations=True)
