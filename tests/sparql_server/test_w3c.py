"""The W3C suites come out over HTTP as docs/conformance.md says, and fail nothing that the engine does not."""

from __future__ import annotations

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import w3c
from benchmarks.peers.process import Endpoint, free_port, running, wait_until_answering
from serving import ROOT, SHARED, TOKEN, Server, serving

PAGE = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")
DOCUMENTED = {
    group: (int(passed), int(of))
    for group, passed, of in re.findall(r"^\| (S.+|G.+) \| (\d+) \| (\d+) \|$", PAGE, re.M)
}
PROTOCOLS = {
    "SPARQL 1.1 Protocol": "protocol",
    "Graph Store HTTP Protocol": "gsp",
    "Service description": "service-description",
}
APPLICATION = f"""
from sparql_server import Settings, create_app

application = create_app(Settings(empty=True, writable=True, token={TOKEN!r}, log=False))
"""


def group_of(test: dict[str, str]) -> str:
    """Return the row of the documentation that a test belongs to; those of updates to RDF 1.2 have none."""
    version = {"sparql10": "SPARQL 1.0", "sparql11": "SPARQL 1.1", "sparql12": "SPARQL 1.2"}[test["id"].split("/")[0]]
    syntax = "Syntax" in test["type"]
    if test["suite"] == "results":
        return f"{version} results formats"
    if test["suite"] == "update":
        return f"{version} Update, evaluation and syntax"
    kind = "syntax" if syntax else "evaluation"
    return f"{version} Query, {kind}" if version == "SPARQL 1.1" else f"{version}, {kind}"


@pytest.mark.parametrize("group", PROTOCOLS)
def test_the_suites_of_the_protocols_pass_whole(writer: Server, tmp_path: Path, group: str) -> None:
    outcomes = w3c.run(writer.base, tmp_path, "--suite", PROTOCOLS[group], "--versions", "11")
    assert not outcomes.failed(), outcomes.printed
    assert (len(outcomes.passed()), len(outcomes.tests)) == DOCUMENTED[group]


def run_version(version: str, folder: Path) -> w3c.Outcomes:
    """Run the queries and updates of one version of SPARQL against a server of its own."""
    folder.mkdir()
    suites = ("--suite", "query", "update", "results", "--versions", version)
    with serving(folder, "--empty", "--writable", "--no-log") as server:
        return w3c.run(server.base, folder, *suites)


def test_updates_and_queries_fail_only_where_the_engine_does(tmp_path: Path) -> None:
    if not w3c.RUNNER.exists():
        pytest.skip(f"the W3C suites are not at {SHARED} (LIFONTO_SHARED)")
    with ThreadPoolExecutor(3) as pool:  # most of the time each waits for its server
        found = list(pool.map(lambda version: run_version(version, tmp_path / version), ("10", "11", "12")))
    of_engine = (SHARED / "w3c" / "known" / "pyoxigraph.txt").read_text(encoding="utf-8").splitlines()
    known = {line.split("#")[0].strip() for line in of_engine}
    counted: dict[str, list[bool]] = {}
    for outcomes in found:
        assert outcomes.failed() <= known, outcomes.printed
        for test in outcomes.tests:
            counted.setdefault(group_of(test), []).append(test["status"] == "passed")
    passed = {group: (sum(each), len(each)) for group, each in counted.items() if group in DOCUMENTED}
    assert passed == {group: DOCUMENTED[group] for group in DOCUMENTED if group not in PROTOCOLS}


def test_the_suites_of_the_protocols_pass_under_another_wsgi_server(tmp_path: Path) -> None:
    pytest.importorskip("granian", reason="granian is not installed")
    (tmp_path / "served.py").write_text(APPLICATION)
    port = free_port()
    places = ["--interface", "wsgi", "--port", str(port), "--blocking-threads", "8", "--no-ws"]
    command = [sys.executable, "-m", "granian", *places, "--working-dir", str(tmp_path), "served:application"]
    with running(command, tmp_path, {"PYTHONPATH": str(ROOT)}) as process:
        base = f"http://127.0.0.1:{port}"
        wait_until_answering(Endpoint(f"{base}/sparql", process), tmp_path)
        outcomes = w3c.run(base, tmp_path, "--suite", *PROTOCOLS.values(), "--versions", "11")
    assert not outcomes.failed(), outcomes.printed
    assert len(outcomes.tests) == sum(DOCUMENTED[group][1] for group in PROTOCOLS)
