"""Two read-only replicas of one dataset behind a real nginx with the configuration of the examples."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from benchmarks.peers import ours
from benchmarks.peers.process import Endpoint, free_port, running, wait_until_answering

DEPLOY = Path(__file__).resolve().parents[2] / "examples" / "deploy"
MAIN = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/upstream.conf;
    include {folder}/lifonto.conf;
}}
"""


@dataclass(frozen=True)
class Site:
    """The proxy's own address and the replicas behind it."""

    url: str
    replicas: tuple[Endpoint, Endpoint]


@pytest.fixture(scope="session")
def deploy() -> Path:
    """The folder of examples."""
    return DEPLOY


@pytest.fixture(scope="session")
def nginx() -> str:
    """The program."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None:
        pytest.skip("no nginx: apt-get install nginx-light")
    return found


def configure(folder: Path, port: int, replicas: tuple[int, int]) -> Path:
    """Write the examples' configuration into *folder* with other ports, and return its main file."""
    upstream = (DEPLOY / "nginx" / "upstream-local.conf").read_text()
    for example, real in zip((8081, 8082), replicas, strict=True):
        upstream = upstream.replace(f"127.0.0.1:{example}", f"127.0.0.1:{real}")
    (folder / "upstream.conf").write_text(upstream)
    site = (DEPLOY / "nginx" / "lifonto.conf").read_text()
    (folder / "lifonto.conf").write_text(re.sub(r"listen 80;", f"listen 127.0.0.1:{port};", site))
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(folder=folder))
    return main


@pytest.fixture
def site(tmp_path: Path, nginx: str) -> Iterator[Site]:
    """Both replicas and the proxy, running; queries are stopped after two seconds."""
    data = tmp_path / "data.nt"
    data.write_text(
        "".join(f"<http://a.example/{n}> <http://a.example/p> <http://a.example/{n % 7}> .\n" for n in range(2000))
    )
    with ExitStack() as stack:
        replicas = []
        for name in ("one", "two"):
            (tmp_path / name).mkdir()
            started = ours.start([(data, "http://a.example/graph")], tmp_path / name, ["--seconds", "2"])
            replicas.append(stack.enter_context(started))
        ports = [int(re.findall(r":(\d+)/", each.query)[0]) for each in replicas]
        port = free_port()
        main = configure(tmp_path, port, (ports[0], ports[1]))
        process = stack.enter_context(running([nginx, "-e", "stderr", "-p", tmp_path, "-c", main], tmp_path))
        url = f"http://127.0.0.1:{port}"
        wait_until_answering(Endpoint(f"{url}/sparql", process), tmp_path)
        yield Site(url, (replicas[0], replicas[1]))


@pytest.fixture(scope="session")
def checked_by_nginx(nginx: str, tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """What nginx says of the configuration."""
    folder = tmp_path_factory.mktemp("nginx")
    main = configure(folder, free_port(), (free_port(), free_port()))
    command = [nginx, "-t", "-e", "stderr", "-p", str(folder), "-c", str(main)]
    return subprocess.run(command, capture_output=True, text=True, check=False)
