"""What no source says of all does not follow from the release; a probe of what does follow fails."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lifonto.ask.ontology import Ontology
from lifonto.ask.probes import Probe, failed, probes, subsumption
from lifonto.ask.store import open_store, release_sources
from lifonto.errors import QueryError
from lifonto.reason.queries.knowledge import KnowledgeBase
from lifonto.reason.reasoners.konclude import Konclude

HOME = Path(__file__).parents[2] / "ontology"


@pytest.fixture(scope="module")
def release() -> Ontology:
    return Ontology.of_release(HOME)


def test_nothing_that_a_probe_rules_out_follows_from_the_release(release: Ontology):
    asked = probes(HOME)
    assert len(asked) >= 150
    assert failed(asked, release, open_store(release_sources(HOME))) == []


@pytest.mark.parametrize(
    ("expression", "never"),
    [
        ("'extracellular leukemia inhibitory factor'", "'gp130 cytokine'"),
        ("'LIF receptor complex'", "'has part' some 'leukemia inhibitory factor receptor'"),
        ("'mouse embryonic stem cell' and 'human embryonic stem cell'", "'pluripotent stem cell'"),
        ("protein and process", "impossible"),
    ],
)
def test_a_probe_of_what_follows_fails(release: Ontology, expression: str, never: str):
    probe = Probe("here:1", expression, never, "it does")
    assert failed([probe], release, open_store(release_sources(HOME))) == [probe]


@pytest.mark.skipif(not shutil.which("Konclude") and not shutil.which("konclude"), reason="Konclude is not installed")
def test_konclude_finds_that_no_probe_follows(release: Ontology):
    pairs = [subsumption(probe, release) for probe in probes(HOME)]
    assert not any(KnowledgeBase(release.value, Konclude()).entailed(pairs))


def test_a_probe_that_cannot_be_read_is_told_with_its_row(release: Ontology):
    with pytest.raises(QueryError, match=r"here:7: no term is called 'fibrobalst'; did you mean 'fibroblast'"):
        subsumption(Probe("here:7", "fibrobalst", "impossible", "a slip"), release)


def test_check_tells_a_probe_that_fails_and_exits_1(tmp_path: Path):
    home = Path(shutil.copytree(HOME, tmp_path / "ontology"))
    with (home / "checks" / "probes.tsv").open("a", encoding="utf-8") as file:
        file.write("'extracellular leukemia inhibitory factor'\t'gp130 cytokine'\tit is\n")
    command = [sys.executable, "-m", "lifonto", "check", "--ontology", str(home)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    row = len((home / "checks" / "probes.tsv").read_text(encoding="utf-8").splitlines())
    assert f"checks/probes.tsv:{row}: ERROR every 'extracellular leukemia inhibitory factor' is 'gp130" in done.stdout
