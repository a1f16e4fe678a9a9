"""The files of the deployment examples, read by the programs that will read them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.peers import ours


def test_nginx_accepts_the_configuration(checked_by_nginx):
    assert checked_by_nginx.returncode == 0, checked_by_nginx.stderr
    assert "warn" not in checked_by_nginx.stderr


def test_systemd_accepts_the_unit(deploy: Path, tmp_path: Path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze on PATH")
    program = tmp_path / "lifonto"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    unit = (deploy / "lifonto@.service").read_text().replace("/opt/lifonto/bin/lifonto", str(program))
    (tmp_path / "lifonto@8081.service").write_text(unit)
    command = ["systemd-analyze", "verify", "--man=no", str(tmp_path / "lifonto@8081.service")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if "lifonto" in line]
    assert done.returncode == 0, done.stderr
    assert said == []


def test_the_unit_leaves_little_exposed(deploy: Path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze on PATH")
    unit = str(deploy / "lifonto@.service")
    command = ["systemd-analyze", "security", "--offline=yes", "--no-pager", "--threshold=30", unit]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-500:] + done.stderr


def test_compose_starts_two_replicas_that_wait_for_nothing_but_themselves(deploy: Path):
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    file = deploy / "compose.yaml"
    services = yaml.safe_load(file.read_text())["services"]
    upstream = (deploy / "nginx" / "upstream-compose.conf").read_text()
    replicas = {name for name in services if name.startswith("replica")}
    assert set(re.findall(r"server ([\w-]+):8080", upstream)) == replicas
    assert len(replicas) == 2
    for name in replicas:
        assert services[name]["read_only"] is True
        assert (file.parent / services[name]["build"]["context"] / services[name]["build"]["dockerfile"]).is_file()
        assert "ports" not in services[name]
    for volume in services["proxy"]["volumes"]:
        assert (file.parent / volume.split(":")[0]).is_file()


def test_every_option_in_the_examples_is_one_of_the_server(deploy: Path):
    told = subprocess.run(
        [sys.executable, "-m", "lifonto", "serve", "--help"], capture_output=True, text=True, check=True
    )
    used: set[str] = set()
    names = ("Dockerfile", "compose.yaml", "lifonto@.service", "README.md", "../../docs/operating.md")
    for name in names:
        used |= set(re.findall(r"LIFONTO_SERVE_([A-Z_]+[A-Z])", (deploy / name).read_text()))
    assert used
    for option in used:
        assert f"--{option.lower().replace('_', '-')}" in told.stdout, option


def test_the_image_runs_without_root_and_starts_what_exists(deploy: Path):
    text = (deploy / "Dockerfile").read_text()
    user = re.findall(r"^USER (\S+)$", text, re.MULTILINE)
    assert user, "no USER"
    assert not user[-1].startswith(("0", "root"))
    entry = json.loads(re.findall(r"^ENTRYPOINT (\[.*\])$", text, re.MULTILINE)[-1])
    assert entry == ["lifonto", "serve"]


def test_the_image_takes_in_every_file_that_the_build_reads(deploy: Path):
    ignored = (deploy / "Dockerfile.dockerignore").read_text().splitlines()
    assert ignored[0] == "*"
    for line in ignored[1:]:
        if line.startswith("!"):
            assert (deploy.parent.parent / line[1:]).exists(), line


def test_the_health_check_tells_a_server_at_work_from_none(deploy: Path, tmp_path: Path):
    text = (deploy / "Dockerfile").read_text()
    command = json.loads(re.findall(r"^\s+CMD (\[.*\])$", text, re.MULTILINE)[-1])
    command[0] = sys.executable
    with ours.start((), tmp_path, ["--empty"]) as endpoint:
        environment = os.environ | {"LIFONTO_SERVE_PORT": re.findall(r":(\d+)/", endpoint.query)[0]}
        healthy = subprocess.run(command, env=environment, capture_output=True, check=False)
    gone = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (healthy.returncode, gone.returncode) == (0, 1)
