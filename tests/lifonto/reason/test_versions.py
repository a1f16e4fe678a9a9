"""``lifonto diff`` tells what changed, in axioms and inferences, by label; its exit status is for scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lifonto.cli import main

OFN = """Prefix(:=<http://example.org/>) Prefix(rdfs:=<http://www.w3.org/2000/01/rdf-schema#>)
Ontology(<http://example.org/o>
Declaration(Class(:1)) Declaration(Class(:2)) Declaration(Class(:3)) Declaration(Class(:4))
Declaration(ObjectProperty(:5))
AnnotationAssertion(rdfs:label :1 "protein") AnnotationAssertion(rdfs:label :2 "gp130 binder")
AnnotationAssertion(rdfs:label :3 "LIF") AnnotationAssertion(rdfs:label :4 "gp130")
AnnotationAssertion(rdfs:label :5 "binds")
SubClassOf(:3 :1) EquivalentClasses(:2 ObjectIntersectionOf(:1 ObjectSomeValuesFrom(:5 :4))) MORE
)
"""


def diff(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, arguments)])


def versions(folder: Path) -> tuple[Path, Path]:
    old, new = folder / "old.ofn", folder / "new.ofn"
    old.write_text(OFN.replace("MORE", ""))
    new.write_text(OFN.replace("MORE", "SubClassOf(:3 ObjectSomeValuesFrom(:5 :4))"))
    return old, new


def test_an_axiom_and_what_follows_from_it_are_told_by_label_as_text(tmp_path: Path) -> None:
    done = diff(*versions(tmp_path))
    assert done.exit_code == 1
    assert done.stdout.split("\n") == [
        "Axioms stated",
        "",
        "+ LIF SubClassOf binds some gp130",
        "",
        "Inferences between classes of both versions",
        "",
        "+ LIF SubClassOf 'gp130 binder'",
        "",
    ]


def test_the_same_is_told_as_markdown(tmp_path: Path) -> None:
    old, new = versions(tmp_path)
    done = diff(new, old, "--format", "markdown")
    assert done.exit_code == 1
    assert "## Axioms stated\n\n- removed: `LIF SubClassOf binds some gp130`" in done.stdout
    assert "- removed: `LIF SubClassOf 'gp130 binder'`" in done.stdout


def test_the_same_is_told_as_json_with_what_the_reasoner_left_out(tmp_path: Path) -> None:
    old, new = versions(tmp_path)
    said = json.loads(diff(old, new, "--format", "json").stdout)
    assert said["inferences"] == {"added": ["LIF SubClassOf 'gp130 binder'"], "removed": []}
    assert said["unsatisfiable"] == {"added": [], "removed": []}
    assert said["notes"] == []
    new.write_text(OFN.replace("MORE", "DLSafeRule(Body() Head())"))
    (note,) = json.loads(diff(old, new, "--format", "json").stdout)["notes"]
    assert note.startswith("of NEW: not understood, so left out: 1 of")


def test_a_class_that_has_become_impossible_is_told(tmp_path: Path) -> None:
    old, new = versions(tmp_path)
    new.write_text(OFN.replace("MORE", "SubClassOf(:3 :4) DisjointClasses(:1 :4)"))
    assert "Classes that can have no instances\n\n+ LIF" in diff(old, new).stdout


def test_tables_are_compared_with_the_release_of_them(toy: Path, tmp_path: Path) -> None:
    release = tmp_path / "release"
    built = CliRunner().invoke(main, ["build", "--ontology", str(toy), "--output", str(release)])
    assert built.exit_code == 0, built.output
    assert diff(release, toy).exit_code == 0
    table = toy / "terms" / "molecules.tsv"
    rows = table.read_text(encoding="utf-8")
    assert "\tmolecule and ('has receptor' some LIFR)" in rows
    table.write_text(rows.replace("\tmolecule and ('has receptor' some LIFR)", "\tmolecule"), encoding="utf-8")
    done = diff(release, toy)
    assert done.exit_code == 1
    assert "- 'ligand of LIFR' EquivalentTo molecule and ('has receptor' some LIFR)" in done.stdout
    assert "+ 'ligand of LIFR' EquivalentTo molecule" in done.stdout


def test_of_a_contradictory_version_what_is_stated_is_compared_and_that_it_was_not_reasoned_about_is_said(
    tmp_path: Path,
) -> None:
    old, new = tmp_path / "old.ttl", tmp_path / "new.ttl"
    old.write_text(f"{HEAD}:A a owl:Class ; owl:disjointWith :B . :B a owl:Class . :i a owl:NamedIndividual, :A .")
    new.write_text(f"{old.read_text()} :i a :B .")
    done = diff(old, new)
    assert done.exit_code == 1
    assert "+ http://example.org/i Type http://example.org/B" in done.stdout
    assert "of NEW: the axioms contradict each other" in done.stderr
    assert "only what is stated" in done.stderr
    assert diff(new, new).exit_code == 0


def test_what_cannot_be_compared_is_no_difference(tmp_path: Path) -> None:
    old, _ = versions(tmp_path)
    done = diff(old, tmp_path / "none.owl")
    assert done.exit_code == 2
    assert "no file" in done.stderr


HEAD = """@prefix : <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix oboInOwl: <http://www.geneontology.org/formats/oboInOwl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
TURTLE = """:o a owl:Ontology ; owl:versionIRI :v1 ; rdfs:comment "first" .
:p a owl:ObjectProperty .
:A a owl:Class ; rdfs:label "alpha" ; obo:IAO_0000115 "The first of all." ;
  rdfs:subClassOf :B , [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :mixture ] .
:B a owl:Class ; rdfs:label "beta"@en .
:C a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom [ a owl:Class ;
  owl:unionOf ( :A :B ) ] ] ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( :B :D ) ] .
:D a owl:Class .
:E a owl:Class .
:i a owl:NamedIndividual , :A .
[] rdfs:label "somebody" ; a :B .
[ a owl:Axiom ; owl:annotatedSource :A ; owl:annotatedProperty rdfs:subClassOf ; owl:annotatedTarget :B ;
  rdfs:comment "as told" ] .
[ a owl:Axiom ; owl:annotatedSource :A ; owl:annotatedProperty obo:IAO_0000115 ;
  owl:annotatedTarget "The first of all." ; oboInOwl:hasDbXref "PMID:1" ] .
"""
TURTLE = TURTLE.replace(":mixture", "[ a owl:Class ; owl:intersectionOf ( :B :D ) ]")
PARTS = ("header", "declarations", "axioms", "annotations", "of_axioms", "inferences", "unsatisfiable")


def changes(folder: Path, old: str, new: str, *options: str) -> dict[str, list[str]]:
    """Return what was added in each part and what was removed, with a sign."""
    files = folder / "old.ttl", folder / "new.ttl"
    for file, text in zip(files, (old, new), strict=True):
        file.write_text(HEAD + text)
    done = diff(*files, "--format", "json", *options)
    said = json.loads(done.stdout)
    assert said.pop("notes") == []
    found = {
        part: [f"+ {each}" for each in change["added"]] + [f"- {each}" for each in change["removed"]]
        for part, change in said.items()
    }
    assert done.exit_code == bool(any(found.values()))
    return {part: lines for part, lines in found.items() if lines}


@pytest.mark.parametrize(
    ("what", "by", "part", "told"),
    [
        ('rdfs:label "alpha"', 'rdfs:label "Alpha"', "annotations", "Alpha"),
        ('"beta"@en', '"beta"', "annotations", '"beta"'),
        ("The first of all.", "The very first.", "annotations", "The very first."),
        ('"PMID:1"', '"PMID:2"', "annotations", "PMID:2"),
        ('"as told"', '"as was told"', "of_axioms", "as was told"),
        (":E a owl:Class .", ":E a owl:Class ; owl:deprecated true .", "annotations", "deprecated"),
        (":E a owl:Class .", ":E a owl:Class . :F a owl:Class .", "declarations", "Class http://example.org/F"),
        (":E a owl:Class .", "", "declarations", "Class http://example.org/E"),
        (":v1", ":v2", "header", "version http://example.org/v2"),
        ('rdfs:comment "first"', 'rdfs:comment "second"', "header", "second"),
        (":o a owl:Ontology", ":o a owl:Ontology ; owl:priorVersion :v0", "header", "v0"),
        (":i a owl:NamedIndividual , :A", ":i a owl:NamedIndividual , :E", "axioms", "http://example.org/i Type"),
        (
            ":E a owl:Class .",
            ":E a owl:Class . [] a owl:AllDisjointClasses ; owl:members ( :D :E :F ) .",
            "axioms",
            "DisjointWith",
        ),
        (":A a owl:Class ;", ":A a owl:Class ; owl:equivalentClass :D ;", "axioms", "EquivalentTo"),
        ('"somebody"', '"somebody else"', "annotations", "somebody else"),
    ],
)
def test_whatever_is_stated_otherwise_is_a_difference(tmp_path: Path, what: str, by: str, part: str, told: str) -> None:
    assert what in TURTLE
    found = changes(tmp_path, TURTLE, TURTLE.replace(what, by))
    assert any(told in line for line in found[part]), found


def test_only_what_changed_is_told(tmp_path: Path) -> None:
    found = changes(tmp_path, TURTLE, TURTLE.replace('rdfs:label "alpha"', 'rdfs:label "Alpha"'))
    label = "<http://example.org/A> http://www.w3.org/2000/01/rdf-schema#label"
    assert found == {"annotations": [f'+ {label} "Alpha"', f'- {label} "alpha"']}


@pytest.mark.parametrize(
    ("what", "by"),
    [
        ("owl:unionOf ( :A :B )", "owl:unionOf ( :B :A )"),
        ("owl:intersectionOf ( :B :D ) ] .", "owl:intersectionOf ( :D :B ) ] ."),
        (":i a owl:NamedIndividual , :A", ":i a :A , owl:NamedIndividual"),
        (":p a owl:ObjectProperty .", "_:first a :E . _:first a :E . :p a owl:ObjectProperty ."),
    ],
)
def test_the_order_of_operands_is_no_difference(tmp_path: Path, what: str, by: str) -> None:
    assert what in TURTLE
    old = TURTLE + "[] a :E ." if "_:first" in by else TURTLE
    assert changes(tmp_path, old, TURTLE.replace(what, by)) == {}


def test_the_order_of_the_members_of_a_set_is_no_difference(tmp_path: Path) -> None:
    disjoint = "[] a owl:AllDisjointClasses ; owl:members ( :D :E :F ) ."
    assert changes(tmp_path, TURTLE + disjoint, TURTLE + disjoint.replace(":D :E :F", ":F :D :E")) == {}


def test_of_only_logical_changes_labels_and_headers_are_none(tmp_path: Path) -> None:
    new = TURTLE.replace(":v1", ":v2").replace('"alpha"', '"Alpha"').replace(":E a owl:Class .", "")
    assert changes(tmp_path, TURTLE, new, "--only", "logical") == {}
    more = new + ":D rdfs:subClassOf :A ."
    found = changes(tmp_path, TURTLE, more, "--only", "logical")
    assert set(found) == {"axioms", "inferences"}
    assert found["axioms"] == ["+ http://example.org/D SubClassOf Alpha"]


def test_terms_of_the_same_label_are_not_taken_for_one_another(tmp_path: Path) -> None:
    both = TURTLE + ':D rdfs:label "same" . :E rdfs:label "same" .'
    found = changes(tmp_path, both, both + ":D rdfs:subClassOf :A .")
    assert found["axioms"] == ["+ http://example.org/D SubClassOf alpha"]
    moved = changes(tmp_path, both + ":D rdfs:subClassOf :A .", both + ":E rdfs:subClassOf :A .")
    assert len(moved["axioms"]) == 2


def test_a_comparison_has_every_part(tmp_path: Path) -> None:
    old, new = versions(tmp_path)
    assert [*json.loads(diff(old, new, "--format", "json").stdout)] == [*PARTS, "notes"]
