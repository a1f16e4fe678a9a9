"""What is exported is opened by libraries that want an environment of their own: OAK, kgx, LIANA, CellPhoneDB, SSSOM.

Each wants other versions of the same packages than the next one, so a test runs where its library is installed.
"""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reading_back import only, rows

from lifonto.exchange.losses import Export

Exported = Callable[[str], Export]
pytestmark = pytest.mark.filterwarnings("ignore")  # of the libraries themselves


def library(name: str, package: str) -> Any:
    """Import *name*; the test is skipped where it is not installed, or wants the network to be imported."""
    if "." in name:
        pytest.importorskip(name.partition(".")[0], reason=f"wants an environment with {package}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return pytest.importorskip(name, reason=f"wants an environment with {package}")
        except OSError as error:
            pytest.skip(f"{package} fetches its model when it is imported, and there is no network: {error}")


def put(made: Export, folder: Path) -> Path:
    for name, content in made.files.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize(
    ("adapter", "name"),
    [("pronto", "rdfxml"), ("pronto", "obo"), ("simpleobo", "obo"), ("obograph", "obographs")],
)
def test_oak_opens_the_release(adapter: str, name: str, exported: Exported, tmp_path: Path):
    oaklib = library("oaklib", "oaklib")
    (file,) = put(exported(name), tmp_path).iterdir()
    found = oaklib.get_adapter(f"{adapter}:{file}")
    assert found.label("PR:P15018") == "leukemia inhibitory factor (human)"
    assert {"PR:000009799", "PR:000000001"} <= set(found.ancestors(["PR:P15018"], predicates=["rdfs:subClassOf"]))
    assert ("PR:P15018", "RO:0002162", "NCBITaxon:9606") in set(found.relationships(["PR:P15018"]))


def test_kgx_reads_every_edge_with_its_polarity(exported: Exported, tmp_path: Path):
    transformer = library("kgx.transformer", "kgx")
    made = exported("kgx")
    folder = put(made, tmp_path)
    reader = transformer.Transformer(stream=False)
    reader.transform({"filename": [str(folder / name) for name in made.files], "format": "tsv"})
    graph = reader.store.graph
    written = rows(made.files["lifonto_edges.tsv"], "\t")
    denied = {(row["subject"], row["predicate"], row["object"]) for row in written if row["negated"]}
    every = {(row["subject"], row["predicate"], row["object"]) for row in written}
    edges = list(graph.edges(data=True))
    assert {(s, edge["predicate"], o) for s, o, edge in edges} == every
    assert {(s, edge["predicate"], o) for s, o, edge in edges if edge.get("negated")} == denied


def test_liana_scores_every_pair(exported: Exported, tmp_path: Path):
    liana = library("liana", "liana")
    import anndata
    import numpy
    import pandas

    resource = pandas.read_csv(put(exported("liana"), tmp_path) / "lifonto_human.csv")
    genes = sorted({gene for side in ("ligand", "receptor") for each in resource[side] for gene in each.split("_")})
    counts = numpy.log1p(numpy.random.default_rng(0).poisson(3, (60, len(genes)))).astype("float32")
    cells = pandas.DataFrame({"cell": pandas.Categorical(["a"] * 30 + ["b"] * 30)}, index=[f"c{n}" for n in range(60)])
    data = anndata.AnnData(counts, obs=cells, var=pandas.DataFrame(index=genes))
    liana.mt.cellphonedb(data, groupby="cell", resource=resource, expr_prop=0.05, use_raw=False, n_perms=5, seed=1)
    found = data.uns["liana_res"]
    scored = set(zip(found["ligand_complex"], found["receptor_complex"], strict=True))
    assert scored == set(zip(resource["ligand"], resource["receptor"], strict=True))


def test_cellphonedb_makes_a_database_of_the_tables(exported: Exported, tmp_path: Path):
    utils = library("cellphonedb.utils.db_utils", "cellphonedb")
    import pandas

    folder = put(exported("cellphonedb"), tmp_path)
    proteins = pandas.read_csv(folder / "protein_input.csv")["uniprot"]
    complexes = pandas.read_csv(folder / "complex_input.csv")
    units = dict(zip([f"uniprot_{n}" for n in range(1, 5)], proteins, strict=False))
    complexes.loc[len(complexes)] = {"complex_name": "of_four", **units}  # it takes no table without one
    complexes.to_csv(folder / "complex_input.csv", index=False)
    utils.create_db(str(folder))
    (made,) = folder.glob("cellphonedb_*.zip")
    tables = utils.extract_dataframes_from_db(str(made))
    assert len(tables["interaction_table"]) == len(rows(exported("cellphonedb").files["interaction_input.csv"]))
    assert set(tables["interaction_table"]["directionality"]) == {"Ligand-Receptor"}


def test_sssom_py_finds_the_mappings_valid(exported: Exported, tmp_path: Path):
    library("sssom", "sssom")
    file = tmp_path / "lifonto.sssom.tsv"
    file.write_bytes(only(exported("sssom")))
    command = [sys.executable, "-m", "sssom.cli", "validate", file]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
