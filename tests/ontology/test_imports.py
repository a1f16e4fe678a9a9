"""What holds between imported terms in their sources holds here: nothing of the hierarchy is cut."""

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest

from lifonto.imports.places import Tables
from lifonto.imports.refresh import Refresh
from lifonto.imports.source import Source
from lifonto.reason.documents.files import read
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.values.ancestry import ancestors
from lifonto.release import read_prefixes

SOURCES = {  # by file, the ontology that its table of imports was made from, if any was
    "bfo-core-2020.owl.gz": "BFO",
    "cl-edit-merged-2026-08-19.nt.gz slice-go-cl_import-2026-06-29.obo.gz": "CL",
    "cob-2025-12-15.owl.gz": "COB",
    "eco-edit-2024-07-18.owl.gz": "ECO",
    "go-reconstructed-2026-08.obo.gz": "GO",
    "iao-2022-11-07.owl.gz": "IAO",
    "obi-edit-merged-2026-07-13.nt.gz": "OBI",
    "pato-base-2025-05-14.owl.gz": "PATO",
    "ro-2025-12-17.owl.gz": "",
    "slice-go-ncbitaxon_import-2026-07-15.owl.gz": "NCBITaxon",
    "slice-go-pr_import-2025-10-20.owl.gz": "PR",
    "slice-mp-pr_import-2026-08-21.owl.gz": "PR",
    "so-2024-11-18.owl.gz": "SO",
}
TABLES = ("terms.tsv", "terms_wide.tsv")


@pytest.fixture(scope="module")
def tables(home: Path) -> Tables:
    return Tables.read(home)


@pytest.fixture(scope="module")
def over(tables: Tables) -> dict[str, set[str]]:
    """The direct parents of everything, as all tables state them."""
    return tables.over("")


def missing(pairs: Iterable[tuple[str, str]], tables: Tables, over: dict[str, set[str]]) -> list[tuple[str, str]]:
    """Return those of *pairs*, a term and one above it, that are both imported and not so related in the tables."""
    both = [(sub, sup) for sub, sup in pairs if sub in tables.imported and sup in tables.imported]
    assert both, "the source has no two imported terms of which one is above the other"
    return sorted((sub, sup) for sub, sup in both if sup not in ancestors(sub, over))


@pytest.mark.parametrize("names", SOURCES)
def test_no_subsumption_between_imported_terms_is_missing(
    shared: Path, home: Path, tables: Tables, over: dict[str, set[str]], names: str
):
    files = [shared / "ontologies" / name for name in names.split()]
    if absent := [file.name for file in files if not file.is_file()]:
        pytest.skip(f"the reference data have no {', '.join(absent)}")
    source = Source.read(files, read_prefixes(home))
    pairs = ((sub, sup) for sub, above in source.above.items() for sup in above)
    assert missing(pairs, tables, over) == []
    if prefix := SOURCES[names]:
        plan = Refresh(home, prefix, source, bare=True).plan("any")
        assert (plan.renamed, plan.obsolete, plan.parents) == ([], [], [])


@pytest.mark.parametrize("name", [name for name in SOURCES if name.startswith(("bfo", "cob", "ro"))])
def test_the_release_beside_an_upper_ontology_empties_no_class(shared: Path, home: Path, name: str):
    file = shared / "ontologies" / name
    if not file.is_file():
        pytest.skip(f"the reference data have no {name}")
    merged = read(home / "release" / "lifonto.owl", file)
    assert Rustdl(saturation_only=True).taxonomy(merged).unsatisfiable == frozenset()


@pytest.mark.parametrize("name", TABLES)
def test_no_parent_in_a_reference_table_is_missing(shared: Path, tables: Tables, over: dict[str, set[str]], name: str):
    file = shared / "terms" / name
    if not file.is_file():
        pytest.skip(f"the reference data have no {name}")
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, dialect="excel-tab", quoting=csv.QUOTE_NONE))
    parents = {row[0]: set(filter(None, row[4].split("|"))) for row in rows[1:] if row[2] == "false"}
    pairs = ((sub, sup) for sub in parents for sup in ancestors(sub, parents) - {sub})
    assert missing(pairs, tables, over) == []


@pytest.mark.parametrize(
    ("sub", "sup"),
    [
        ("T cell", "leukocyte"),
        ("CD8-positive, alpha-beta T cell", "T cell"),
        ("T-helper 17 cell", "T cell"),
        ("motor neuron", "neuron"),
        ("embryonic fibroblast", "fibroblast"),
        ("breast cancer", "cancer"),
        ("triple-negative breast carcinoma", "breast cancer"),
        ("pancreatic ductal adenocarcinoma", "cancer"),
        ("heart", "organ"),
        ("spleen", "organ"),
        ("uterus", "organ"),
        ("Mus musculus", "Muridae"),
        ("cell", "material entity"),
    ],
)
def test_what_a_reader_takes_for_granted_holds(tables: Tables, over: dict[str, set[str]], sub: str, sup: str):
    (below,), (above,) = tables.labels[sub], tables.labels[sup]
    assert above in ancestors(below, over)


def test_imported_terms_have_no_definition_and_glosses_are_of_imported_terms(tables: Tables):
    defined = {
        row.text("ID")
        for row in tables.rows
        for cell in row.cells
        if cell.column.argument == "IAO:0000115" and cell.values
    }
    glossed = [row.text("ID") for row in tables.rows for cell in row.cells if cell.column.argument == "skos:scopeNote"]
    assert len(glossed) == len(set(glossed)) >= 120
    assert set(glossed) <= tables.imported
    assert not set(glossed) & defined
