"""The command line, run as people run it, on the toy ontology."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def lifonto(toy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"LIFONTO_ONTOLOGY": str(toy)}
    command = [sys.executable, "-m", "lifonto", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


@pytest.fixture
def built(toy: Path) -> Path:
    done = lifonto(toy, "build")
    assert done.returncode == 0, done.stderr
    return toy


def test_help_names_every_command_and_each_has_its_own(toy: Path):
    listed = lifonto(toy, "--help").stdout
    for command in ("build", "check", "reason", "query", "ask", "describe", "serve"):
        assert command in listed
        assert lifonto(toy, command, "--help").returncode == 0


def test_build_writes_the_release_and_says_how_much(built: Path):
    done = lifonto(built, "build", "--format", "json")
    assert json.loads(done.stdout)["triples"]["asserted"] > 50
    assert (built / "release" / "lifonto.owl").is_file()


def test_a_fresh_release_passes_and_a_stale_one_is_told(built: Path):
    assert lifonto(built, "build", "--fresh").returncode == 0
    with (built / "release" / "asserted.nt").open("a") as release:
        release.write("<http://a> <http://b> <http://c> .\n")
    done = lifonto(built, "build", "--fresh")
    assert done.returncode == 1
    assert "not fresh: asserted.nt" in done.stderr


def test_mistakes_are_printed_as_a_compiler_prints_them(toy: Path):
    with (toy / "terms" / "molecules.tsv").open("a") as table:
        table.write("LIFO:9000099\tnew\tNew.\tmolecul\n")
    done = lifonto(toy, "build")
    assert done.returncode == 1
    assert "terms/molecules.tsv:12, column 'Parent': unknown name 'molecul'; did you mean 'molecule'?" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("form", ["text", "json", "csv", "tsv", "xml"])
def test_a_query_is_answered_in_every_format(built: Path, form: str):
    done = lifonto(built, "query", "SELECT ?l { LIFO:9000013 rdfs:label ?l }", "--format", form)
    assert done.returncode == 0, done.stderr
    assert "LIF" in done.stdout


def test_a_query_comes_from_a_file_or_standard_input(built: Path, tmp_path: Path):
    file = tmp_path / "q.rq"
    file.write_text("ASK { LIFO:9000013 a owl:Class }")
    assert lifonto(built, "query", str(file)).stdout.strip() == "yes"


def test_a_construct_is_answered_in_turtle_and_refused_as_csv(built: Path):
    query = "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s rdfs:label ?l }"
    assert '"LIF"' in lifonto(built, "query", query).stdout
    refused = lifonto(built, "query", query, "--format", "csv")
    assert refused.returncode == 1
    assert "can be written as turtle" in refused.stderr


def test_a_syntax_error_is_told_with_line_and_column(built: Path):
    done = lifonto(built, "query", "SELECT ?x WHERE {\n ?x ?y }")
    assert done.returncode == 1
    assert "line 2, column" in done.stderr


def test_service_is_refused(built: Path):
    done = lifonto(built, "query", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    assert done.returncode == 1
    assert "SERVICE is not available" in done.stderr


def test_questions_are_listed_asked_compared_and_kept(built: Path):
    assert "ligands_of_lifr" in lifonto(built, "ask").stdout
    assert "LIF" in lifonto(built, "ask", "ligands_of_lifr").stdout
    assert lifonto(built, "ask", "--all").returncode == 0
    kept = built / "questions" / "ligands_of_lifr.tsv"
    kept.write_text('?term\t?label\n<http://nothing>\t"nothing"\n')
    wrong = lifonto(built, "ask", "--all")
    assert wrong.returncode == 1
    assert '- <http://nothing>\t"nothing"' in wrong.stdout
    assert lifonto(built, "ask", "ligands_of_lifr", "--keep").returncode == 0
    assert lifonto(built, "ask", "--all").returncode == 0


def test_an_unknown_question_is_told_with_the_nearest(built: Path):
    done = lifonto(built, "ask", "ligand_of_lifr")
    assert done.returncode == 1
    assert "did you mean 'ligands_of_lifr'" in done.stderr


def test_a_check_that_finds_an_error_exits_1_and_says_the_solution(built: Path):
    assert lifonto(built, "check").returncode == 0
    with (built / "terms" / "molecules.tsv").open("a") as table:
        table.write("LIFO:9000099\tnew\t\tmolecule\n")
    assert lifonto(built, "build").returncode == 0
    done = lifonto(built, "check")
    assert done.returncode == 1
    assert "ERROR missing_definition" in done.stdout
    assert "Fill in the Definition column." in done.stdout


@pytest.mark.parametrize("name", ["LIF", "lif", "HILDA", "LIFO:9000013", "https://w3id.org/lifonto/LIFO_9000013"])
def test_a_term_is_found_by_label_synonym_curie_or_iri(built: Path, name: str):
    done = lifonto(built, "describe", name)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("LIF  LIFO:9000013")


def test_a_description_shows_parents_axioms_evidence_and_what_follows(built: Path):
    found = json.loads(lifonto(built, "describe", "LIF", "--format", "json").stdout)
    assert found["parents"] == ["molecule"]
    assert found["inferred_parents"] == ["ligand of LIFR"]
    assert found["axioms"] == [
        {"text": "'has receptor' some LIFR", "sources": ["LIFO:9000001", "LIFO:9000002"], "records": ["LIFS:9001"]}
    ]
    assert "has receptor some LIFR" in found["inferred_links"]
    assert found["statements"]["LIFS:9001"][0] == "LIF binds LIFR"


def test_an_unknown_term_is_told_with_the_nearest(built: Path):
    done = lifonto(built, "describe", "receptr")
    assert done.returncode == 1
    assert "did you mean 'receptor'" in done.stderr


def test_without_a_release_the_remedy_is_named(toy: Path):
    done = lifonto(toy, "ask", "--all")
    assert done.returncode == 1
    assert "run `lifonto build` first" in done.stderr


def test_reason_without_files_classifies_the_release_in_use(built: Path):
    done = lifonto(built, "reason")
    assert done.returncode == 0, done.stderr
    assert (
        "LIFO_9000013> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <https://w3id.org/lifonto/LIFO_9000015>"
        in done.stdout
    )
