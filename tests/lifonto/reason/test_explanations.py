"""Why something follows, and what is missing where it does not; over the release, and over small ontologies."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from sentences import ontology
from small_ontologies import CLASSES, el_ontologies

from lifonto.ask.ontology import Ontology as AskedOntology
from lifonto.ask.why import of_subclass
from lifonto.errors import Inconsistent, NotFound, ReasoningError
from lifonto.reason.documents import files
from lifonto.reason.explanation.justification import Explanations, Justification
from lifonto.reason.explanation.search import within
from lifonto.reason.queries.gap import gap
from lifonto.reason.queries.knowledge import KnowledgeBase
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.values.axioms import Axiom, Entity
from lifonto.reason.values.expressions import Named, Restriction
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.rendering import sentence
from lifonto.reason.values.vocabulary import NOTHING

A, B, C, D = (Named(f"urn:{each}") for each in "ABCD")
LIF = Named("https://w3id.org/lifonto/LIFO_0001990")
GP130_CYTOKINE = Named("https://w3id.org/lifonto/LIFO_0001600")


def follows(axioms: list[Axiom], sub: Named, sup: Named) -> bool:
    return KnowledgeBase(Ontology(tuple(axioms)), Rustdl()).entails(sub, sup)


def check(justification: Justification, sub: Named, sup: Named) -> None:
    """Hold *justification* to its two promises: it entails, and loses that with any axiom taken away."""
    axioms = list(justification.axioms)
    assert follows(axioms, sub, sup), justification.text()
    for each in axioms:
        rest = [axiom for axiom in axioms if axiom != each]
        assert not follows(rest, sub, sup), f"{sentence(each)} is not needed in\n{justification.text()}"


@pytest.fixture(scope="module")
def explanations(home: Path) -> Explanations:
    return Explanations(files.read(home / "release" / "lifonto.owl"))


def test_lif_is_a_gp130_cytokine_for_reasons_that_entail_it_and_are_minimal(explanations: Explanations) -> None:
    found = explanations.of_subclass(LIF, GP130_CYTOKINE, 3)
    assert found
    for each in found:
        check(each, LIF, GP130_CYTOKINE)


def test_what_does_not_follow_of_a_class_as_such_is_said_with_the_forms_of_it_that_it_follows_of(home: Path) -> None:
    told = of_subclass(AskedOntology.of_release(home), "LIF", "gp130 cytokine", 3)
    assert not told.found
    assert "as such" in told.text
    assert "- extracellular leukemia inhibitory factor" in told.text.splitlines()


@settings(
    max_examples=30,
    phases=[Phase.generate],
)
@given(el_ontologies)
def test_every_justification_in_a_small_ontology_entails_and_is_minimal(axioms: list[Axiom]) -> None:
    small = Ontology(tuple(axioms), frozenset(Entity("Class", each.name) for each in CLASSES))
    try:
        taxonomy = Rustdl().taxonomy(small)
    except Inconsistent:
        return
    why = Explanations(small)
    pairs = [(sub, sup) for sub in sorted(taxonomy.above)[:2] for sup in sorted(taxonomy.above[sub])]
    pairs += [(each, NOTHING) for each in sorted(taxonomy.unsatisfiable)[:2]]
    for sub, sup in pairs:
        found = why.of_subclass(Named(sub), Named(sup), 2)
        assert found, (sub, sup)
        for each in found:
            check(each, Named(sub), Named(sup))


@pytest.mark.parametrize(
    "sentences",
    [
        "A SubClassOf r some B; r some B SubClassOf t some C; t Range D; t some (C and D) SubClassOf E",
        "A SubClassOf r some B; r some B EquivalentTo t some C; t Range D; D DisjointWith C",
        "r Range t some C; t some (t some C) SubClassOf E; C SubClassOf r some B; r o t SubPropertyOf t;"
        " A SubClassOf r some D",
        "r o s SubPropertyOf t; t Range D; A SubClassOf r some B; B SubClassOf s some C; t some (C and D) SubClassOf E;"
        " C SubClassOf s some C",
    ],
)
def test_what_rules_for_el_lose_is_part_of_an_explanation(sentences: str) -> None:
    sup = Named("urn:E" if "E" in sentences.split() or "E;" in sentences else NOTHING)
    (found,) = Explanations(ontology(*sentences.split(";"))).of_subclass(A, sup)
    check(found, A, sup)


def test_what_does_not_follow_has_no_justification() -> None:
    assert Explanations(ontology("A SubClassOf B", "C SubClassOf B")).of_subclass(A, C) == []


def test_what_takes_case_analysis_is_explained_too() -> None:
    told = ontology("A SubClassOf B or C", "B SubClassOf D", "C SubClassOf D")
    (found,) = Explanations(told).of_subclass(A, D)
    assert set(found.axioms) == set(told.axioms)


def test_a_search_that_comes_to_no_end_is_stopped(explanations: Explanations) -> None:
    with pytest.raises(ReasoningError, match="no end"):
        within(0.01, explanations.ontology.axioms, ("subclass", LIF.name, GP130_CYTOKINE.name), 1)


def test_a_name_that_is_not_there_is_refused(explanations: Explanations) -> None:
    with pytest.raises(NotFound, match="urn:nothing"):
        explanations.of_subclass(Named("urn:nothing"), LIF)


def test_a_repair_breaks_what_followed() -> None:
    told = ontology("A SubClassOf B", "B SubClassOf C")
    repairs = Explanations(told).repairs(A, C)
    assert {each.axioms for each in repairs} == {(axiom,) for axiom in told.axioms}
    for each in repairs:
        assert not follows([axiom for axiom in told.axioms if axiom not in each.axioms], A, C)


def test_an_unsatisfiable_class_is_explained() -> None:
    told = ontology("A SubClassOf B", "A SubClassOf C", "B DisjointWith C", "C SubClassOf D")
    (found,) = Explanations(told).of_unsatisfiable("urn:A")
    assert len(found.axioms) == 3


def test_a_set_of_disjoint_classes_explains_that_one_below_two_of_them_is_empty() -> None:
    told = ontology("B DisjointWith C, D", "A SubClassOf C", "A SubClassOf D")
    (found,) = Explanations(told).of_unsatisfiable("urn:A")
    assert set(found.axioms) == set(told.axioms)


def test_an_axiom_that_rustdl_words_otherwise_than_we_do_is_known_again() -> None:
    told = ontology("A SubClassOf inverse r only (B or D)", "C SubClassOf r some A", "D SubClassOf B")
    (found,) = Explanations(told).of_subclass(C, B)
    assert set(found.axioms) == set(told.axioms)


def test_what_is_missing_is_told_one_conjunct_at_a_time() -> None:
    told = ontology("ligand EquivalentTo protein and binds some receptor", "tnf SubClassOf protein")
    found = gap(KnowledgeBase(told, Rustdl()), Named("urn:tnf"), Named("urn:ligand"))
    binds = Restriction(Named("urn:binds"), "some", Named("urn:receptor"))
    assert not found.follows
    assert found.nearest == ("urn:protein",)
    assert found.conjuncts == ((Named("urn:protein"), True), (binds, False))
    assert not found.excluded


DOCUMENT = """Prefix(:=<urn:>) Ontology(
Declaration(Class(:A)) Declaration(Class(:B)) Declaration(ObjectProperty(:r)) Declaration(ObjectProperty(:s))
%s)"""


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        (
            "SubClassOf(:A ObjectAllValuesFrom(ObjectInverseOf(:r) ObjectUnionOf(:A ObjectIntersectionOf(:B :C))))",
            "A SubClassOf inverse r only (A or (B and C))",
        ),
        ("SubObjectPropertyOf(ObjectPropertyChain(:r :s) :s)", "r o s SubPropertyOf s"),
        ("TransitiveObjectProperty(:r)", "r Characteristics: Transitive"),
        ("DisjointClasses(:A :B :C)", "A DisjointWith B, C"),
        ("ObjectPropertyAssertion(:r :i :j)", "i r j"),
        ("NegativeObjectPropertyAssertion(:r :i :j)", "i not r j"),
        ("SubClassOf(:A ObjectExactCardinality(1 :r :B))", "A SubClassOf r exactly 1 B"),
    ],
)
def test_an_axiom_is_read_and_written_without_loss(stated: str, said: str) -> None:
    (axiom,) = files.parsed((DOCUMENT % stated).encode(), "ofn").axioms
    assert sentence(axiom, lambda iri: iri.removeprefix("urn:")) == said
