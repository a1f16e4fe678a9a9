"""Names and identifiers are resolved with how that is known, and nothing ambiguous is chosen in silence."""

from __future__ import annotations

import csv
import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import lifonto
from lifonto.cli import main
from lifonto.grounding.resolution import Resolution, Status
from tests.lifonto.linking.small import NAMED

Ask = Callable[..., Resolution]


def run(*arguments: str | Path, typed: str = "") -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], input=typed)


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("named") / "named.obo.gz"
    file.write_bytes(gzip.compress(NAMED.encode()))
    return file


@pytest.fixture(scope="module")
def ask(named: Path) -> Ask:
    return lambda name, identifier="": lifonto.resolve(name, identifier=identifier, files=[named])


RELEASE = [
    ("P15018", "PR:P15018"),
    ("UniProtKB:P15018", "PR:P15018"),
    ("https://identifiers.org/uniprot:P15018", "PR:P15018"),
    ("HGNC:6596", "HGNC:6596"),
    ("hgnc:6596", "HGNC:6596"),
    ("ENSG00000128342", "HGNC:6596"),
    ("ENSG00000128342.9", "HGNC:6596"),
    ("NCBIGene:3976", "HGNC:6596"),
    ("NCBI gene 3976", "HGNC:6596"),
    ("entrez:3976", "HGNC:6596"),
    ("OMIM:159540", "HGNC:6596"),
    ("MGI:96787", "MGI:96787"),
    ("http://identifiers.org/hgnc/6596", "HGNC:6596"),
    ("PMID:3143918", "PMID:3143918"),
    ("PMID 3143918", "PMID:3143918"),
    ("leukaemia inhibitory factor", "PR:000009799"),
    ("LIF", "HGNC:6596"),
    ("Lif", "MGI:96787"),
    ("gp130", "PR:000001868"),
]


@pytest.mark.parametrize(("name", "curie"), RELEASE)
def test_the_release_knows_its_terms_by_names_and_by_identifiers_elsewhere(name: str, curie: str):
    found = lifonto.resolve(name)
    assert found.term is not None
    assert found.term.curie == curie


def test_a_symbol_stands_on_the_gene_and_the_protein_is_told_as_related():
    found = lifonto.resolve("STAT3")
    assert found.found[0].how == "symbol"
    assert [each.label for each in found.related] == ["signal transducer and activator of transcription 3"]
    assert lifonto.resolve("stat3").status is Status.AMBIGUOUS  # human or mouse


def test_a_narrower_identifier_is_matched_as_such():
    found = lifonto.resolve("UniProtKB:P05231")
    assert "narrower" in " ".join(each.how for each in (*found.found, *found.also))


NAMES = [
    ("stem cell", "TST:0000002", "exact label"),
    ("cellular unit", "TST:0000001", "exact synonym"),
    ("progenitor", "TST:0000002", "broad synonym"),
    ("mother cell", "TST:0000002", "related synonym"),
    ("narrow one", "TST:0000010", "narrow synonym"),
    ("Stem Cell", "TST:0000002", "exact label, in another case"),
    ("stem-cells", "TST:0000002", "exact label, in a normalised spelling"),
    ("factor alpha receptor", "TST:0000009", "exact label, in a normalised spelling"),
    ("cell, stem", "TST:0000002", "exact label, in a normalised spelling"),
    ("TST:0000003", "TST:0000003", "identifier"),
    ("http://purl.obolibrary.org/obo/TST_0000003", "TST:0000003", "identifier"),
    ("TST_0000003", "TST:0000003", "identifier"),
    ("TST:0000070", "TST:0000007", "identifier that was merged into it"),
    ("EX:77", "TST:0000003", "cross-reference"),
]


@pytest.mark.parametrize(("name", "curie", "how"), NAMES)
def test_it_says_how_each_was_matched(ask: Ask, name: str, curie: str, how: str):
    found = ask(name)
    assert found.status is Status.MATCHED
    assert [(each.term.curie, each.how) for each in found.found] == [(curie, how)]


def test_of_two_terms_with_one_name_none_is_chosen(ask: Ask):
    found = ask("satellite cell")
    assert found.status is Status.AMBIGUOUS
    assert found.term is None
    assert {each.term.curie for each in found.found} == {"TST:0000003", "TST:0000004"}


def test_numbers_and_charges_tell_names_apart_in_every_spelling(ask: Ask):
    assert ask("nad+ Pump").found[0].term.curie == "TST:0000007"
    assert ask("nad-pump").found[0].term.curie == "TST:0000008"
    assert ask("IL6 cell").found[0].term.curie == "TST:0000010"
    assert ask("IL-66 cell").status is Status.NOT_FOUND


def test_an_obsolete_term_is_told_with_what_replaces_it(ask: Ask):
    replaced, to_consider = ask("blast"), ask("TST:0000006")
    assert replaced.status is to_consider.status is Status.OBSOLETE
    assert replaced.term is None
    assert [each.curie for each in replaced.found[0].term.instead] == ["TST:0000002"]
    assert [each.curie for each in to_consider.found[0].term.consider] == ["TST:0000002", "TST:0000003"]


def test_what_is_not_found_comes_with_near_names(ask: Ask):
    found = ask("muscle stem sell")
    assert found.status is Status.NOT_FOUND
    assert found.near[0].term.label == "muscle stem cell"


