"""The server of this project behind nginx with the cache of the deployment examples."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from . import ours
from .process import Data, Endpoint, free_port, running, wait_until_answering

EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "deploy" / "nginx"
MAIN = """
{user}daemon off;
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
    include {folder}/conf.d/*.conf;
}}
"""


def program() -> str | None:
    """Return where nginx is, if it is here."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def missing() -> str:
    """Return what is not installed."""
    return "" if program() else "no nginx: apt-get install nginx-light"


@contextmanager
def start(data: Data, folder: Path) -> Iterator[Endpoint]:
    """Serve *data* through nginx."""
    (folder / "server").mkdir()
    with ours.start(data, folder / "server", ["--trusted-proxies", "1"]) as behind:
        port = free_port()
        configure(folder, port, urlsplit(behind.query).port or 0)
        command = [program() or "nginx", "-e", "stderr", "-p", folder, "-c", folder / "nginx.conf"]
        with running(command, folder) as process:
            endpoint = Endpoint(f"http://127.0.0.1:{port}/sparql", process)
            wait_until_answering(endpoint, folder)
            yield endpoint


def configure(folder: Path, port: int, behind: int) -> None:
    """Write the examples' configuration into *folder*, for a server that listens at the port *behind*."""
    (folder / "conf.d").mkdir()
    upstream = (EXAMPLES / "upstream-local.conf").read_text()
    server = re.findall(r" +server .*\n", upstream)[0].replace("127.0.0.1:8081", f"127.0.0.1:{behind}")
    site = (EXAMPLES / "lifonto.conf").read_text().replace("listen 80;", f"listen 127.0.0.1:{port};")
    cache = (EXAMPLES / "cache.conf").read_text().replace("/var/cache/nginx-lifonto", str(folder / "cache"))
    (folder / "conf.d" / "upstream.conf").write_text(re.sub(r"( +server .*\n)+", server, upstream))
    (folder / "conf.d" / "lifonto.conf").write_text(site)
    (folder / "conf.d" / "cache.conf").write_text(cache)
    (folder / "nginx.conf").write_text(main_file(folder))


def main_file(folder: Path) -> str:
    """Return the main file of a configuration whose parts lie in ``conf.d`` of *folder*."""
    user = "" if os.geteuid() else "user root;\n"  # a temporary folder is closed to all others
    return MAIN.format(folder=folder, user=user)
