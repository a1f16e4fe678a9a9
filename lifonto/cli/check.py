"""``lifonto check``: quality checks over the release."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
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
        print_summary(summary(store, home), format_)
        return
    findings = Findings.of(home, store, names)
    click.echo(findings.as_json() if format_ == "json" else "\n".join(findings.lines(verbose=verbose)))
    sys.exit(1 if findings.fail else 0)


def print_summary(counts: dict[str, int], format_: str) -> None:
    """Print what the release holds."""
    click.echo(json.dumps(counts) if format_ == "json" else "\n".join(f"{k}: {v}" for k, v in counts.items()))


@dataclass(frozen=True)
class Findings:
    """What checks and probes found, where it stands in the tables, and a word where the release is *stale*."""

    checks: int
    violations: list[Violation]
    follows: list[Probe]
    stale: str
    places: dict[str, Place]
    prefixes: Prefixes

    @classmethod
    def of(cls, home: Path, store: Store, names: tuple[str, ...]) -> Findings:
        """Run the checks called *names*, or else all of them and the probes."""
        chosen = [check for check in checks(home) if not names or check.name in names]
        found, prefixes = violations(store, chosen), Prefixes.read(home / "prefixes.tsv")
        follows = [] if names else probed(home, store)
        return cls(len(chosen), found, follows, warning(home), places(home, prefixes) if found else {}, prefixes)

    @property
    def levels(self) -> Counter[str]:
        """How many there are of each level."""
        return Counter([violation.level for violation in self.violations] + ["ERROR"] * len(self.follows))

    @property
    def fail(self) -> bool:
        """Whether anything of level ERROR was found, or the release is stale."""
        return bool(self.levels["ERROR"] or self.stale)

    def as_json(self) -> str:
        """Write all of it as JSON."""
        rows = [
            {"check": v.check.name, "level": v.level, "row": v.row, "place": str(v.place(self.places) or "")}
            for v in self.violations
        ]
        probes = [str(each) for each in self.follows]
        said = {"checks": self.checks, "violations": rows, "probes": probes, "stale": self.stale}
        return json.dumps(said, ensure_ascii=False)

    def lines(self, *, verbose: bool) -> Iterator[str]:
        """Yield it line by line for a terminal, without what is only worth knowing unless *verbose*, and a count."""
        for violation in self.violations:
            if verbose or violation.level != "INFO":
                yield told(violation, self.places, self.prefixes)
        yield from (f"{probe.place}: ERROR {probe}" for probe in self.follows)
        if self.stale:
            yield f"ERROR {self.stale}"
        counted = ", ".join(f"{count} {level}" for level, count in sorted(self.levels.items())) or "no violation"
        hidden = " (--verbose shows INFO)" if self.levels["INFO"] and not verbose else ""
        yield f"{self.checks} checks: {counted}{hidden}"


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
