"""What contradicts itself is explained with its repairs: a class, an ontology, in any file, on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner
from sentences import ontology, read

from lifonto.cli import main
from lifonto.errors import Inconsistent
from lifonto.reason.explanation.justification import Explanations
from lifonto.reason.explanation.minimality import entails
from lifonto.reason.explanation.repairs import hitting
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import NOTHING

E = Named("urn:E")
SENTENCES = (
    "A SubClassOf B",
    "A SubClassOf C",
    "B DisjointWith C",
    "A SubClassOf D",
    "D SubClassOf C",
    "E SubClassOf A",
)
EMPTY = list(map(read, SENTENCES))
INSTANCE = read("I Type A")
OFN = """Prefix(:=<http://example.org/>) Prefix(rdfs:=<http://www.w3.org/2000/01/rdf-schema#>)
Ontology(<http://example.org/o>
Declaration(Class(:1)) Declaration(Class(:2)) Declaration(Class(:3)) Declaration(Class(:4))
Declaration(NamedIndividual(:sample)) Declaration(ObjectProperty(:binds))
AnnotationAssertion(rdfs:label :1 "cytokine") AnnotationAssertion(rdfs:label :2 "receptor")
AnnotationAssertion(rdfs:label :3 "false ligand") AnnotationAssertion(rdfs:label :4 "target of the false ligand")
AnnotationAssertion(rdfs:label :binds "binds")
SubClassOf(:3 :1) SubClassOf(:3 :2) SubClassOf(:4 ObjectSomeValuesFrom(:binds :3)) DisjointClasses(:1 :2) MORE
)
"""


def consistent(axioms: list[Axiom]) -> bool:
    try:
        Rustdl().taxonomy(Ontology(tuple(axioms)))
    except Inconsistent:
        return False
    return True


def smallest_removals(axioms: list[Axiom], mended: Callable[[list[Axiom]], bool]) -> set[frozenset[Axiom]]:
    """Try every removal, smallest first: what ``repairs`` is held to."""
    found: set[frozenset[Axiom]] = set()
    for size in range(len(axioms) + 1):
        for removed in map(frozenset, combinations(axioms, size)):
            left = [axiom for axiom in axioms if axiom not in removed]
            if not any(other <= removed for other in found) and mended(left):
                found.add(removed)
    return found


def test_the_repairs_of_an_empty_class_are_all_the_smallest_removals() -> None:
    repairs = Explanations(ontology(*SENTENCES)).repairs(E, Named(NOTHING), 50)
    expected = smallest_removals(EMPTY, lambda left: not entails(left, E, Named(NOTHING)))
    assert {frozenset(each.axioms) for each in repairs} == expected
    assert len(expected) > 2


def test_a_contradiction_is_explained_by_sets_that_contradict_and_are_minimal() -> None:
    axioms = [*EMPTY, INSTANCE]
    found = Explanations(Ontology(tuple(axioms))).of_inconsistency(10)
    assert len(found) == 2
    for each in found:
        assert not consistent(list(each.axioms))
        for axiom in each.axioms:
            assert consistent([other for other in each.axioms if other != axiom])


def test_the_repairs_of_a_contradiction_are_all_the_smallest_removals() -> None:
    axioms = [*EMPTY, INSTANCE]
    repairs = Explanations(Ontology(tuple(axioms))).repairs_of_inconsistency(50)
    assert {frozenset(each.axioms) for each in repairs} == smallest_removals(axioms, consistent)


def test_what_does_not_contradict_has_neither_explanation_nor_repair() -> None:
    explanations = Explanations(ontology(*SENTENCES))
    assert explanations.of_inconsistency() == []
    assert explanations.repairs_of_inconsistency() == []
    assert explanations.of_unsatisfiable("urn:B") == []


def test_a_repair_of_what_takes_cases_mends_it() -> None:
    axioms = list(map(read, ("A SubClassOf B or C", "B SubClassOf D", "C SubClassOf D")))
    repairs = Explanations(Ontology(tuple(axioms))).repairs(Named("urn:A"), Named("urn:D"))
    assert {each.axioms for each in repairs} == {(axiom,) for axiom in axioms}


def test_sets_are_hit_by_as_little_as_can_be() -> None:
    one, two, three = EMPTY[:3]
    hits = list(hitting([frozenset({one, two}), frozenset({two, three})]))
    assert hits == [frozenset({two}), frozenset({one, three})]


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    file = tmp_path / "broken.ofn"
    file.write_text(OFN.replace("MORE", ""))
    return file


def explain(*arguments: object) -> tuple[int, dict[str, object]]:
    done = CliRunner().invoke(main, ["explain", *map(str, arguments), "--format", "json"])
    return done.exit_code, json.loads(done.stdout)


def axioms_of(blocks: object) -> list[set[str]]:
    assert isinstance(blocks, list)
    return [{line["axiom"] for line in block} for block in blocks]


def test_a_class_that_can_have_no_instances_is_explained_in_any_file(broken: Path) -> None:
    code, said = explain("--in", broken, "target of the false ligand")
    assert code == 0
    why = {
        "'target of the false ligand' SubClassOf binds some 'false ligand'",
        "'false ligand' SubClassOf cytokine",
        "'false ligand' SubClassOf receptor",
        "cytokine DisjointWith receptor",
    }
    assert axioms_of(said["explanations"]) == [why]
    assert said["asked"] == {"sub": "target of the false ligand"}
    assert all(len(repair) == 1 and repair < why for repair in axioms_of(said["repairs"]))


def test_without_a_term_the_class_is_explained_where_the_emptiness_begins(broken: Path) -> None:
    code, said = explain("--in", broken)
    assert (code, said["asked"]) == (0, {"sub": "false ligand"})
    assert "nor, while it cannot, may target of the false ligand" in str(said["text"])
    assert len(axioms_of(said["repairs"])) == 3


def test_an_ontology_that_contradicts_itself_is_explained_and_mended(tmp_path: Path) -> None:
    file = tmp_path / "contradiction.ofn"
    file.write_text(OFN.replace("MORE", "ClassAssertion(:3 :sample)"))
    code, said = explain("--in", file, "--limit", 10)
    assert code == 0
    (why,) = axioms_of(said["explanations"])
    assert ":sample Type 'false ligand'" in why
    assert sorted(map(sorted, axioms_of(said["repairs"]))) == sorted([axiom] for axiom in why)


def test_where_nothing_contradicts_it_says_so(tmp_path: Path) -> None:
    file = tmp_path / "sound.ofn"
    file.write_text(OFN.replace("DisjointClasses(:1 :2) MORE", ""))
    code, said = explain("--in", file)
    assert (code, said["found"]) == (1, False)
    code, said = explain("--in", file, "cytokine")
    assert (code, said["text"]) == (1, "nothing keeps cytokine from having instances")


def test_everything_that_follows_unstated_is_explained_with_figures(tmp_path: Path) -> None:
    file = tmp_path / "sound.ofn"
    more = 'Declaration(Class(:5)) AnnotationAssertion(rdfs:label :5 "binder")'
    more += " EquivalentClasses(:5 ObjectSomeValuesFrom(:binds :1))"
    file.write_text(OFN.replace("DisjointClasses(:1 :2) MORE", more))
    code, said = explain("--in", file, "--all")
    assert code == 0
    figures = said["figures"]
    assert isinstance(figures, dict)
    assert (figures["relations"], figures["explained"], figures["largest"]) == (1, 1, 3)
    assert "Why target of the false ligand is a kind of binder" in str(said["text"])
