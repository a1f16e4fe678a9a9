"""Replicas of one dataset behind a real nginx with the configuration of the examples."""

from __future__ import annotations

import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from benchmarks.peers import ours
from benchmarks.peers.nginx import main_file, program
from benchmarks.peers.process import Endpoint, free_port, running

DEPLOY = Path(__file__).resolve().parents[2] / "examples" / "deploy"
DATA = "".join(f"<http://a.example/{n}> <http://a.example/p> <http://a.example/{n % 7}> .\n" for n in range(2000))


@dataclass(frozen=True)
class Site:
    """The proxy's own address and the replicas behind it."""

    url: str
    replicas: tuple[Endpoint, ...]


@dataclass
class Builder:
    """Starts sites in *folder*; all that it started ends with *stack*."""

    folder: Path
    nginx: str
    stack: ExitStack = field(default_factory=ExitStack)

    def build(self, *options: str, replicas: int = 2, cache: bool = False, tls: bool = False) -> Site:
        """Start *replicas* servers with *options*, and nginx before them with the files that are asked for."""
        data = self.folder / "data.nt"
        data.write_text(DATA)
        started = []
        for name in map(str, range(replicas)):
            (self.folder / name).mkdir()
            of: list[tuple[Path, str]] = [] if "--empty" in options else [(data, "http://a.example/graph")]
            server = ours.start(of, self.folder / name, ["--trusted-proxies", "1", *options])
            started.append(self.stack.enter_context(server))
        ports = [int(re.findall(r":(\d+)/", each.query)[0]) for each in started]
        port = free_port()
        main = configure(self.folder, port, ports, cache=cache, tls=tls)
        command = [self.nginx, "-e", "stderr", "-p", self.folder, "-c", main]
        process = self.stack.enter_context(running(command, self.folder))
        wait_until_listening(port, process)
        return Site(f"{'https' if tls else 'http'}://127.0.0.1:{port}", tuple(started))


def wait_until_listening(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return when *port* takes connections; the *process* behind it has to live until then."""
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 5).close()
        except ConnectionRefusedError:
            continue
        return
    raise RuntimeError(f"it ended with status {process.returncode}")


@pytest.fixture(scope="session")
def deploy() -> Path:
    """The folder of examples."""
    return DEPLOY


@pytest.fixture(scope="session")
def nginx() -> str:
    """The program."""
    found = program()
    if found is None:
        pytest.skip("no nginx: apt-get install nginx-light")
    return found


def configure(folder: Path, port: int, replicas: list[int], *, cache: bool = False, tls: bool = False) -> Path:
    """Write the examples' configuration into *folder* with other ports and places, and return its main file."""
    chosen = folder / "conf.d"
    chosen.mkdir()
    upstream = (DEPLOY / "nginx" / "upstream-local.conf").read_text()
    line = re.findall(r"^ +server .*\n", upstream, re.MULTILINE)[0]
    servers = "".join(line.replace("127.0.0.1:8081", f"127.0.0.1:{replica}") for replica in replicas)
    (chosen / "upstream.conf").write_text(re.sub(r"( +server .*\n)+", servers, upstream))
    listen = (DEPLOY / "nginx" / "tls.conf").read_text() if tls else "listen 80;\n"
    listen = re.sub(r"^listen (80|443)", f"listen 127.0.0.1:{port}", listen, flags=re.MULTILINE)
    listen = listen.replace("/etc/ssl/certs/", f"{folder}/").replace("/etc/ssl/private/", f"{folder}/")
    site = (DEPLOY / "nginx" / "lifonto.conf").read_text()
    (chosen / "lifonto.conf").write_text(re.sub(r" *listen 80;.*\n", listen, site))
    if cache:
        text = (DEPLOY / "nginx" / "cache.conf").read_text()
        (chosen / "cache.conf").write_text(text.replace("/var/cache/nginx-lifonto", f"{folder}/cache"))
    main = folder / "nginx.conf"
    main.write_text(main_file(folder))
    return main


@pytest.fixture
def builder(tmp_path: Path, nginx: str) -> Iterator[Builder]:
    """Starts what one test needs."""
    made = Builder(tmp_path, nginx)
    with made.stack:
        yield made


@pytest.fixture
def site(builder: Builder) -> Site:
    """Two replicas and the proxy; queries are stopped after two seconds."""
    return builder.build("--seconds", "2")


@pytest.fixture(scope="session", params=["plain", "with the cache"])
def checked_by_nginx(
    request: pytest.FixtureRequest, nginx: str, tmp_path_factory: pytest.TempPathFactory
) -> subprocess.CompletedProcess[str]:
    """What nginx says of the configuration."""
    folder = tmp_path_factory.mktemp("nginx")
    main = configure(folder, free_port(), [free_port(), free_port()], cache=request.param != "plain")
    command = [nginx, "-t", "-e", "stderr", "-p", str(folder), "-c", str(main)]
    return subprocess.run(command, capture_output=True, text=True, check=False)
