"""The findings behind each row of the answer to a ready question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lifonto.ask.evidence import Evidence, names_in
from sparql_server.pages.asking import ask
from sparql_server.pages.model.findings import Finding, findings_of
from sparql_server.pages.query.table import Cell
from sparql_server.pages.shell import remembered, site
from sparql_server.protocol.problems import Problem

MOST = 3  # findings of a row
VARIABLES = re.compile(r"SELECT ((?:\?\w+ )+)WHERE")


def answered(query: str) -> Iterator[tuple[str, ...]]:
    """Yield the solutions of one of the queries for evidence, in the order of its variables."""
    found = VARIABLES.search(query)
    assert found, query
    names = [each.lstrip("?") for each in found[1].split()]
    for row in ask(query):
        yield tuple(row.text(name) for name in names)


def behind(text: str, rows: Sequence[Sequence[Cell]]) -> list[list[Finding]]:
    """Return what each of *rows* of the answer to the question *text* rests on; nothing where that is not known."""
    if not site().kinds.get("statement"):
        return []
    try:
        known, asked = remembered("evidence", lambda: Evidence.told_by(answered)), names_in(text)
        found = [
            [each.record for each in known.behind([cell.term.text for cell in row if cell.term.text], asked)[:MOST]]
            for row in rows
        ]
        findings = {each.iri: each for each in findings_of(iri for row in found for iri in row)}
    except Problem:
        return []
    told = [[findings[iri] for iri in row if iri in findings] for row in found]
    return told if any(told) else []
