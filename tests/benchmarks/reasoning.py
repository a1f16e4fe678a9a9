"""``python -m tests.benchmarks.reasoning``: class expressions asked over HTTP, beside a classification for each."""

from __future__ import annotations

import http.client
import json
import os
import platform
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

import click

from lifonto.ask.explanation import read
from lifonto.ask.store import open_store, release_sources
from lifonto.ask.terms import TermIndex
from lifonto.home import ontology_folder
from lifonto.reason.knowledge import KnowledgeBase
from lifonto.tables.prefixes import Prefixes

from .table import geometric_mean, rows

EXPRESSIONS = Path(__file__).with_name("expressions.txt")
PARTS = ("subclasses", "superclasses")
T = TypeVar("T")


@click.command()
@click.option("--rounds", default=5, show_default=True, help="How often each expression is asked each way.")
@click.option("--starts", default=3, show_default=True, help="How often the server is started anew.")
@click.option("--hermit", is_flag=True, help="Ask HermiT about each expression, too, once: it takes minutes.")
def main(rounds: int, starts: int, hermit: bool) -> None:
    """Time questions to the server, in milliseconds, and hold its answers against those of a whole classification.

    Both ways take turns, so that other work on the machine weighs on both.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # else the server would be left running
    texts = EXPRESSIONS.read_text(encoding="utf-8").splitlines()
    print(
        f"{time.strftime('%Y-%m-%d %H:%M')} · {os.cpu_count()} cores · load {os.getloadavg()[0]:.1f} · "
        f"{platform.platform()} · Python {platform.python_version()} · rustdl {version('rustdl')}"
    )
    first = [once(texts[1]) for _ in range(starts)]
    print(f"the first question to a server: median {statistics.median(first):.0f} ms of {starts} starts\n")
    content = (ontology_folder() / "release" / "lifonto.owl").read_bytes()
    ways = {"classified anew": KnowledgeBase.of(content)} | (
        {"HermiT": KnowledgeBase.of(content, "hermit")} if hermit else {}
    )
    print(report(measured(texts, ways, rounds), list(ways)))
    print(f"\nload at the end {os.getloadavg()[0]:.1f}")


def measured(texts: list[str], ways: dict[str, KnowledgeBase], rounds: int) -> dict[str, dict[str, list[float]]]:
    """Return the milliseconds that each question took, each way, after one round that does not count."""
    home = ontology_folder()
    index = TermIndex.of(open_store(release_sources(home)), Prefixes.read(home / "prefixes.tsv"))
    times: dict[str, dict[str, list[float]]] = {text: {"HTTP": [], **{way: [] for way in ways}} for text in texts}
    with server() as connection:
        for number in range(rounds + 1):
            for text, found in times.items():
                expression = read(text, index.find)
                for part in PARTS:
                    spent, answer = timed(lambda text=text, part=part: asked(connection, part, text))
                    if number:
                        found["HTTP"].append(spent)
                    for way, base in ways.items() if part == PARTS[0] else ():
                        if way == "HermiT" and number != 1:
                            continue
                        spent, theirs = timed(lambda base=base, expression=expression: base.ask(expression))
                        compare(text, way, {each["iri"] for each in answer[part]}, set(theirs.subclasses))
                        found[way] += [spent] if number else []
            print(f"round {number} of {rounds}", file=sys.stderr)
    return times


def compare(text: str, way: str, ours: set[str], theirs: set[str]) -> None:
    """Say where answers differ; where ours is not that of a whole classification there is nothing to measure."""
    if ours != theirs:
        said = f"{text}: {way} has {len(theirs - ours)} subclasses more and {len(ours - theirs)} fewer"
        if way != "HermiT":
            raise click.ClickException(said)
        print(said)


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Return the milliseconds that *work* took, and what it found."""
    start = time.perf_counter()
    found = work()
    return (time.perf_counter() - start) * 1000, found


@contextmanager
def server() -> Iterator[http.client.HTTPConnection]:
    """Start a server of the release; yield a connection to it that is kept."""
    command = [sys.executable, "-m", "sparql_server", "--port", "0", "--no-log"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        url = urlsplit(process.stdout.readline().split()[-1])
        connection = http.client.HTTPConnection(url.hostname or "", url.port or 0)
        while True:
            try:
                connection.connect()
                break
            except OSError:
                time.sleep(0.01)  # it has said where it listens, and is about to
        yield connection
        connection.close()
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def once(text: str) -> float:
    """Return the milliseconds until a server that has just started has its first answer."""
    with server() as connection:
        return timed(lambda: asked(connection, PARTS[0], text))[0]


def asked(connection: http.client.HTTPConnection, part: str, text: str) -> dict[str, list[dict[str, str]]]:
    """Ask the server which classes are below, or above, the expression *text*."""
    connection.request("GET", f"/reason/{part}?{urlencode({'of': text})}")
    reply = connection.getresponse()
    body = reply.read()
    if reply.status != 200:
        raise click.ClickException(f"{text}: {reply.status} {body.decode()}")
    found: dict[str, list[dict[str, str]]] = json.loads(body)
    return found


def report(times: dict[str, dict[str, list[float]]], ways: list[str]) -> str:
    """Write the medians of each expression, those of all, and how many times as long the other ways take."""
    body = [
        [text.replace("|", "\\|"), *(f"{statistics.median(found[way]):.1f}" for way in ["HTTP", *ways])]
        for text, found in times.items()
    ]
    every = {way: [each for found in times.values() for each in found[way]] for way in ["HTTP", *ways]}
    body.append(["**median**", *(f"**{statistics.median(each):.1f}**" for each in every.values())])
    body.append(
        ["**95th percentile**", *(f"**{statistics.quantiles(each, n=20)[-1]:.1f}**" for each in every.values())]
    )
    ratios = {
        way: geometric_mean(
            statistics.median(found[way]) / statistics.median(found["HTTP"]) for found in times.values()
        )
        for way in ways
    }
    body.append(
        ["**times as long as HTTP** (geometric mean)", "1", *(f"**{ratio:.0f}**" for ratio in ratios.values() if ratio)]
    )
    return rows(["expression", *(f"{way}, ms" for way in ["HTTP", *ways])], body)


if __name__ == "__main__":
    main()
