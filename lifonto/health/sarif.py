"""A report in SARIF 2.1.0, which code hosts show beside the lines of a file."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from lifonto.health.checkup import Report
from lifonto.health.findings import MEANINGS, Kind
from lifonto.health.lines import Places
from lifonto.health.telling import sentence

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Kind.CONTRADICTORY: "error", Kind.VANISHED: "error", Kind.OBSOLETE: "error", Kind.MERGED: "error"}


def sarif(report: Report, places: Places) -> dict[str, Any]:
    """Return the report as a SARIF log of one run."""
    rules = [{"id": str(kind), "shortDescription": {"text": told}} for kind, told in MEANINGS.items()]
    driver = {"name": "lifonto links", "version": version("lifonto"), "rules": rules}
    results = []
    for each in report.findings:
        file, line = places.get(each.iri, ("", 0))
        region = {"region": {"startLine": line}} if line else {}
        place = [{"physicalLocation": {"artifactLocation": {"uri": file}, **region}}] if file else []
        results.append(
            {
                "ruleId": str(each.kind),
                "level": LEVELS.get(each.kind, "warning"),
                "message": {"text": sentence(each, report)},
                "locations": place,
                "partialFingerprints": {"term": f"{each.kind} {each.iri}"},
            }
        )
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
