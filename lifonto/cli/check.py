"""``lifonto check``: quality checks over the release."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import click

from lifonto.ask.checks import checks, violations
from lifonto.ask.store import open_store, release_sources
from lifonto.ask.summary import summary
from lifonto.cli.options import format_of, home_of, ontology


@click.command(name="check")
@click.argument("names", nargs=-1)
@ontology
@click.option("--summary", "summarise", is_flag=True, help="Print what the release holds instead of running checks.")
@format_of("text", "json")
def command(names: tuple[str, ...], home: Path | None, summarise: bool, format_: str) -> None:
    """Run the quality checks (all, or those NAMED); exit 1 on a violation of level ERROR."""
    home = home_of(home)
    store = open_store(release_sources(home))
    if summarise:
        counts = summary(store, home)
        click.echo(json.dumps(counts) if format_ == "json" else "\n".join(f"{k}: {v}" for k, v in counts.items()))
        return
    chosen = [check for check in checks(home) if not names or check.name in names]
    found = violations(store, chosen)
    levels = Counter(violation.level for violation in found)
    if format_ == "json":
        rows = [{"check": v.check.name, "level": v.level, "row": v.row} for v in found]
        click.echo(json.dumps({"checks": len(chosen), "violations": rows}, ensure_ascii=False))
    else:
        for violation in found:
            click.echo(f"{violation}\n    {violation.check.header.get('Solution', '')}")
        told = ", ".join(f"{count} {level}" for level, count in sorted(levels.items())) or "no violation"
        click.echo(f"{len(chosen)} checks: {told}")
    sys.exit(1 if levels["ERROR"] else 0)
