"""How long a large ontology is reasoned about, and what is said where that was not enough."""

from __future__ import annotations

import pytest

from lifonto.owl.expressions import Expression, Junction, Named
from lifonto.reason.ontology.axioms import AnyAxiom, Axiom
from lifonto.reason.ontology.documents import declaration, plus
from lifonto.reason.ontology.rdfxml import document
from lifonto.reason.reasoners.rust import LARGE, Rustdl

D, A, B, S = (Named(f"urn:{each}") for each in "DABS")
MANY: list[AnyAxiom] = [Axiom(Named(f"urn:{n + 1}"), "SubClassOf", (S,)) for n in range(LARGE)]


def below(sub: Named, sup: Expression) -> Axiom:
    return Axiom(sub, "SubClassOf", (sup,))


CASES = document([*MANY, below(D, Junction("or", (A, B))), below(A, S), below(B, S)])


def test_a_large_ontology_has_its_few_cases_gone_through_in_the_time_given() -> None:
    found = Rustdl(seconds=120).taxonomy(CASES)
    assert S.name in found.above[D.name]
    assert not found.notes


def test_without_time_for_cases_it_is_told_what_may_be_missing() -> None:
    (note,) = Rustdl().taxonomy(CASES).notes
    assert "1 unionOf" in note
    assert "cases were not gone through" in note


def test_where_the_time_is_up_what_el_rules_find_stands_with_a_note() -> None:
    reasoner = Rustdl(seconds=0.001)
    cut, el = reasoner.taxonomy(CASES), Rustdl(saturation_only=True).taxonomy(CASES)
    assert (cut.above, cut.unsatisfiable) == (el.above, el.unsatisfiable)
    assert any("did not end within 0.001 s" in note for note in cut.notes)


@pytest.mark.parametrize("kind", ["Symmetric", "InverseFunctional"])
def test_what_needs_no_cases_is_classified_in_full_whatever_its_size(kind: str) -> None:
    large = plus(document([*MANY, Axiom(Named("urn:r"), "Characteristics:", (kind,))]), [declaration("Class", D.name)])
    assert not Rustdl().taxonomy(large).notes
