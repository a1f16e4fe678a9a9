"""``python -m tests.benchmarks.expressions``: class expressions asked over HTTP, beside a classification for each."""

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
from lifonto.errors import LifontoError
from lifonto.home import ontology_folder
from lifonto.reason.documents import files
from lifonto.reason.queries.knowledge import KnowledgeBase
from lifonto.tables.prefixes import Prefixes

from .table import geometric_mean, rows

EXPRESSIONS = Path(__file__).with_name("expressions.txt")
PARTS = ("subclasses", "superclasses")
OURS, WHOLE = WAYS = "over HTTP", "classified anew"
Times = dict[str, list[float]]
T = TypeVar("T")


@click.command()
@click.option("--rounds", default=5, show_default=True, help="How often each expression is asked each way.")
@click.option("--starts", default=3, show_default=True, help="How often the server is started anew.")
def main(rounds: int, starts: int) -> None:
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
    try:
        print(report(measured(texts, rounds)))
    except LifontoError as error:
        raise click.ClickException(str(error)) from error
    print(f"\nload at the end {os.getloadavg()[0]:.1f}")


def measured(texts: list[str], rounds: int) -> dict[str, Times]:
    """Return the milliseconds that each question took, each way, after one round that does not count."""
    home = ontology_folder()
    index = TermIndex.of(open_store(release_sources(home)), Prefixes.read(home / "prefixes.tsv"))
    base = KnowledgeBase.of(files.read(home / "release" / "lifonto.owl"))
    times: dict[str, Times] = {text: {way: [] for way in WAYS} for text in texts}
    with server() as connection:
        for number in range(rounds + 1):
            for text, found in times.items():
                expression = read(text, index.find)
                for part in PARTS:
                    spent, answer = timed(lambda text=text, part=part: asked(connection, part, text))
                    found[OURS] += [spent] if number else []
                    known = {each["iri"] for each in answer[part]}
                    spent, whole = timed(lambda expression=expression: base.ask(expression))
                    found[WHOLE] += [spent] if number else []
                    if known != set(getattr(whole, part)):
                        raise click.ClickException(f"{text}: {part} are not those of a whole classification")
            print(f"round {number} of {rounds}", file=sys.stderr)
    return times


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


def report(times: dict[str, Times]) -> str:
    """Write the medians of each expression, those of all, and how many times as long a classification takes."""
    body = [[text, *(f"{statistics.median(found[way]):.1f}" for way in WAYS)] for text, found in times.items()]
    every = [[each for found in times.values() for each in found[way]] for way in WAYS]
    body.append(["**median**", *(f"**{statistics.median(each):.1f}**" for each in every)])
    body.append(["**95th percentile**", *(f"**{statistics.quantiles(each, n=20)[-1]:.1f}**" for each in every)])
    ratio = geometric_mean(statistics.median(found[WHOLE]) / statistics.median(found[OURS]) for found in times.values())
    body.append(["**times as long** (geometric mean)", "1", f"**{ratio:.0f}**"])
    return rows(["expression", *(f"{way}, ms" for way in WAYS)], body)


if __name__ == "__main__":
    main()
