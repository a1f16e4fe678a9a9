"""The same application under another WSGI server, by the command line that the documentation gives."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
import sys
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from benchmarks.peers.process import Endpoint, free_port, running, wait_until_answering


@pytest.fixture
def command(deploy: Path) -> list[str]:
    """The documented command line."""
    if importlib.util.find_spec("granian") is None:
        pytest.skip("no granian: pip install granian")
    found = re.search(r"^granian .*$", (deploy / "wsgi.py").read_text(), re.MULTILINE)
    assert found
    assert found[0] in (deploy.parent.parent / "docs" / "operating.md").read_text()
    return shlex.split(found[0])


def test_it_serves_the_release_and_says_so_in_its_log(command: list[str], deploy: Path, tmp_path: Path):
    port = free_port()
    words = [sys.executable, "-m", *command]
    words[words.index("--port") + 1] = str(port)
    with running([*words, "--working-dir", deploy], tmp_path, {"LIFONTO_SERVE_LOG_QUERIES": "1"}) as process:
        endpoint = Endpoint(f"http://127.0.0.1:{port}/sparql", process)
        wait_until_answering(endpoint, tmp_path)
        text = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        answer = json.loads(endpoint.ask(text))
        assert int(answer["results"]["bindings"][0]["n"]["value"]) > 50_000
        request = urllib.request.Request(endpoint.query, urllib.parse.urlencode({"query": text}).encode())
        with urllib.request.urlopen(request, timeout=30) as again:
            assert json.load(again) == answer
    lines = [json.loads(line) for line in (tmp_path / "server.log").read_text().splitlines() if line.startswith("{")]
    assert [line["text"] for line in lines if line["method"] == "POST"] == [text]
