"""``lifonto check``: quality checks over the release."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import click

from lifonto.ask.checks import Violation, checks, violations
from lifonto.ask.probes import Probe, failed, probes
from lifonto.ask.store import Store, open_store, readable, release_sources
from lifonto.ask.summary import summary
from lifonto.cli.options import format_of, home_of, ontology
from lifonto.tables.digests import warning
from lifonto.tables.mistakes import Place
from lifonto.tables.places import places
from lifonto.tables.prefixes import Prefixes


@click.command(name="check")
@click.argument("names", nargs=-1)
@ontology
@click.option("--summary", "summarise", is_flag=True, help="Print what the release holds instead of running checks.")
@click.option("--verbose", is_flag=True, help="Tell what is only worth knowing (level INFO), too.")
@format_of("text", "json")
def command(names: tuple[str, ...], home: Path | None, summarise: bool, verbose: bool, format_: str) -> None:
    """Run the quality checks (all, or those NAMED); exit 1 on a violation of level ERROR.

    With all of them run the probes: what must not follow from the ontology.

    A release that is not of the tables beside it is an ERROR, too.
    """
    home = home_of(home, silent=True)
    store = open_store(release_sources(home))
    if summarise:
        counts = summary(store, home)
        click.echo(json.dumps(counts) if format_ == "json" else "\n".join(f"{k}: {v}" for k, v in counts.items()))
        return
    stale = warning(home)
    chosen = [check for check in checks(home) if not names or check.name in names]
    found = violations(store, chosen)
    prefixes = Prefixes.read(home / "prefixes.tsv")
    stands = places(home, prefixes) if found else {}
    levels = Counter(violation.level for violation in found)
    follows = [] if names else probed(home, store)
    levels["ERROR"] += len(follows)
    if format_ == "json":
        rows = [
            {"check": v.check.name, "level": v.level, "row": v.row, "place": str(v.place(stands) or "")} for v in found
        ]
        click.echo(
            json.dumps(
                {"checks": len(chosen), "violations": rows, "probes": [str(each) for each in follows], "stale": stale},
                ensure_ascii=False,
            )
        )
    else:
        for violation in found:
            if verbose or violation.level != "INFO":
                click.echo(told(violation, stands, prefixes))
        for probe in follows:
            click.echo(f"{probe.place}: ERROR {probe}")
        if stale:
            click.echo(f"ERROR {stale}")
        counted = ", ".join(f"{count} {level}" for level, count in sorted(levels.items()) if count) or "no violation"
        hidden = " (--verbose shows INFO)" if levels["INFO"] and not verbose else ""
        click.echo(f"{len(chosen)} checks: {counted}{hidden}")
    sys.exit(1 if levels["ERROR"] or stale else 0)


def told(violation: Violation, stands: dict[str, Place], prefixes: Prefixes) -> str:
    """Tell where *violation* stands in the tables, what it is, and how to mend it."""
    place = violation.place(stands)
    row = "  ".join(readable(term, prefixes) for term in violation.row)
    begin = f"{place}: " if place else ""
    solution = violation.check.header.get("Solution", "")
    return f"{begin}{violation.level} {violation.check.name}: {row}\n    {solution}"


def probed(home: Path, store: Store) -> list[Probe]:
    """Return the probes of *home* that fail."""
    asked = probes(home)
    if not asked:
        return []
    from lifonto.ask.ontology import Ontology  # which reads the whole release

    return failed(asked, Ontology.of_release(home, store), store)
