"""The release is opened by the Ontology Access Kit, by each of its readers of files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reading_back import put

from lifonto.exchange.losses import Export

oaklib = pytest.importorskip("oaklib", reason="oaklib wants an environment of its own: .ci/own")
pytestmark = pytest.mark.filterwarnings("ignore")  # of the library itself


@pytest.mark.parametrize(
    ("adapter", "name"),
    [("pronto", "rdfxml"), ("pronto", "obo"), ("simpleobo", "obo"), ("obograph", "obographs")],
)
def test_oak_opens_the_release(adapter: str, name: str, exported: Callable[[str], Export], tmp_path: Path):
    (file,) = put(exported(name), tmp_path).iterdir()
    found = oaklib.get_adapter(f"{adapter}:{file}")
    assert found.label("PR:P15018") == "leukemia inhibitory factor (human)"
    assert {"PR:000009799", "PR:000000001"} <= set(found.ancestors(["PR:P15018"], predicates=["rdfs:subClassOf"]))
    assert ("PR:P15018", "RO:0002162", "NCBITaxon:9606") in set(found.relationships(["PR:P15018"]))
