"""The interactions are taken by CellPhoneDB."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reading_back import put, rows

from lifonto.exchange.losses import Export

utils = pytest.importorskip("cellphonedb.utils.db_utils", reason="cellphonedb wants an environment of its own: .ci/own")
pytestmark = pytest.mark.filterwarnings("ignore")  # of the library itself


def test_cellphonedb_makes_a_database_of_the_tables(exported: Callable[[str], Export], tmp_path: Path):
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
