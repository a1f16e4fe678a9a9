"""The W3C tests of the entailment regimes come out as docs/conformance.md says, failure by failure."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from serving import ROOT, SHARED, TOKEN, serving

PAGE = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")
COUNTS = re.findall(r"^\| `ent:(\S+)` \| `(\S+)` \| (\d+) \| \d+ \| (\d+) \|$", PAGE, re.MULTILINE)
FAILURES = re.findall(r"^\| (\S+) \| (RDF|RDFS|D|OWL-RL|OWL-Direct) \| .+ \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("iri", "regime", "of", "passed"), COUNTS, ids=[each[1] for each in COUNTS])
def test_the_w3c_tests_of_a_regime_come_out_as_documented(
    tmp_path: Path, iri: str, regime: str, of: str, passed: str
) -> None:
    runner = SHARED / "w3c" / "run_w3c.py"
    if not runner.exists():
        pytest.skip(f"the W3C suites are not at {SHARED} (LIFONTO_SHARED)")
    pytest.importorskip("httpx", reason="the W3C runner needs httpx")
    report = tmp_path / "report.json"
    with serving(tmp_path, "--empty", "--writable", "--entailment", regime) as server:
        url = f"http://127.0.0.1:{server.port}"
        place = ["--query-url", url + "/sparql", "--update-url", url + "/update", "--gsp-url", url + "/data"]
        chosen = ["--suite", "entailment", "--versions", "11", "--regime", iri, "--report", str(report)]
        command = [sys.executable, str(runner), *place, *chosen, "--auth-token", TOKEN, "--tests", str(runner.parent)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert report.exists(), done.stdout + done.stderr
    tests = json.loads(report.read_text())["tests"]
    failed = {test["id"].rsplit("/", 1)[-1] for test in tests if test["status"] == "failed"}
    assert failed == {name for name, under in FAILURES if under == regime}, done.stdout
    assert (len(tests), len(tests) - len(failed)) == (int(of), int(passed))
