"""``python -m tests.benchmarks.attack``: what polite clients get while others ask for the impossible.

Four clients look things up. Meanwhile sixteen connections ask a query that would take hours, again and again, and the
hostile queries of the reference data are asked in turn. Every server is measured alone and under attack in one run.
"""

from __future__ import annotations

import importlib.util
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import click

from lifonto.home import ontology_folder

from . import datasets, load, table
from .comparing import accept_of
from .contenders import CONTENDERS, Running, started
from .peers.process import Endpoint

ROOT = Path(__file__).resolve().parents[2]
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
CONNECTIONS, POLITE = 16, 4
PATIENCE = 60.0  # seconds for an answer to an attacker


@click.command()
@click.option("--peer", "peers", type=click.Choice(list(CONTENDERS)), multiple=True, help="Default: all.")
@click.option("--rounds", default=3, show_default=True, help="Rounds of each; the best counts.")
@click.option("--seconds", default=8, show_default=True, help="Length of a round.")
def main(peers: tuple[str, ...], rounds: int, seconds: int) -> None:
    """Compare the throughput of polite clients alone and under attack; print a table."""
    shared = Path(os.environ.get("LIFONTO_SHARED", ROOT.parent / "shared"))
    hostile = list(hostile_queries(shared / "peers" / "hostile.py").values())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dataset = datasets.read("release", ontology_folder(), shared, folder)
        asked = dataset.queries["point"]
        rows = []
        for peer in peers or CONTENDERS:
            place = folder / peer.replace(" ", "-").replace(",", "") / "attack"
            place.mkdir(parents=True)
            with started([peer], dataset.data, place, tell) as running:
                rows += [compared(each, asked, hostile, place, rounds, seconds) for each in running]
    header = [
        "server",
        "alone, answers a second",
        "under attack",
        "share",
        "median, ms",
        "99 of 100 within, ms",
        "failed",
    ]
    print(table.rows(header, rows))


def compared(contender: Running, query: str, hostile: list[str], folder: Path, rounds: int, seconds: int) -> list[str]:
    """Measure one server alone, then under attack; return its row."""
    url, accept = contender.endpoint.url(query), accept_of(query)

    def polite() -> load.Round:
        return load.fire([(url, accept)], folder, clients=POLITE, seconds=seconds)

    alone = max((polite() for _ in range(rounds)), key=lambda found: found.rate)
    with attack(contender.endpoint, hostile):
        attacked = max((polite() for _ in range(rounds)), key=lambda found: found.rate)
    share = f"{attacked.rate / alone.rate:.2f}" if alone.rate else "–"
    times = [f"{attacked.median:.1f}", f"{attacked.p99:.1f}"] if attacked.rate else ["–", "–"]
    tell(f"{contender.name}: {alone.rate:.0f} alone, {attacked.rate:.0f} under attack")
    return [contender.name, table.rate(alone.rate), table.rate(attacked.rate), share, *times, str(attacked.errors)]


@contextmanager
def attack(endpoint: Endpoint, hostile: list[str]) -> Iterator[None]:
    """Attack *endpoint* for as long as the block runs."""
    over = threading.Event()
    queries = [[SLOW]] * CONNECTIONS + [hostile]
    threads = [threading.Thread(target=ask_again, args=(endpoint, each, over), daemon=True) for each in queries]
    for thread in threads:
        thread.start()
    over.wait(1)  # until all are at work
    try:
        yield
    finally:
        over.set()


def ask_again(endpoint: Endpoint, queries: list[str], over: threading.Event) -> None:
    """Ask *queries* in turn until it is over, whatever comes of it."""
    place = urlsplit(endpoint.query)
    while not over.is_set():
        for query in queries:
            body = urlencode([("query", query), *endpoint.parameters])
            connection = HTTPConnection(place.hostname or "", place.port or 80, timeout=PATIENCE)
            with suppress(OSError, HTTPException):
                connection.request("POST", place.path, body, {"Content-Type": "application/x-www-form-urlencoded"})
                connection.getresponse().read()
            connection.close()
            if over.wait(0.01):
                return


def hostile_queries(file: Path) -> dict[str, str]:
    """Return the hostile queries of the reference data; raises FileNotFoundError where there are none."""
    spec = importlib.util.spec_from_file_location("hostile", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: dict[str, str] = module.HOSTILE
    return found


def tell(line: str) -> None:
    """Say what is being done."""
    click.echo(f"{time.strftime('%H:%M:%S')} {line}", err=True)


if __name__ == "__main__":
    main(prog_name="python -m tests.benchmarks.attack")
