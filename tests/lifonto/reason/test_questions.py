"""Questions to models: what no model leaves open does not follow, and what follows is left open."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sentences import ontology
from small_ontologies import alc_ontologies, alco_ontologies, alcq_ontologies

from lifonto.errors import Inconsistent
from lifonto.reason.links.inference import infer
from lifonto.reason.models.countermodels import Proof
from lifonto.reason.models.questions import questions, unanswered
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.ontology import Ontology

ASKED = [f"{relation} some {filler} SubClassOf {relation}{filler}" for relation, filler in product("rst", "ABCDE")]


@settings(max_examples=100)
@given(st.one_of(alc_ontologies, alcq_ontologies, alco_ontologies))
def test_a_link_that_follows_is_left_open_or_known(axioms: list[Axiom]) -> None:
    root = Ontology(tuple(axioms))
    try:
        known = Rustdl().taxonomy(root)
    except Inconsistent:
        return
    asked, proof = root.plus(ontology(*ASKED).axioms), Proof(root.axioms, known.above, known.unsatisfiable)
    if proof.settle().models:
        nothing = dict.fromkeys(known.above, frozenset[str]())
        names, true = questions(asked), Rustdl().taxonomy(asked)
        left = unanswered(proof, names, nothing)
        for sub in known.above:
            assert true.above[sub] & names.keys() <= left.get(sub, frozenset())


@settings(max_examples=100)
@given(st.one_of(alc_ontologies, alcq_ontologies, alco_ontologies))
def test_the_links_are_those_that_are_found_without_models_of_the_root(axioms: list[Axiom]) -> None:
    root = Ontology(tuple(axioms))
    try:
        found = infer(root, [f"urn:{each}" for each in "rst"], Rustdl())
    except Inconsistent:
        return
    asked = root.plus(ontology(*ASKED).axioms)
    apart, names = Rustdl().taxonomy(asked), questions(asked)
    links = {
        (sub, names[name].relation.name, names[name].filler.name)
        for sub in found.taxonomy.above
        for name in apart.above[sub] & names.keys()
    }
    assert (
        found.notes or apart.notes or found.existentials == {link for link in links if link[2] in found.taxonomy.above}
    )


CHOICES = [
    "A SubClassOf r some B or r some C",
    "D SubClassOf r some (B or C)",
    "B SubClassOf E",
    "C SubClassOf E",
    "F SubClassOf A or D",
]


def test_a_link_that_every_case_has_is_found_and_those_of_one_case_are_not() -> None:
    told = ontology(*CHOICES)
    found = infer(told, ["urn:r"], Rustdl())
    assert found.complete
    assert found.existentials == {(f"urn:{each}", "urn:r", "urn:E") for each in "ADF"}


def test_other_choices_show_what_the_first_model_leaves_open() -> None:
    told = ontology(*CHOICES)
    known = Rustdl().taxonomy(told)
    proof = Proof(told.axioms, known.above, known.unsatisfiable)
    assert proof.settle().is_whole
    asked = questions(told.plus(ontology(*(f"r some {each} SubClassOf P{each}" for each in "BCE")).axioms))
    assert unanswered(proof, asked, known.above) == {f"urn:{each}": {"urn:PE"} for each in "ADF"}


@pytest.mark.parametrize(
    "added",
    [
        ["P EquivalentTo r some A"],
        ["r only A SubClassOf P"],
        ["r some A SubClassOf B"],
        ["r some A SubClassOf P", "s some A SubClassOf P"],
        ["r some A SubClassOf P", "s some P SubClassOf Q"],
        ["r some A SubClassOf P", "A SubClassOf r some P"],
    ],
)
def test_what_says_more_than_which_links_there_are_is_no_question(added: list[str]) -> None:
    assert not questions(ontology("A SubClassOf B").plus(ontology(*added).axioms))


def test_questions_are_asked_of_a_root_alone() -> None:
    asked = ontology("r some A SubClassOf P").axioms
    root = ontology("A SubClassOf r some B")
    assert questions(root.plus(asked))
    assert not questions(root.plus(ontology("B SubClassOf A").axioms).plus(asked))
    assert not questions(Ontology(asked))
