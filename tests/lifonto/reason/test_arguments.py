"""Arguments: what follows is built from lemmas that follow, and what an argument does without is told."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from sentences import ontology, read
from small_ontologies import CLASSES, alc_ontologies, el_ontologies

from lifonto.ask.layout import argument
from lifonto.ask.ontology import Ontology as Asked
from lifonto.ask.reading import reading
from lifonto.ask.telling import Told
from lifonto.ask.terms import TermIndex
from lifonto.ask.why import of_contradictions, of_subclass, of_unsatisfiable, told_of
from lifonto.errors import Inconsistent
from lifonto.reason.documents import files
from lifonto.reason.explanation.argument import Step, argue
from lifonto.reason.explanation.derivation import Derivation
from lifonto.reason.explanation.justification import Explanations
from lifonto.reason.explanation.laconic import Premise
from lifonto.reason.explanation.minimality import entails
from lifonto.reason.explanation.unstated import unstated
from lifonto.reason.queries.knowledge import KnowledgeBase
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.values.axioms import Axiom, Entity
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.rendering import render, sentence
from lifonto.reason.values.vocabulary import NOTHING
from lifonto.tables.prefixes import Prefixes

A, D, E = (Named(f"urn:{each}") for each in "ADE")
SAMPLE, SEED = 30, 1988


FEW = settings(
    max_examples=30,
    phases=[Phase.generate],
)


def name(iri: str) -> str:
    return iri.removeprefix("urn:")


def shape(part: Step | Premise) -> Any:
    """Return what an argument says, in sentences: an axiom, or a conclusion with what it follows from."""
    if isinstance(part, Premise):
        return sentence(part.axiom, name)
    rule = [shape(part.rule)] if part.rule else []
    return {sentence(part.conclusion, name): [*map(shape, part.because), *rule]}


def why(*sentences: str, sup: Named = D) -> Step:
    """Return the argument that A is in *sup*, from all that is said."""
    return argue(ontology(*sentences).axioms, A, sup)


def asked(*sentences: str) -> Asked:
    """Return an ontology whose terms are called by the last parts of their IRIs."""
    said = ontology(*sentences)
    labels = {each.iri: name(each.iri) for each in said.entities}
    return Asked(said, TermIndex.of_labels(labels, labels, Prefixes({})))


def steps_of(part: Step | Premise) -> Iterator[Step]:
    """Yield every step of an argument."""
    if isinstance(part, Step):
        yield part
        for each in part.because:
            yield from steps_of(each)


def premises_of(part: Step | Premise) -> Iterator[Premise]:
    """Yield every axiom of an argument."""
    for step in steps_of(part):
        yield from (each for each in (*step.because, step.rule) if isinstance(each, Premise))


def check(why: Step, axioms: tuple[Axiom, ...]) -> None:
    """Hold an argument to its promises: each step follows from what is under it, all is used, and what is used does."""
    for step in steps_of(why):
        under = [each.axiom if isinstance(each, Premise) else each.conclusion for each in step.because]
        under += [step.rule.axiom] if step.rule else []
        assert follows(under, step.conclusion), shape(step)
        assert step.conclusion not in [each.conclusion for each in step.because if isinstance(each, Step)], shape(why)
    premises = list(premises_of(why))
    assert {each.axiom for each in premises} == set(axioms), shape(why)
    assert follows([each.used for each in premises], why.conclusion), shape(why)
    for each in premises:
        said = each.says or each.used
        assert said == each.axiom or said.kind != "SubClassOf" or follows([each.axiom], said), each


def follows(axioms: list[Axiom], conclusion: Axiom) -> bool:
    sub, sup = conclusion.parts
    return entails(axioms, sub, sup)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sentences", "lemma"),
    [
        (["A SubClassOf r some B", "B SubClassOf s some C", "r o s SubPropertyOf t"], "A SubClassOf t some C"),
        (["A SubClassOf t some B", "B SubClassOf t some C", "t Characteristics: Transitive"], "A SubClassOf t some C"),
        (["A SubClassOf r some C", "r SubPropertyOf t"], "A SubClassOf t some C"),
        (["A SubClassOf t some B", "B SubClassOf C"], "A SubClassOf t some C"),
        (["A SubClassOf t some B", "t Range C"], "A SubClassOf t some (B and C)"),
        (["A SubClassOf B", "C SubClassOf E", "B DisjointWith E"], "A SubClassOf not C"),
        (["A SubClassOf not E", "C SubClassOf E"], "A SubClassOf not C"),
    ],
)
def test_what_a_definition_asks_for_is_a_lemma_of_its_own(sentences: list[str], lemma: str) -> None:
    definition = f"D EquivalentTo F and ({lemma.removeprefix('A SubClassOf ')})"
    told = shape(why(*sentences, "A SubClassOf F", definition))
    assert told == {"A SubClassOf D": ["A SubClassOf F", {lemma: sentences}, definition]}


def test_the_domain_of_a_relation_is_a_lemma_too() -> None:
    sentences = ["A SubClassOf r some B", "r Domain C"]
    told = shape(why(*sentences, "D EquivalentTo C and (r some B)"))
    (premises,) = told.values()
    assert premises == [{"A SubClassOf C": sentences}, "A SubClassOf r some B", "D EquivalentTo C and (r some B)"]


def test_the_range_of_a_relation_holds_of_those_below_it() -> None:
    told = why("A SubClassOf r some B", "r SubPropertyOf t", "t Range C", "D EquivalentTo r some C")
    assert [sentence(each.conclusion, name) for each in steps_of(told)][1:] in (
        ["A SubClassOf r some C", "A SubClassOf r some (B and C)"],
        ["A SubClassOf r some (B and C)"],
    )


def test_a_hierarchy_is_one_step() -> None:
    sentences = ["A SubClassOf B", "B SubClassOf C", "C SubClassOf D"]
    assert shape(why(*sentences)) == {"A SubClassOf D": sentences}


def test_a_class_with_no_possible_instances_is_on_both_sides_of_a_disjointness() -> None:
    told = shape(why("A SubClassOf B", "B SubClassOf C", "A SubClassOf E", "C DisjointWith E", sup=Named(NOTHING)))
    assert told == {
        f"A SubClassOf {NOTHING}": [
            {"A SubClassOf C": ["A SubClassOf B", "B SubClassOf C"]},
            "A SubClassOf E",
            "C DisjointWith E",
        ]
    }


def test_what_takes_cases_is_one_step_from_all_axioms() -> None:
    axioms = ["A SubClassOf B or C", "B SubClassOf D", "C SubClassOf D"]
    ((conclusion, under),) = shape(why(*axioms)).items()
    assert (conclusion, sorted(under)) == ("A SubClassOf D", sorted(axioms))


@pytest.mark.parametrize(
    ("axiom", "others", "used", "unneeded"),
    [
        ("A SubClassOf B and C and (r some E)", ["B SubClassOf D"], "A SubClassOf B", {"C", "r some E"}),
        ("A EquivalentTo B and C", ["B SubClassOf D"], "A SubClassOf B", {"C"}),
        ("D EquivalentTo B and C", ["A SubClassOf B", "A SubClassOf C"], "B and C SubClassOf D", set()),
        ("B or C SubClassOf D", ["A SubClassOf B"], "B SubClassOf D", {"C"}),
        ("A SubClassOf r some (B and C)", ["r some B SubClassOf D"], "A SubClassOf r some B", {"C"}),
        ("A SubClassOf not (B or C)", ["not B SubClassOf D"], "A SubClassOf not B", {"C"}),
    ],
)
def test_what_an_argument_does_without_is_told(axiom: str, others: list[str], used: str, unneeded: set[str]) -> None:
    premise = next(each for each in premises_of(why(axiom, *others)) if each.axiom == read(axiom))
    assert sentence(premise.used, name) == used
    assert {render(each, name) for each in premise.unneeded} == unneeded


def test_of_many_disjoint_classes_two_are_needed() -> None:
    many = ", ".join(f"N{number}" for number in range(60))
    told = why("A SubClassOf B", "A SubClassOf C", f"B DisjointWith {many}, C", sup=Named(NOTHING))
    premise = next(each for each in premises_of(told) if each.axiom.kind == "DisjointClasses")
    assert sentence(premise.used, name) == "B DisjointWith C"
    assert len(premise.unneeded) == 60


@FEW
@given(el_ontologies)
def test_each_step_follows_from_what_stands_under_it(axioms: list[Axiom]) -> None:
    small = Ontology(tuple(axioms), frozenset(Entity("Class", each.name) for each in CLASSES))
    try:
        taxonomy = Rustdl().taxonomy(small)
    except Inconsistent:
        return
    pairs = [(sub, sup) for sub in sorted(taxonomy.above) for sup in sorted(taxonomy.above[sub])]
    pairs += [(each, NOTHING) for each in sorted(taxonomy.unsatisfiable)]
    for sub, sup in pairs[:6]:
        for found in Explanations(small).of_subclass(Named(sub), Named(sup), 2):
            check(argue(found.axioms, Named(sub), Named(sup)), found.axioms)
            assert Derivation(found.axioms, Named(sub), Named(sup)).holds(Named(sub), Named(sup)), found.text()


@FEW
@given(alc_ontologies)
def test_all_that_rules_find_follows_beyond_el_too(axioms: list[Axiom]) -> None:
    above = Derivation(axioms, A, Named(NOTHING)).above
    found = [(sub, sup) for sub in above for sup in above[sub]]
    with suppress(Inconsistent):
        follows = KnowledgeBase(Ontology(tuple(axioms)), Rustdl()).entailed(found)
        assert all(follows), [pair for pair, holds in zip(found, follows, strict=True) if not holds]


def test_what_follows_unstated_in_the_release_has_an_argument(home: Path) -> None:
    release = files.read(home / "release" / "lifonto.owl")
    pairs = unstated(Rustdl().taxonomy(release), release.axioms)
    explanations = Explanations(release)
    for sub, sup in random.Random(SEED).sample(pairs, SAMPLE):  # noqa: S311 - a sample, not a secret
        (found,) = explanations.of_subclass(Named(sub), Named(sup), 1)
        told = argue(found.axioms, Named(sub), Named(sup))
        check(told, found.axioms)
        assert len(found.axioms) < 5 or len(list(steps_of(told))) > 1, shape(told)


def parts_of(told: Told) -> Iterator[Told]:
    """Yield everything told, in the order of the text."""
    for each in told.because:
        yield each
        yield from parts_of(each)


SHARED = [
    *("A SubClassOf B", "A SubClassOf r some C", "r Domain B", "C SubClassOf E"),
    "D EquivalentTo B and (r some E)",
]


def test_what_was_told_is_referred_to_by_its_number() -> None:
    answer = of_subclass(asked(*SHARED), "A", "D", 5)
    first, second = (list(parts_of(each)) for each in answer.steps)
    numbers = [each.number for each in first if not each.again]
    assert numbers == list(range(1, 1 + len(numbers)))
    known = {each.number: each for each in first}
    again = [each for each in second if each.again]
    assert again
    for each in again:
        assert not each.because
        assert each.axiom == known[each.number].axiom
        assert f"as in step {each.number}: {each.sentence}" in " ".join(answer.text.split())
    new = [each.number for each in (*first, *second) if not each.again]
    assert len(set(new)) == len(new)


def test_the_flat_explanations_have_the_axioms_of_the_arguments() -> None:
    answer = of_subclass(asked(*SHARED), "A", "D", 5)
    told = {each.number: each for steps in answer.steps for each in parts_of(steps) if not each.again}

    def axioms(part: Told) -> set[str]:
        """Return the axioms of an argument, also of what was told before."""
        return {part.axiom, *(axiom for each in part.because for axiom in axioms(told[each.number]))} - {""}

    assert len(answer.explanations) == 2
    for flat, steps in zip(answer.explanations, answer.steps, strict=True):
        assert {each.axiom for each in flat} == axioms(steps)


def test_a_definition_that_is_used_in_parts_is_told_once() -> None:
    told = of_subclass(asked("A EquivalentTo B and C and E", "D EquivalentTo B and C"), "A", "D", 1)
    assert told.text.splitlines()[2:] == [
        "Because",
        "   1. by definition, every A is a kind of B and of C (not needed here: E)",
        "       A EquivalentTo B and C and E",
        "      as in step 1: A is a kind of C",
        "   2. by definition, every B that is also a kind of C is a kind of D",
        "       D EquivalentTo B and C",
    ]


def test_contradictions_are_argued_for() -> None:
    said = ["A SubClassOf B", "A SubClassOf C", "B DisjointWith C"]
    (told,) = of_unsatisfiable(asked(*said), "A", 3).steps
    assert told.sentence == "no A can exist"
    assert [each.sentence for each in told.because] == [
        "A is a kind of B",
        "A is a kind of C",
        "no B is a kind of C",
    ]
    (told,) = of_contradictions(asked(*said, "urn:i Type A"), 3).steps
    assert told.sentence == "nothing can exist"
    assert "i is an instance of A" in {each.sentence for each in told.because}


def test_what_is_so_in_any_case_takes_no_axiom() -> None:
    assert "it takes no axiom" in of_subclass(asked("A SubClassOf B"), "A", "A", 1).text


def test_there_may_be_more_where_as_many_as_asked_for_are_found() -> None:
    one, two = (of_subclass(asked(*SHARED), "A", "D", limit) for limit in (1, 5))
    assert any("more explanations" in each for each in one.notes)
    assert not any("more explanations" in each for each in two.notes)


def test_an_expression_that_is_asked_about_is_argued_for() -> None:
    ours = asked("B SubClassOf E", "r some E SubClassOf D")
    sub, sup = (read(f"{each} SubClassOf A").parts[0] for each in ("r some B", "D"))
    found = ours.explanations.of_subclass(sub, sup)  # type: ignore[arg-type]
    (told,) = told_of(ours, found, sub, sup)  # type: ignore[arg-type]
    assert told.sentence == "everything that r some B is a kind of D"
    assert list(argument(told.because))


@pytest.mark.parametrize(
    ("axiom", "said"),
    [
        ("cell SubClassOf 'has part' some nucleus", "every cell has some nucleus as part"),
        ("cell SubClassOf 'has part' some (nucleus and (enables some x))", "every cell has as part some nucleus that"),
        ("cell SubClassOf 'part of' only body", "every cell is part of nothing but body"),
        ("cell SubClassOf not ('part of' some body)", "every cell is part of no body"),
        ("cell SubClassOf not body", "no cell is a kind of body"),
        ("cell SubClassOf enables min 2 x", "every cell enables at least 2 x"),
        ("cell SubClassOf body or (enables some x)", "every cell either is a kind of body or enables some x"),
        ("'has part' o 'part of' SubPropertyOf overlaps", "where X has Y as part and Y is part of Z, X overlaps Z"),
        ("'acts upstream of, positive effect' Range x", "where X acts upstream of Y (positive effect), Y is a kind"),
        ("'has part' Domain cell", "everything that has some part is a kind of cell"),
        ("cell DisjointWith body", "no cell is a kind of body"),
        ("<urn:x#partOf> InverseOf <urn:x#has_part>", "where X is part of Y, Y has X as part"),
    ],
)
def test_an_axiom_is_said_in_a_plain_sentence(axiom: str, said: str) -> None:
    assert reading(read(axiom), name).startswith(said)
