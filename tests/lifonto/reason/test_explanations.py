"""Why something follows, and what is missing where it does not; over the release, and over small ontologies."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from small_ontologies import CLASSES, el_ontologies

from lifonto.errors import Inconsistent, NotFound, ReasoningError
from lifonto.owl.expressions import Junction, Named, Restriction
from lifonto.reason.explanation.justification import Explanations, Justification
from lifonto.reason.explanation.search import within
from lifonto.reason.model.gap import gap
from lifonto.reason.model.knowledge import KnowledgeBase
from lifonto.reason.ontology.axioms import AnyAxiom, Axiom, Fact, Sentence, read
from lifonto.reason.ontology.documents import NOTHING, declaration, empty, plus
from lifonto.reason.ontology.rdfxml import document, write
from lifonto.reason.reasoners.rust import Rustdl

LIF = Named("http://purl.obolibrary.org/obo/PR_000009799")
GP130_CYTOKINE = Named("https://w3id.org/lifonto/LIFO_0001600")


def follows(axioms: list[AnyAxiom], sub: Named, sup: Named) -> bool:
    return KnowledgeBase(document(axioms), Rustdl()).entails(sub, sup)


def check(justification: Justification, sub: Named, sup: Named) -> None:
    """Hold *justification* to its two promises: it entails, and loses that with any axiom taken away."""
    axioms = list(justification.axioms)
    assert follows(axioms, sub, sup), justification.text()
    for each in axioms:
        rest = [axiom for axiom in axioms if axiom != each]
        assert not follows(rest, sub, sup), f"{each.text()} is not needed in\n{justification.text()}"


@pytest.fixture(scope="module")
def explanations(home: Path) -> Explanations:
    return Explanations((home / "release" / "lifonto.owl").read_bytes())


def test_lif_is_a_gp130_cytokine_for_reasons_that_entail_it_and_are_minimal(explanations: Explanations) -> None:
    found = explanations.of_subclass(LIF, GP130_CYTOKINE, 3)
    assert found
    for each in found:
        check(each, LIF, GP130_CYTOKINE)


@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(el_ontologies)
def test_every_justification_in_a_small_ontology_entails_and_is_minimal(ontology: list[Axiom]) -> None:
    written = [declaration("Class", each.name) for each in CLASSES]
    rdfxml = plus(empty(), [*written, *(write(axiom, {"urn:r", "urn:s", "urn:t"}) for axiom in ontology)])
    try:
        taxonomy = Rustdl().taxonomy(rdfxml)
    except Inconsistent:
        return
    why = Explanations(rdfxml)
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
        "<urn:A> SubClassOf <urn:r> some <urn:B>; <urn:r> some <urn:B> SubClassOf <urn:t> some <urn:C>;"
        " <urn:t> Range <urn:D>; <urn:t> some (<urn:C> and <urn:D>) SubClassOf <urn:E>",
        "<urn:A> SubClassOf <urn:r> some <urn:B>; <urn:r> some <urn:B> EquivalentTo <urn:t> some <urn:C>;"
        " <urn:t> Range <urn:D>; <urn:D> DisjointWith <urn:C>",
        "<urn:r> Range <urn:t> some <urn:C>; <urn:t> some (<urn:t> some <urn:C>) SubClassOf <urn:E>;"
        " <urn:C> SubClassOf <urn:r> some <urn:B>; <urn:r> o <urn:t> SubPropertyOf <urn:t>;"
        " <urn:A> SubClassOf <urn:r> some <urn:D>",
        "<urn:r> o <urn:s> SubPropertyOf <urn:t>; <urn:t> Range <urn:D>; <urn:A> SubClassOf <urn:r> some <urn:B>;"
        " <urn:B> SubClassOf <urn:s> some <urn:C>; <urn:t> some (<urn:C> and <urn:D>) SubClassOf <urn:E>;"
        " <urn:C> SubClassOf <urn:s> some <urn:C>",
    ],
)
def test_what_rules_for_el_lose_is_part_of_an_explanation(sentences: str) -> None:
    axioms = [read(each.strip()) for each in sentences.split(";")]
    sup = "urn:E" if "urn:E" in sentences else NOTHING
    (found,) = Explanations(document(axioms)).of_subclass(Named("urn:A"), Named(sup))
    check(found, Named("urn:A"), Named(sup))


def test_what_does_not_follow_has_no_justification() -> None:
    a, b, c = (Named(f"urn:{each}") for each in "abc")
    axioms: list[AnyAxiom] = [Axiom(a, "SubClassOf", (b,)), Axiom(c, "SubClassOf", (b,))]
    assert Explanations(document(axioms)).of_subclass(a, c) == []


def test_what_takes_case_analysis_is_explained_too() -> None:
    a, b, c, d = (Named(f"urn:{each}") for each in "abcd")
    axioms: list[AnyAxiom] = [
        Axiom(a, "SubClassOf", (Junction("or", (b, c)),)),
        Axiom(b, "SubClassOf", (d,)),
        Axiom(c, "SubClassOf", (d,)),
    ]
    (found,) = Explanations(document(axioms)).of_subclass(a, d)
    assert set(found.axioms) == set(axioms)


def test_a_search_that_comes_to_no_end_is_stopped(explanations: Explanations) -> None:
    with pytest.raises(ReasoningError, match="no end"):
        within(0.01, explanations.axioms, ("subclass", LIF.name, GP130_CYTOKINE.name), 1)


def test_a_name_that_is_not_there_is_refused(explanations: Explanations) -> None:
    with pytest.raises(NotFound, match="urn:nothing"):
        explanations.of_subclass(Named("urn:nothing"), LIF)


def test_a_repair_breaks_what_followed() -> None:
    a, b, c = (Named(f"urn:{each}") for each in "abc")
    axioms: list[AnyAxiom] = [Axiom(a, "SubClassOf", (b,)), Axiom(b, "SubClassOf", (c,))]
    repairs = Explanations(document(axioms)).repairs(a, c)
    assert {each.axioms for each in repairs} == {(axioms[0],), (axioms[1],)}
    for each in repairs:
        assert not follows([axiom for axiom in axioms if axiom not in each.axioms], a, c)


def test_an_unsatisfiable_class_is_explained() -> None:
    a, b, c = (Named(f"urn:{each}") for each in "abc")
    axioms: list[AnyAxiom] = [
        Axiom(a, "SubClassOf", (b,)),
        Axiom(a, "SubClassOf", (c,)),
        Axiom(b, "DisjointWith", (c,)),
        Axiom(c, "SubClassOf", (Named("urn:d"),)),
    ]
    (found,) = Explanations(document(axioms)).of_unsatisfiable("urn:a")
    assert len(found.axioms) == 3


def test_what_is_missing_is_told_one_conjunct_at_a_time() -> None:
    protein, receptor, ligand, tnf = (Named(f"urn:{each}") for each in ("protein", "receptor", "ligand", "tnf"))
    binds = Restriction(Named("urn:binds"), "some", receptor)
    axioms: list[AnyAxiom] = [
        Axiom(ligand, "EquivalentTo", (Junction("and", (protein, binds)),)),
        Axiom(tnf, "SubClassOf", (protein,)),
    ]
    found = gap(KnowledgeBase(document(axioms), Rustdl()), axioms, tnf, ligand)
    assert not found.follows
    assert found.nearest == ("urn:protein",)
    assert found.conjuncts == ((protein, True), (binds, False))
    assert not found.excluded


@pytest.mark.parametrize(
    "sentence",
    [
        "<urn:A> SubClassOf inverse (<urn:r>) only (<urn:A> or (<urn:B> and <urn:C>))",
        "<urn:r> o <urn:s> SubPropertyOf <urn:s>",
        "<urn:r> Characteristics: Transitive",
        "<urn:A> DisjointWith <urn:B>, <urn:C>",
        "<urn:i> <urn:r> <urn:j>",
        "<urn:i> not <urn:r> <urn:j>",
        "<urn:A> SubClassOf <urn:r> exactly 1 <urn:B>",
    ],
)
def test_an_axiom_is_read_and_written_without_loss(sentence: str) -> None:
    axiom = read(sentence)
    assert isinstance(axiom, Axiom | Fact)
    assert not isinstance(axiom, Sentence)
    plain = sentence.replace("<", "").replace(">", "").replace("inverse (urn:r)", "inverse urn:r")
    assert axiom.text() == plain
