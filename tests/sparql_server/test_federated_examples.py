"""The examples of federation do what they say, against real servers that stand in for the endpoints they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import ROOT, Server, serving

EXAMPLES = ROOT / "examples" / "federation"
DATA = Path(__file__).parent / "stand_ins" / "all.ttl"
OBO, UNIPROT = "http://purl.obolibrary.org/obo/", "http://purl.uniprot.org/uniprot/"
LIF, LIFR = "leukemia inhibitory factor (human)", "leukemia inhibitory factor receptor (human)"
ANSWERS = {
    "uniprot": [
        [f"{OBO}PR_P15018", LIF, "Leukemia inhibitory factor"],
        [f"{OBO}PR_P42702", LIFR, "Leukemia inhibitory factor receptor"],
    ],
    "wikidata": [[LIF, "http://www.wikidata.org/entity/Q1"], [LIFR, "http://www.wikidata.org/entity/Q2"]],
    "bgee": [[f"{OBO}UBERON_9999999", "a place of no name here", ""], [f"{OBO}UBERON_0000955", "brain", "brain"]],
    "ubergraph": [[f"{OBO}GO_0048709", "oligodendrocyte differentiation"]],
}


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("stand_in"), str(DATA)) as server:
        yield server


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory, stand_in: Server) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("release"), f"--federate={stand_in.base}/sparql") as server:
        yield server


def test_every_example_has_an_answer_here() -> None:
    assert {file.stem for file in EXAMPLES.glob("*.rq")} == ANSWERS.keys()


@pytest.mark.parametrize("name", ANSWERS)
def test_an_example_of_federation_is_answered(release: Server, stand_in: Server, name: str) -> None:
    text = (EXAMPLES / f"{name}.rq").read_text(encoding="utf-8")
    moved, times = re.subn(r"SERVICE <https://[^>]+>", f"SERVICE <{stand_in.base}/sparql>", text)
    assert times == 1
    assert release.rows(moved) == ANSWERS[name]
