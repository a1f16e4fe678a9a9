"""How long a large ontology is reasoned about, and what is said where that was not enough."""

from __future__ import annotations

import pytest
from sentences import ontology

from lifonto.reason.reasoners.rustdl import LARGE, Rustdl
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Literal, Named
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import XSD

MANY = [f"{n + 1} SubClassOf S and T" for n in range(LARGE)]  # of a class below one other no reasoner is asked
CASES = ["D SubClassOf A or B", "A SubClassOf S", "B SubClassOf S"]
VALUE = Axiom("DataPropertyAssertion", (Named("urn:d"), Named("urn:i"), Literal("1", f"{XSD}integer")))


@pytest.fixture(scope="module")
def cases() -> Ontology:
    """Return an ontology with a data value, so that no model without values shows what does not follow."""
    return ontology(*MANY, *CASES).plus([VALUE])


def test_a_large_ontology_has_its_few_cases_gone_through_in_the_time_given(cases: Ontology) -> None:
    found = Rustdl(seconds=120).taxonomy(cases)
    assert "urn:S" in found.above["urn:D"]
    assert not found.notes


def test_where_models_show_the_rest_the_few_cases_are_gone_through_at_once() -> None:
    found = Rustdl().taxonomy(ontology(*MANY, *CASES))
    assert "urn:S" in found.above["urn:D"]
    assert not found.notes


def test_without_time_for_cases_it_is_told_what_may_be_missing(cases: Ontology) -> None:
    (note,) = Rustdl().taxonomy(cases).notes
    assert "1 ObjectUnionOf" in note
    assert "the full procedure was not run" in note


def test_where_the_time_is_up_what_el_rules_find_stands_with_a_note(cases: Ontology) -> None:
    reasoner = Rustdl(seconds=0.001)
    cut, el = reasoner.taxonomy(cases), Rustdl(saturation_only=True).taxonomy(cases)
    assert (cut.above, cut.unsatisfiable) == (el.above, el.unsatisfiable)
    assert any("did not end within 0.001 s" in note for note in cut.notes)


@pytest.mark.parametrize("kind", ["Symmetric", "InverseFunctional"])
def test_what_needs_no_cases_is_classified_in_full_whatever_its_size(kind: str) -> None:
    large = ontology(*MANY, "D SubClassOf D", f"r Characteristics: {kind}")
    assert not Rustdl().taxonomy(large).notes
