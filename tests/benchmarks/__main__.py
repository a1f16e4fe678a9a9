"""``python -m tests.benchmarks``: start every server that can be had, compare, print tables and write JSON."""

from __future__ import annotations

import json
import os
import platform
import signal
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import click

from lifonto.errors import LifontoError
from lifonto.home import ontology_folder

from . import datasets, load, table
from .comparing import Comparison, Figures, Pace
from .contenders import CACHED, CONTENDERS, OURS, PROXIED, Running, engine_seconds, started

ROOT = Path(__file__).resolve().parents[2]


@click.command()
@click.option("--dataset", "names", type=click.Choice(["release", "go"]), multiple=True, help="Default: both.")
@click.option("--peer", "peers", type=click.Choice(list(CONTENDERS)), multiple=True, help="Default: all.")
@click.option("--clients", type=int, multiple=True, default=(1, 8), show_default=True)
@click.option("--rounds", default=3, show_default=True, help="Rounds of each query and peer; the median counts.")
@click.option("--seconds", default=1, show_default=True, help="Length of a round.")
@click.option("--json", "output", type=click.Path(path_type=Path), help="File for all figures.")
def main(
    names: tuple[str, ...],
    peers: tuple[str, ...],
    clients: tuple[int, ...],
    rounds: int,
    seconds: int,
    output: Path | None,
) -> None:
    """Compare this server with its peers on the release and on the Gene Ontology with the release.

    The tables go to standard output, what is being done to standard error.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # else the servers would be left running
    if reason := load.missing():
        raise click.ClickException(reason)
    wanted = [name for name in CONTENDERS if name == OURS or not peers or name in peers]
    pace = Pace(rounds, seconds, clients)
    print(
        f"{time.strftime('%Y-%m-%d %H:%M')} · {os.cpu_count()} cores · {platform.platform()} · "
        f"Python {platform.python_version()} · pyoxigraph {version('pyoxigraph')} · {' '.join(sys.argv[1:])}"
    )
    for name in names or ("release", "go"):
        with tempfile.TemporaryDirectory() as folder:
            run(name, wanted, pace, Path(folder), output)


def run(name: str, wanted: list[str], pace: Pace, folder: Path, output: Path | None) -> None:
    """Compare on one dataset, print, and add to the file of figures."""
    shared = Path(os.environ.get("LIFONTO_SHARED", ROOT.parent / "shared"))
    try:
        dataset = datasets.read(name, ontology_folder(), shared, folder)
    except LifontoError as error:
        raise click.ClickException(str(error)) from error
    bare = engine_seconds(dataset.data)
    print(f"\n## {name}: {dataset.triples():,} triples, which the engine itself loads in {bare:.1f} s")
    with started(wanted, dataset.data, folder, tell) as running:
        comparison = Comparison(running, pace, folder, tell)
        try:
            comparison.run(dataset.queries, dataset.questions)
        except KeyboardInterrupt:
            tell("interrupted: the tables have what was measured until now")
        report(comparison.figures, running)
    if output:
        output.with_stem(f"{output.stem}-{name}").write_text(json.dumps(vars(comparison.figures), indent=1))


def report(found: Figures, running: list[Running]) -> None:
    """Print everything."""
    peers = [each.name for each in running]
    sizes = ([r.name, f"{r.seconds:.1f}", f"{r.resident:.0f}", f"{r.proportional:.0f}", now(r)] for r in running)
    print("\n" + table.rows(["server", "s until ready", "RSS, MB", "PSS, MB", "PSS after the run, MB"], sizes))
    for clients, rates in found.rates.items():
        print(f"\n### {clients} clients: answers a second\n\n{table.rates(rates, peers)}")
        for mine in (OURS, CACHED, PROXIED):
            if mine in peers:
                others = [peer for peer in peers if peer not in {OURS, CACHED, PROXIED}]
                print(f"\n{table.ratios(rates, mine, [mine, *others])}")
    if found.differences:
        print("\nNot compared, or with failures:\n\n" + "\n".join(f"- {line}" for line in found.differences))
    print(f"\nThe load generator took at most {found.busiest:.0%} of a core.")


def now(contender: Running) -> str:
    """Write the memory that *contender* takes now, in proportion."""
    return f"{contender.endpoint.memory()[1]:.0f}" if contender.endpoint.process.poll() is None else "ended"


def tell(line: str) -> None:
    """Say what is being done."""
    click.echo(line, err=True)


main(prog_name="python -m tests.benchmarks")
