"""``python -m tests.benchmarks.reasoning``: classify ontologies of every size, and print what it took.

Each run is a process of its own, so that its memory is its own. Seconds are those of the processor, all threads and
Java included, because the seconds on the wall of a machine that does other work beside tell of that work.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from . import table

ROOT = Path(__file__).resolve().parents[2]
HEADER = [
    *("input", "classes", "pairs", "read, s", "classify, s", "peak, MB"),
    *("HermiT, s", "HermiT / rustdl", "same", "links", "links, s", "peak with links, MB"),
]


@dataclass(frozen=True)
class Input:
    """An ontology file, the relations whose links are asked for (or those in use), and patience with cases."""

    file: str
    relations: tuple[str, ...] = ()
    seconds: float = 30


INPUTS = {
    "ours": Input("", seconds=0),  # as `lifonto build` does
    "COB": Input("cob-2025-12-15.owl.gz"),
    "BFO": Input("bfo-core-2020.owl.gz"),
    "RO": Input("ro-2025-12-17.owl.gz"),
    "PATO": Input("pato-base-2025-05-14.owl.gz"),
    "SO": Input("so-2024-11-18.owl.gz"),
    "ECO": Input("eco-edit-2024-07-18.owl.gz"),
    "CL": Input("cl-edit-merged-2026-08-19.nt.gz", ("BFO:0000050", "RO:0002215")),
    "GO": Input("go-reconstructed-2026-08.nt.gz", ("part of", "regulates")),
}


@click.command()
@click.option("--input", "names", type=click.Choice(list(INPUTS)), multiple=True, help="Default: all.")
@click.option("--patience", default=120, show_default=True, help="Processor seconds that HermiT may take for each.")
@click.option("--hermit/--no-hermit", default=True, help="Compare with HermiT.")
@click.option("--one", hidden=True, help="Measure one run, told as JSON, in this process.")
def main(names: tuple[str, ...], patience: int, hermit: bool, one: str | None) -> None:
    """Measure reasoning: rustdl's seconds and memory, HermiT's beside them, and the relation graph."""
    if one:
        print(json.dumps(measure(**json.loads(one))))
        return
    print(
        f"{time.strftime('%Y-%m-%d %H:%M')} · {os.cpu_count()} cores, load {os.getloadavg()[0]:.0f} · "
        f"{platform.platform()} · Python {platform.python_version()} · rustdl {version('rustdl')} · "
        f"owlready2 {version('owlready2')}\n",
        flush=True,
    )
    hermit = hermit and shutil.which("java") is not None
    rows = [row(name, INPUTS[name], patience if hermit else 0) for name in names or INPUTS]
    print(table.rows(HEADER, rows))


def row(name: str, asked: Input, patience: int) -> list[str]:
    """Measure one input, with HermiT where that is given *patience* for it."""
    shared = Path(os.environ.get("LIFONTO_SHARED", ROOT.parent / "shared"))
    file = shared / "ontologies" / asked.file if asked.file else ROOT / "ontology" / "release" / "lifonto.owl"
    if not file.is_file():
        return [name, f"no {file.name}", *[""] * (len(HEADER) - 2)]
    run = {"file": str(file), "seconds": asked.seconds}
    found = apart({**run, "reasoner": "rustdl", "relations": None})
    linked = apart({**run, "reasoner": "rustdl", "relations": asked.relations})
    referee = apart({**run, "reasoner": "hermit", "relations": None}, patience) if patience else {}
    return [
        *(name, f"{found['classes']:,}", f"{found['pairs']:,}", f"{found['read']:.2f}", f"{found['classify']:.2f}"),
        f"{found['peak']}",
        *compared(found, referee, patience),
        *(f"{linked['links']:,}", f"{linked['classify'] - found['classify']:.1f}", f"{linked['peak']}"),
    ]


def compared(found: dict[str, Any], referee: dict[str, Any], patience: int) -> list[str]:
    """Write the referee's seconds, how many times ours they are, and whether the hierarchies are the same."""
    if not referee:
        return [f"over {patience}" if patience else "–", "–", "–"]
    ratio = referee["classify"] / max(found["classify"], 0.01)
    return [f"{referee['classify']:.1f}", f"{ratio:.0f}", "yes" if referee["digest"] == found["digest"] else "NO"]


def apart(run: dict[str, Any], patience: int = 0) -> dict[str, Any]:
    """Measure *run* in a process of its own, which may take *patience* seconds of the processor; nothing if it ends."""
    click.echo(f"{Path(run['file']).name}: {run['reasoner']}, links {run['relations']}", err=True)

    def limit() -> None:
        if patience:
            resource.setrlimit(resource.RLIMIT_CPU, (patience, patience))

    command = [sys.executable, "-m", "tests.benchmarks.reasoning", "--one", json.dumps(run)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, preexec_fn=limit)
    if done.returncode and not patience:
        raise click.ClickException(done.stderr[-2000:])
    told: dict[str, Any] = json.loads(done.stdout) if not done.returncode else {}
    return told


def measure(file: str, seconds: float, reasoner: str, relations: Iterable[str] | None) -> dict[str, Any]:
    """Classify *file* and tell what it took; *relations*: none of them, those named, or (where empty) those in use."""
    from lifonto.cli.reason import along, peak
    from lifonto.reason.documents.files import read
    from lifonto.reason.links.inference import infer
    from lifonto.reason.reasoners.classification import reasoner_named

    began = spent()
    ontology = read(Path(file))
    after = spent()
    wanted = [] if relations is None else along(relations, ontology)
    start = spent()
    found = infer(ontology, wanted, reasoner_named(reasoner, seconds=seconds))
    done = spent()
    for note in found.notes:
        click.echo(note, err=True)
    return {
        "classes": len(found.taxonomy.above),
        "pairs": len(found.subclasses),
        "links": len(found.existentials),
        "read": after - began,
        "classify": done - start,
        "peak": peak(),
        "digest": digest(found.subclasses, found.unsatisfiable),
    }


def digest(*parts: Iterable[object]) -> str:
    """Return a fingerprint of what was found, the same in every process."""
    import hashlib

    return hashlib.sha256(repr([sorted(map(str, part)) for part in parts]).encode()).hexdigest()


def spent() -> float:
    """Return the seconds of the processor that this process and those it waited for have taken."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main(prog_name="python -m tests.benchmarks.reasoning")
