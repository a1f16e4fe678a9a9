"""The W3C tests of the entailment regimes come out as docs/conformance.md says, failure by failure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import w3c
from serving import ROOT, serving

PAGE = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")
COUNTS = re.findall(r"^\| `ent:(\S+)` \| `(\S+)` \| (\d+) \| \d+ \| (\d+) \|$", PAGE, re.MULTILINE)
FAILURES = re.findall(r"^\| (\S+) \| (RDF|RDFS|D|OWL-RL|OWL-Direct) \| .+ \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("iri", "regime", "of", "passed"), COUNTS, ids=[each[1] for each in COUNTS])
def test_the_w3c_tests_of_a_regime_come_out_as_documented(
    tmp_path: Path, iri: str, regime: str, of: str, passed: str
) -> None:
    chosen = ("--suite", "entailment", "--versions", "11", "--regime", iri)
    with serving(tmp_path, "--empty", "--writable", "--entailment", regime) as server:
        outcomes = w3c.run(server.base, tmp_path, *chosen)
    failed = {name.rsplit("/", 1)[-1] for name in outcomes.failed()}
    assert failed == {name for name, under in FAILURES if under == regime}, outcomes.printed
    assert (len(outcomes.tests), len(outcomes.passed())) == (int(of), int(passed))
