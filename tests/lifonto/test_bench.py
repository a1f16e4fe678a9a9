"""The curator's commands: which folder they use, what they add, what they warn of."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FACT = {
    "table": "receptors",
    "statement": "A sentence that no other row has.",
    "subject": "oncostatin-M",
    "relation": "has receptor",
    "object": "interleukin-6 receptor subunit beta",
    "evidence-type": "direct assay evidence used in manual assertion",
    "reference": "PMID:1915266",
}


def lifonto(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in *folder*, with nothing in the environment that names an ontology."""
    environment = {name: value for name, value in os.environ.items() if name != "LIFONTO_ONTOLOGY"}
    environment["PYTHONPATH"] = str(ROOT)
    command = [sys.executable, "-m", "lifonto", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder, check=False)


def new_fact(folder: Path, **changed: str) -> subprocess.CompletedProcess[str]:
    options = FACT | changed
    return lifonto(folder, "new", "fact", *(part for name, value in options.items() for part in (f"--{name}", value)))


@pytest.fixture
def checkout(home: Path, tmp_path: Path) -> Path:
    """A folder with a copy of the ontology, to stand in."""
    shutil.copytree(home, tmp_path / "ontology")
    return tmp_path


def test_the_ontology_where_one_stands_is_used_and_named(checkout: Path):
    done = lifonto(checkout, "ask", "why_lif_is_so_named")
    assert done.returncode == 0, done.stderr
    assert f"the ontology is the one in {checkout / 'ontology'}" in done.stderr
    assert "warning" not in done.stderr


def test_a_fact_is_added_with_the_next_number_and_makes_the_release_stale(checkout: Path):
    table = checkout / "ontology" / "facts" / "receptors.tsv"
    before = table.read_text(encoding="utf-8")
    done = new_fact(checkout)
    assert done.returncode == 0, done.stderr
    added = table.read_text(encoding="utf-8").removeprefix(before)
    assert added.startswith("LIFS:")
    assert added.count("\n") == 1
    assert added.split("\t")[0] not in before
    assert "receptors" in added.split("\t"), "the theme of the table"
    assert "warning: the release is not of these tables: facts/receptors.tsv" in lifonto(checkout, "ask").stderr
    checked = lifonto(checkout, "check", "missing_label")
    assert checked.returncode == 1
    assert "ERROR the release is not of these tables: facts/receptors.tsv" in checked.stdout


@pytest.mark.parametrize(
    ("changed", "advice"),
    [
        ({"subject": "oncostatin"}, "did you mean 'oncostatin-M'"),
        ({"table": "receptor"}, "did you mean 'receptors'"),
        ({"statement": "two\tcells"}, "has a tab or a line break"),
        ({"reference": "PMID:12345678"}, "add it to references.tsv"),
    ],
)
def test_a_wrong_fact_is_refused_and_nothing_is_written(checkout: Path, changed: dict[str, str], advice: str):
    before = (checkout / "ontology" / "facts" / "receptors.tsv").read_bytes()
    done = new_fact(checkout, **changed)
    assert done.returncode == 1
    assert advice in done.stderr
    assert (checkout / "ontology" / "facts" / "receptors.tsv").read_bytes() == before


def test_a_term_gets_the_number_after_the_highest_of_its_table(checkout: Path):
    given = ("--label", "test cell", "--parent", "embryonic stem cell", "--definition", "An embryonic stem cell.")
    done = lifonto(checkout, "new", "term", "--table", "cells", *given, "--source", "PMID:1915266")
    assert done.returncode == 0, done.stderr
    last = (checkout / "ontology" / "terms" / "cells.tsv").read_text(encoding="utf-8").splitlines()[-1].split("\t")
    assert last[1] == "test cell"
    assert last[0].startswith("LIFO:0002")
    assert "'embryonic stem cell'" in last


def test_a_reference_that_is_there_already_is_refused(checkout: Path):
    given = ("--title", "A", "--author", "B", "--year", "2000", "--journal", "C")
    done = lifonto(checkout, "new", "reference", "PMID:1915266", *given)
    assert done.returncode == 1
    assert "PMID:1915266 is introduced twice" in done.stderr


def test_the_findings_of_checks_have_file_and_row_and_info_is_kept_back(checkout: Path):
    table = checkout / "ontology" / "facts" / "receptors.tsv"
    row = next(line for line in table.read_text(encoding="utf-8").splitlines() if line.startswith("LIFS:0037"))
    with table.open("a", encoding="utf-8") as file:
        file.write(row.replace("LIFS:0037", "LIFS:9998") + "\n")
    assert lifonto(checkout, "build").returncode == 0
    *told, count = lifonto(checkout, "check").stdout.splitlines()
    assert [line for line in told if "WARN duplicate_statement" in line and "facts/receptors.tsv:" in line]
    assert [line for line in told if "INFO" in line] == []
    assert "(--verbose shows INFO)" in count


def test_a_description_begins_with_what_it_is_and_the_best_statements(checkout: Path):
    told = lifonto(checkout, "describe", "HILDA").stdout
    assert told.startswith("leukemia inhibitory factor  PR:000009799\na kind of LIF-type cytokine, protein\n")
    assert told.count("  LIFS:") == 10
    assert "acts together with" not in told
    assert len(lifonto(checkout, "describe", "HILDA", "--all").stdout) > 5 * len(told)
    assert "(negative) " in lifonto(checkout, "describe", "interleukin-31").stdout


def test_a_cell_is_described_by_what_was_found_in_it(checkout: Path):
    told = lifonto(checkout, "describe", "sympathetic neuron").stdout
    assert "\nfound in it\n  LIFS:0734  (negative) Sweat gland innervation of LIF-deficient mice" in told
    assert "found in it" not in lifonto(checkout, "describe", "leukemia inhibitory factor").stdout


@pytest.mark.parametrize("name", ["P15018", "UniProtKB:P15018"])
def test_a_mapped_identifier_finds_its_term(checkout: Path, name: str):
    assert lifonto(checkout, "describe", name).stdout.startswith("leukemia inhibitory factor (human)  PR:P15018")
