"""A wrong fact added to the tables is caught, and the message says what is wrong."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from lifonto.ask.ontology import Ontology
from lifonto.errors import LifontoError
from lifonto.reason.explanation.contradiction import contradiction
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.manchester import parse
from lifonto.release import compile_tables


@pytest.fixture
def copy(home: Path, tmp_path: Path) -> Path:
    """A copy of the tables, to add a wrong fact to."""
    return Path(shutil.copytree(home, tmp_path / "ontology", ignore=shutil.ignore_patterns("release")))


def add_fact(ontology: Path, **cells: str) -> None:
    """Add one row to the facts on receptors, a sound one but for *cells*, which are called by the keyword they fill."""
    table = ontology / "facts" / "receptors.tsv"
    header, _ = table.read_text(encoding="utf-8").split("\n")[:2]
    sound = {
        "Identifier": "LIFS:9999",
        "Statement": "A sentence that no other row has.",
        "Kind": "positive statement",
        "Species": "Mus musculus",
        "Standing": "verified",
        "Evidence type": "direct assay evidence used in manual assertion",
        "References": "PMID:1915266",
    }
    row = sound | {name.replace("_", " "): value for name, value in cells.items()}
    assert row.keys() <= set(header.split("\t"))
    with table.open("a", encoding="utf-8") as file:
        file.write("\t".join(row.get(name, "") for name in header.split("\t")) + "\n")


def told_by_build(ontology: Path) -> str:
    """Build *ontology* by the command line, which must refuse, and return what it says."""
    command = [sys.executable, "-m", "lifonto", "build", "--ontology", ontology]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stderr


def test_a_protein_that_regulates_a_process_by_a_relation_of_proteins_is_caught(copy: Path):
    add_fact(
        copy,
        Subject="oncostatin-M",
        Relation="directly positively regulates activity of",
        Object="macrophage differentiation",
        Axiom_about="oncostatin-M",
        Axiom="'directly positively regulates activity of' some 'macrophage differentiation'",
        Universal_because="a test",
    )
    said = told_by_build(copy)
    assert "oncostatin-M can have no instances, because" in said
    assert (
        "oncostatin-M SubClassOf 'directly positively regulates activity of' some 'macrophage differentiation'" in said
    )
    assert "'interacts with' Range 'material entity'" in said
    assert "continuant DisjointWith occurrent" in said


@pytest.fixture(scope="module")
def release(home: Path) -> Ontology:
    return Ontology.of_release(home)


def emptied(release: Ontology, label: str, parent: str) -> str:
    """Say that every *label* is a *parent*, beside what the release says, and return why it can have no instances."""
    iri, expression = release.index.find(label), parse(parent, release.index.find)
    axioms = (*release.value.axioms, Axiom("SubClassOf", (Named(iri), expression)))
    found = contradiction(replace(release.value, axioms=axioms), [iri])
    assert found
    return found.text(release.index.call)


def test_gp130_put_into_the_receptor_of_interleukin_31_is_caught(release: Ontology):
    said = emptied(release, "interleukin-31 receptor complex", "'has part' some 'interleukin-6 receptor subunit beta'")
    assert "interleukin-31 receptor complex can have no instances, because" in said
    assert "'interleukin-31 receptor complex' SubClassOf 'has part' some 'interleukin-6" in said
    assert "'interleukin-31 receptor complex' SubClassOf not ('has part' some" in said


def test_a_lif_null_feeder_made_supportive_is_caught(release: Ontology):
    said = emptied(release, "LIF-null feeder cell", "'supportive feeder cell'")
    assert "LIF-null feeder cell can have no instances, because" in said
    assert "'LIF-null feeder cell' SubClassOf 'supportive feeder cell'" in said
    assert "'LIF-null feeder cell' SubClassOf not (produces some 'leukemia inhibitory factor')" in said


def test_an_obsolete_term_that_is_not_imported_is_unknown(copy: Path):
    add_fact(copy, Subject="interleukin-6", Relation="enables", Object="GO:0016518")
    with pytest.raises(LifontoError, match=r"receptors.tsv:\d+, column 'Object': unknown name 'GO:0016518'"):
        compile_tables(copy)


def test_a_citation_that_is_not_in_the_references_is_caught(copy: Path):
    add_fact(copy, Subject="interleukin-6", Relation="has receptor", Object="interleukin-6", References="PMID:99999999")
    with pytest.raises(LifontoError, match=r"receptors.tsv:\d+, column 'References': unknown name 'PMID:99999999'"):
        compile_tables(copy)