PAIRS = [
    ("TST:0000003", "muscle stem cell", Status.MATCHED),
    ("TST:0000003", "Muscle Stem Cells", Status.MATCHED),
    ("TST:0000003", "satellite cell", Status.MATCHED),
    ("TST:0000002", "progenitor", Status.MATCHED),
    ("TST:0000003", "stem cell", Status.REFUSED),
    ("TST:0000008", "NAD+ pump", Status.REFUSED),
    ("TST:0000003", "Malaysia", Status.REFUSED),
    ("MY:1", "stem cell", Status.MATCHED),
]


@pytest.mark.parametrize(("identifier", "label", "status"), PAIRS)
def test_an_identifier_with_another_label_is_refused(ask: Ask, identifier: str, label: str, status: Status):
    assert ask(label, identifier).status is status


def test_every_swap_of_labels_in_the_release_is_caught():
    from lifonto.home import ontology_folder

    _, _, *lines = (ontology_folder() / "imports" / "go.tsv").read_text(encoding="utf-8").splitlines()
    terms = [tuple(line.split("\t")[:2]) for line in lines if line.startswith("GO:")]
    swapped = [(one[0], other[1]) for one, other in zip(terms, terms[1:] + terms[:1], strict=True)]
    assert {each.status for each in lifonto.match(terms)} == {Status.MATCHED}
    assert {each.status for each in lifonto.match(swapped)} == {Status.REFUSED}


def test_a_protein_may_be_called_as_its_database_calls_it():
    assert lifonto.resolve("Leukemia inhibitory factor", identifier="UniProtKB:P15018").status is Status.MATCHED
    assert lifonto.resolve("Interleukin-6", identifier="UniProtKB:P15018").status is Status.REFUSED


def test_the_commands_answer_in_every_format_with_an_exit_status(named: Path, tmp_path: Path):
    listed = tmp_path / "list.csv"
    listed.write_text("Identifier,Label,Remark\nTST:0000003,stem cell,x\n,satellite cell,\n,stem cell,\n", "utf-8")
    told = run("match", listed, "--in", named)
    assert told.exit_code == 1
    assert "REFUSED: TST:0000003 is not 'stem cell': it is TST:0000003 muscle stem cell" in told.output
    assert "AMBIGUOUS" in told.output
    rows = list(
        csv.DictReader(run("match", listed, "--in", named, "--format", "tsv").stdout.splitlines(), dialect="excel-tab")
    )
    assert [row["status"] for row in rows] == ["refused", "ambiguous", "matched"]
    data = json.loads(run("match", listed, "--in", named, "--format", "json").stdout)
    assert [each["status"] for each in data] == ["refused", "ambiguous", "matched"]
    assert run("resolve", "stem cell", "cell", "--in", named).exit_code == 0
    assert run("match", "-", "--in", named, typed="stem cell\n# a remark\n\ncell\n").exit_code == 0


def test_the_sssom_table_is_valid_by_sssom_py(named: Path, tmp_path: Path):
    if find_spec("sssom") is None:
        pytest.skip("sssom-py validates mappings: pip install sssom")
    file = tmp_path / "answers.sssom.tsv"
    typed = "stem cell\nTST:0000003\nsatellite cell\nMalaysia\nprogenitor\n"
    file.write_text(run("match", "-", "--in", named, "--format", "sssom", typed=typed).stdout, encoding="utf-8")
    command = [sys.executable, "-m", "sssom.cli", "validate", file]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_sssom_table_has_matches_and_what_nothing_was_found_for(named: Path):
    typed = "stem cell\nsatellite cell\nMalaysia\nprogenitor\n"
    head, rows = [], []
    for line in run("match", "-", "--in", named, "--format", "sssom", typed=typed).stdout.splitlines():
        (head if line.startswith("#") else rows).append(line)
    assert '#sssom_version: "1.1"' in head
    assert any("1 ambiguous" in each for each in head)
    found = {row["subject_label"]: row for row in csv.DictReader(rows, dialect="excel-tab")}
    assert found["stem cell"]["predicate_id"] == "skos:exactMatch"
    assert found["progenitor"]["predicate_id"] == "skos:narrowMatch"  # the term is narrower than a broad synonym
    assert found["Malaysia"]["object_id"] == "sssom:NoTermFound"
    assert "satellite cell" not in found


def test_ten_thousand_labels_are_matched_in_seconds(shared: Path):
    """As against GO, CL and UBERON, on a smaller file, so that the suite stays quick: CL, with the terms it imports."""
    file = shared / "ontologies" / "cl-edit-merged-2026-08-19.nt.gz"
    began = time.process_time()
    names = [each.written for each in lifonto.library.resolver(Path(), (file,)).lexicon.names]
    asked = [name if n % 5 else f"{name[:-2]}x" for n, name in enumerate(islice(names * 2, 10_000))]
    counts = dict.fromkeys(Status, 0)
    for each in lifonto.match(asked, files=[file]):
        counts[each.status] += 1
    assert counts[Status.MATCHED] > 7_000
    assert counts[Status.NOT_FOUND] > 1_000
    assert time.process_time() - began < 30  # 5 on a machine with nothing else to do
