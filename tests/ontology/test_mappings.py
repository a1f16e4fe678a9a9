"""The table of mappings is valid SSSOM, agrees with the ontology, and is in the release as triples."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from rdflib import RDFS, Graph, URIRef

from lifonto.rdf.mappings import mappings_graph
from lifonto.release import MAPPINGS
from lifonto.tables.mistakes import Mistakes
from lifonto.tables.prefixes import Prefixes

WANTED = (
    *("UniProtKB", "HGNC", "MGI", "NCBIGene", "ENSEMBL", "OMIM", "GO", "PR"),
    *("CL", "MP", "HP", "MONDO", "WikiPathways", "Reactome"),
)


@pytest.fixture(scope="module")
def lines(home: Path) -> list[str]:
    return (home / MAPPINGS).read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def rows(lines: list[str]) -> list[dict[str, str]]:
    return list(csv.DictReader([line for line in lines if not line.startswith("#")], dialect="excel-tab"))


@pytest.fixture(scope="module")
def prefixes(home: Path) -> Prefixes:
    return Prefixes.read(home / "prefixes.tsv")


def complaints(file: Path) -> str:
    """Return what sssom-py's own validator says of *file*: nothing where it is valid."""
    if find_spec("sssom") is None:
        pytest.skip("sssom-py validates mappings: pip install sssom")
    command = [sys.executable, "-m", "sssom.cli", "validate", file]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr + (f"exit status {done.returncode}" if done.returncode else "")


def test_the_mappings_are_valid_by_sssom_py(home: Path):
    assert complaints(home / MAPPINGS) == ""


def test_sssom_py_refuses_a_mapping_without_a_predicate(lines: list[str], tmp_path: Path):
    broken = tmp_path / "broken.sssom.tsv"
    cut = [line if line.startswith("#") else "\t".join(line.split("\t")[:2] + line.split("\t")[3:]) for line in lines]
    broken.write_text("\n".join(cut[:40]) + "\n", encoding="utf-8")
    assert "predicate_id must be supplied" in complaints(broken)


def test_the_curie_map_says_what_the_prefix_table_says(lines: list[str], prefixes: Prefixes):
    declared = dict(re.findall(r'^#  (\S+): "(.*)"$', "\n".join(lines), re.MULTILINE))
    assert {prefix: iri for prefix, iri in declared.items() if prefixes.get(prefix) != iri} == {}


def test_each_mapping_starts_from_a_term_of_the_ontology_by_its_label(
    rows: list[dict[str, str]], asserted: Graph, prefixes: Prefixes
):
    for row in rows:
        label = asserted.value(URIRef(prefixes.expand(row["subject_id"])), RDFS.label)
        assert str(label) == row["subject_label"], row["subject_id"]


@pytest.mark.parametrize("prefix", WANTED)
def test_terms_are_mapped_to(prefix: str, rows: list[dict[str, str]]):
    mapped = [row for row in rows if f"{prefix}:" in (row["subject_id"] + " " + row["object_id"])]
    assert mapped


def test_each_mapping_is_a_triple_of_the_mappings_graph(home: Path, rows: list[dict[str, str]], prefixes: Prefixes):
    mistakes = Mistakes()
    graph = mappings_graph(home / MAPPINGS, prefixes, mistakes)
    mistakes.raise_if_any()
    said = {tuple(row[key] for key in ("subject_id", "predicate_id", "object_id")) for row in rows}
    assert len(graph) == len(said) == len(rows) > 800


def test_no_pair_of_terms_is_mapped_in_two_ways(rows: list[dict[str, str]]):
    pairs = [(row["subject_id"], row["object_id"]) for row in rows]
    assert sorted(pairs) == sorted(set(pairs))
