"""Running the W3C suites, which lie beside the project, against a server of ours."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from serving import SHARED, TOKEN

RUNNER = SHARED / "w3c" / "run_w3c.py"


@dataclass
class Outcomes:
    """What became of the tests of some suites."""

    tests: list[dict[str, Any]]
    printed: str

    def passed(self) -> set[str]:
        """Return the names of those that passed, as ``version/group/test``."""
        return {test["id"] for test in self.tests if test["status"] == "passed"}

    def failed(self) -> set[str]:
        """Return the names of the others, those that could not be run among them."""
        return {test["id"] for test in self.tests} - self.passed()


def run(base: str, folder: Path, *chosen: str) -> Outcomes:
    """Run the suites that *chosen* names, as options of the runner; skip the test where they are not at hand."""
    if not RUNNER.exists():
        pytest.skip(f"the W3C suites are not at {SHARED} (LIFONTO_SHARED)")
    pytest.importorskip("httpx", reason="the W3C runner needs httpx")
    report = folder / "report.json"
    place = ["--query-url", f"{base}/sparql", "--update-url", f"{base}/update", "--gsp-url", f"{base}/data"]
    command = [sys.executable, str(RUNNER), *place, "--auth-token", TOKEN, "--tests", str(RUNNER.parent)]
    done = subprocess.run(
        [*command, *chosen, "--report", str(report)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert report.exists(), done.stdout + done.stderr
    return Outcomes(json.loads(report.read_text())["tests"], done.stdout)
