"""What the Dockerfile does, done without Docker: its build in a clean environment, then its start and its end."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from benchmarks.peers.process import free_port

INSTRUCTIONS = {"FROM", "COPY", "RUN", "ENV", "VOLUME", "USER", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT"}


@pytest.fixture(scope="module")
def lines() -> list[tuple[str, str]]:
    """The Dockerfile's instructions and what each is given, continuation lines joined."""
    text = (Path(__file__).parents[2] / "examples" / "deploy" / "Dockerfile").read_text()
    joined = re.sub(r"\\\n\s*", "", text).splitlines()
    return [(line.split()[0], line.partition(" ")[2]) for line in joined if line and not line.startswith("#")]


def given(lines: list[tuple[str, str]], instruction: str) -> list[str]:
    """Return what the instructions of one kind are given."""
    return [what for name, what in lines if name == instruction]


def admitted(root: Path, to: Path) -> None:
    """Copy what the ignore file lets into the build."""
    for line in (root / "examples" / "deploy" / "Dockerfile.dockerignore").read_text().splitlines():
        if line.startswith("!"):
            source, target = root / line[1:], to / line[1:]
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target)


def test_the_dockerfile_is_written_as_linters_ask(lines: list[tuple[str, str]]):
    assert {name for name, _ in lines} <= INSTRUCTIONS  # so neither ADD nor a shell form of CMD
    assert all(re.search(r":\d", image) and ":latest" not in image for image in given(lines, "FROM"))
    assert all("--no-cache-dir" in run for run in given(lines, "RUN") if "pip install" in run)
    assert not any(word in run for run in given(lines, "RUN") for word in ("sudo", "apt-get upgrade", "curl"))
    assert json.loads(given(lines, "ENTRYPOINT")[0])
    names = [name for name, _ in lines]
    assert names.index("USER") < names.index("ENTRYPOINT")


def test_what_the_image_builds_serves_the_release_and_stops_when_told(lines: list[tuple[str, str]], tmp_path: Path):
    if importlib.util.find_spec("ensurepip") is None:
        pytest.skip("this Python makes no environments with pip (Debian: python3-venv)")
    (tmp_path / "source").mkdir()
    admitted(Path(__file__).parents[2], tmp_path / "source")
    for run in given(lines, "RUN"):
        here = run.replace("/opt/lifonto", str(tmp_path / "lifonto")).replace("/source", str(tmp_path / "source"))
        here = here.replace("--no-cache-dir ", "--quiet ").replace("python ", f"{sys.executable} ", 1)
        subprocess.run(here, shell=True, check=True, cwd=tmp_path)  # noqa: S602  as the image's own shell does
    variables = dict(pair.split("=", 1) for line in given(lines, "ENV") for pair in line.split())
    assert variables.pop("LIFONTO_SERVE_HOST") == "0.0.0.0"
    port = free_port()
    environment = {
        **variables,
        "LIFONTO_SERVE_PORT": str(port),
        "PATH": f"{tmp_path / 'lifonto' / 'bin'}:{os.environ['PATH']}",
    }
    with subprocess.Popen(
        json.loads(given(lines, "ENTRYPOINT")[0]), cwd="/", env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout
            assert f":{port}/" in server.stdout.readline()
            healthy = json.loads(given(lines, "HEALTHCHECK")[0].partition("CMD ")[2])
            deadline = time.monotonic() + 20  # its start period
            while subprocess.run(healthy, env=environment, stderr=subprocess.DEVNULL, check=False).returncode:
                assert time.monotonic() < deadline
            query = "ASK%20%7B%20GRAPH%20%3Fg%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20%7D"
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sparql?query={query}") as answer:
                assert json.load(answer)["boolean"] is True
        finally:
            server.terminate()  # STOPSIGNAL
        assert server.wait(10) == 0
    assert given(lines, "STOPSIGNAL") == ["SIGTERM"]
