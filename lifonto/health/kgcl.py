"""Findings as KGCL commands, in what both of its grammars, that of kgcl-schema and that of kgcl-java, can read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lifonto.health.checkup import Report
from lifonto.health.findings import Finding, Kind
from lifonto.reason.values.axioms import Part
from lifonto.reason.values.expressions import Named, Restriction

CURIE = re.compile(r"[A-Za-z0-9_]+:[A-Za-z0-9_]+")
BELOW = "rdfs:subClassOf"


def commands(report: Report) -> tuple[list[str], list[str]]:
    """Return the commands that bring the ontology up to date, and the terms of findings that none can say."""
    written, left = list[str](), list[str]()
    for each in report.findings:
        if found := list(of(each, report)):
            written += found
        else:
            left.append(report.curie(each.iri))
    return written, left


def of(finding: Finding, report: Report) -> Iterator[str]:
    """Yield the commands of one finding."""
    subject = named(finding.iri, report)
    if finding.kind in (Kind.OBSOLETE, Kind.MERGED):
        instead = f" with replacement {named(finding.replacement, report)}" if finding.replacement else ""
        yield f"obsolete {subject}{instead}"
    elif finding.kind is Kind.RENAMED and "'" not in finding.label + finding.renamed:
        yield f"rename {subject} from '{finding.label}' to '{finding.renamed}'"
    elif finding.kind is Kind.MOVED:
        yield from (f"delete edge {subject} {each}" for each in edges(finding.lost, report))
        yield from (f"create edge {subject} {each}" for each in edges(finding.gained, report))


def edges(parents: tuple[Part, ...], report: Report) -> Iterator[str]:
    """Yield relation and object of what is an edge between two names."""
    for each in parents:
        match each:
            case Named(name):
                yield f"{BELOW} {named(name, report)}"
            case Restriction(Named(relation), "some", Named(filler), _):
                yield f"{named(relation, report)} {named(filler, report)}"


def named(iri: str, report: Report) -> str:
    """Return how a command names *iri*."""
    curie = report.curie(iri)
    return curie if CURIE.fullmatch(curie) else f"<{iri}>"
