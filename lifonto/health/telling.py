"""A report as text, Markdown, and data for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from lifonto.health.checkup import Report
from lifonto.health.findings import MEANINGS, Finding, Kind
from lifonto.reason.values.axioms import Part
from lifonto.reason.values.rendering import render


def text(report: Report) -> Iterator[str]:
    """Yield the findings by kind, a line each, and a last line that counts them."""
    for kind, found in groupby(report.findings, key=lambda each: each.kind):
        every = list(found)
        yield f"{kind} ({len(every)}): {MEANINGS[kind]}"
        yield from (f"  {sentence(each, report)}" for each in every)
    yield total(report)


def markdown(report: Report) -> Iterator[str]:
    """Yield the same as a table for each kind."""
    for kind, found in groupby(report.findings, key=lambda each: each.kind):
        yield from (f"## {kind}: {MEANINGS[kind]}", "", "| term | what has come to it | copy |", "|---|---|---|")
        for each in found:
            cells = (report.called_here(each), said(each, report), each.copy)
            yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
        yield ""
    yield total(report)


def total(report: Report) -> str:
    """Count what was found."""
    names = ", ".join(copy.name for copy in report.links.copies)
    count = len(report.findings)
    return f"{count} finding{'s' * (count != 1)} on {report.looked_at} terms held against {names}"


def sentence(finding: Finding, report: Report) -> str:
    """Say what has come to a term."""
    return f"{report.called_here(finding)}: {said(finding, report)}"


def said(finding: Finding, report: Report) -> str:
    """Say what a finding says of its term."""
    parts = {
        Kind.OBSOLETE: replaced,
        Kind.MERGED: replaced,
        Kind.VANISHED: lambda one, _: f"{one.copy} speaks for such terms, and does not have it",
        Kind.RENAMED: lambda one, _: f"now {one.renamed!r}",
        Kind.CONTRADICTORY: lambda one, _: "it can have no instances",
        Kind.MOVED: changed,
        Kind.INFERENCES: changed,
    }
    return "; ".join(filter(None, (parts[finding.kind](finding, report), finding.why)))


def replaced(finding: Finding, report: Report) -> str:
    """Say what to use in the place of a term."""
    if finding.instead:
        return f"use {' or '.join(map(report.called, finding.instead))}"
    if finding.consider:
        return f"consider {' or '.join(map(report.called, finding.consider))}"
    return "nothing is named in its place"


def changed(finding: Finding, report: Report) -> str:
    """Say what is not above a term any more, and what is."""
    sides = (("not below", finding.lost), ("now below", finding.gained))
    return "; ".join(f"{word} {', '.join(shown(each, report) for each in parts)}" for word, parts in sides if parts)


def shown(part: Part, report: Report) -> str:
    """Write a parent with labels."""
    return render(part, lambda iri: report.links.label(iri) or report.curie(iri))


def as_data(report: Report, places: dict[str, tuple[str, int]]) -> dict[str, Any]:
    """Return it for programs."""
    return {
        "looked_at": report.looked_at,
        "copies": [each.name for each in report.links.copies],
        "findings": [of_finding(each, report, places) for each in report.findings],
        "notes": list(report.notes),
    }


def of_finding(finding: Finding, report: Report, places: dict[str, tuple[str, int]]) -> dict[str, Any]:
    """Return one finding for programs; what is empty is left out."""
    file, line = places.get(finding.iri, ("", 0))
    found = {
        "kind": str(finding.kind),
        "id": report.curie(finding.iri),
        "iri": finding.iri,
        "label": finding.label,
        "copy": finding.copy,
        "says": said(finding, report),
        "replaced_by": curies(finding.instead, report),
        "consider": curies(finding.consider, report),
        "renamed": finding.renamed,
        "lost": [shown(each, report) for each in finding.lost],
        "gained": [shown(each, report) for each in finding.gained],
        "can_be_mended": finding.can_be_mended,
        "file": file,
        "line": line,
    }
    return {key: value for key, value in found.items() if value or key == "can_be_mended"}


def curies(iris: Iterable[str], report: Report) -> list[str]:
    return [report.curie(each) for each in iris]
