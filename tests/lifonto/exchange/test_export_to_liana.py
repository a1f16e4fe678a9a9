"""The ligands and receptors are taken by LIANA."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reading_back import put

from lifonto.exchange.losses import Export

liana = pytest.importorskip("liana", reason="liana wants an environment of its own: .ci/own")
pytestmark = pytest.mark.filterwarnings("ignore")  # of the library itself


def test_liana_scores_every_pair(exported: Callable[[str], Export], tmp_path: Path):
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
