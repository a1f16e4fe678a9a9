"""What a term is called by: label, CURIE, IRI, local name; in a file of any syntax, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from lifonto.cli import main

OBO = """format-version: 1.2
ontology: toy
idspace: ex http://example.org/part#

[Term]
id: X:1
name: nerve cell
is_a: X:2

[Term]
id: X:2
name: cell

[Term]
id: ex:axon
relationship: part_of X:1

[Term]
id: ex:filament
intersection_of: ex:thread
intersection_of: part_of X:2

[Term]
id: ex:thread

[Typedef]
id: part_of
xref: BFO:0000050
"""
TURTLE = """@prefix ex: <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:lichen a owl:Class ; rdfs:subClassOf ex:fungus .
ex:fungus a owl:Class ; rdfs:subClassOf ex:A .
ex:A a owl:Class ; rdfs:subClassOf ex:a .
ex:a a owl:Class .
"""
FUNCTIONAL = """Prefix(:=<http://example.org/>) Prefix(ex:=<http://example.org/>)
Ontology(SubClassOf(:lichen :fungus) SubClassOf(:fungus :A) SubClassOf(:A :a))"""
MANCHESTER = """Prefix: ex: <http://example.org/>
Ontology: <http://example.org/o>
Class: ex:lichen
  SubClassOf: ex:fungus
Class: ex:fungus
  SubClassOf: ex:A
Class: ex:A
  SubClassOf: ex:a
Class: ex:a
"""
XML = """<Ontology xmlns="http://www.w3.org/2002/07/owl#"><Prefix name="ex" IRI="http://example.org/"/>
<SubClassOf><Class abbreviatedIRI="ex:lichen"/><Class abbreviatedIRI="ex:fungus"/></SubClassOf>
<SubClassOf><Class abbreviatedIRI="ex:fungus"/><Class abbreviatedIRI="ex:A"/></SubClassOf>
<SubClassOf><Class abbreviatedIRI="ex:A"/><Class abbreviatedIRI="ex:a"/></SubClassOf></Ontology>"""
RDF = """<rdf:RDF xmlns:ex="http://example.org/" xmlns="http://www.w3.org/2002/07/owl#"
  xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#">
<Class rdf:about="http://example.org/lichen"><rdfs:subClassOf rdf:resource="http://example.org/fungus"/></Class>
<Class rdf:about="http://example.org/fungus"><rdfs:subClassOf rdf:resource="http://example.org/A"/></Class>
<Class rdf:about="http://example.org/A"><rdfs:subClassOf rdf:resource="http://example.org/a"/></Class></rdf:RDF>"""
SYNTAXES = {"ttl": TURTLE, "owl": RDF, "ofn": FUNCTIONAL, "omn": MANCHESTER, "owx": XML}


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, [*map(str, arguments)])
    return done.exit_code, done.stdout or done.stderr


@pytest.fixture
def obo(tmp_path: Path) -> Path:
    file = tmp_path / "toy.obo"
    file.write_text(OBO)
    return file


@pytest.fixture(params=SYNTAXES)
def unlabelled(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """An ontology without labels, in each syntax."""
    file = tmp_path / f"toy.{request.param}"
    file.write_text(SYNTAXES[request.param])
    return file


@pytest.mark.parametrize("sub", ["X:1", "nerve cell", "http://purl.obolibrary.org/obo/X_1", "X_1"])
def test_a_term_of_an_obo_file_is_known_by_its_identifier_and_otherwise(obo: Path, sub: str) -> None:
    code, said = run("explain", sub, "X:2", "--in", obo)
    assert (code, "'nerve cell' SubClassOf cell" in said) == (0, True), said


def test_an_identifier_with_a_space_of_its_own_is_known(obo: Path) -> None:
    code, said = run("explain", "ex:axon", "BFO:0000050 some X:2", "--in", obo)
    assert (code, "ex:axon SubClassOf BFO:0000050 some 'nerve cell'" in said) == (0, True), said
    code, said = run("explain", "ex:filament", "ex:thread", "--in", obo)
    assert code == 0, said


def test_identifiers_are_understood_in_expressions(obo: Path) -> None:
    code, said = run("dl", "BFO:0000050 some X:2", "--in", obo)
    assert (code, "ex:axon" in said) == (0, True), said


@pytest.mark.parametrize(
    "sub", ["http://example.org/lichen", "<http://example.org/lichen>", "ex:lichen", "lichen", "Lichen"]
)
def test_a_class_without_a_label_is_known_by_iri_curie_and_local_name(unlabelled: Path, sub: str) -> None:
    code, said = run("explain", sub, "ex:fungus", "--in", unlabelled)
    assert code == 0, said
    assert "lichen SubClassOf" in said


@pytest.mark.parametrize(("sub", "sup", "code"), [("A", "a", 0), ("a", "A", 1), ("ex:A", "ex:a", 0)])
def test_names_that_differ_in_case_alone_are_told_apart(unlabelled: Path, sub: str, sup: str, code: int) -> None:
    assert run("explain", sub, sup, "--in", unlabelled)[0] == code


def test_a_name_as_it_is_written_wins_over_a_label_in_another_case(tmp_path: Path) -> None:
    file = tmp_path / "toy.ttl"
    file.write_text(TURTLE + 'ex:other a owl:Class ; rdfs:label "Lichen" .')
    assert run("explain", "lichen", "fungus", "--in", file)[0] == 0
    assert run("explain", "Lichen", "fungus", "--in", file)[0] == 1


def test_a_name_that_fits_several_terms_in_another_case_alone_is_refused_with_all_of_them(tmp_path: Path) -> None:
    file = tmp_path / "toy.ttl"
    file.write_text(TURTLE.replace("ex:A", "ex:Ab").replace("ex:a ", "ex:aB "))
    code, said = run("explain", "lichen", "AB", "--in", file)
    assert code == 1
    assert "names several terms" in said
    assert "ex:Ab" in said
    assert "ex:aB" in said


@pytest.mark.parametrize("name", ["X:9", "no:such", "http://example.org/none"])
def test_what_is_no_term_is_said_so(obo: Path, name: str) -> None:
    code, said = run("explain", name, "X:2", "--in", obo)
    assert code == 1
    assert name in said
