"""ROBOT as referee: its report finds no error, and it makes the same axioms of the same tables."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from functional_syntax import Axioms, read_axioms
from plain_tables import PlainTables, write_prefixes
from robot import missing, robot

from lifonto.reason.documents.files import read
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.reasoners.taxonomy import Taxonomy

RDFS = "<http://www.w3.org/2000/01/rdf-schema#"


@dataclass(frozen=True)
class Verdict:
    """What ROBOT reports of our ontology; our axioms as it reads them, those it makes of the tables; ours as OBO."""

    report: list[dict[str, str]]
    ours: Axioms
    theirs: Axioms
    obo: Path


@pytest.fixture(scope="module")
def verdict(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    if why := missing():
        pytest.skip(why)
    folder = tmp_path_factory.mktemp("robot")
    report = folder / "report.tsv"
    asked = ["report", "--input", home / "release" / "lifonto.ttl", "--output", report, "--fail-on", "none"]
    obo = folder / "ours.obo"
    robot(*asked, "convert", "--output", folder / "ours.ofn", "convert", "--check", "false", "--output", obo)
    first, *others = PlainTables(home).write(folder)
    context = ["--add-prefixes", write_prefixes(home, folder / "prefixes.json")]
    templates = [word for file in others for word in ("--template", file)]
    declare = ["template", *context, "--template", first, "--ontology-iri", "https://w3id.org/lifonto/"]
    robot(*declare, "template", "--merge-before", *context, *templates, "--output", folder / "theirs.ofn")
    with report.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, dialect="excel-tab"))
    return Verdict(rows, read_axioms(folder / "ours.ofn"), read_axioms(folder / "theirs.ofn"), obo)


def test_robot_reports_no_error(verdict: Verdict):
    assert verdict.report, "an empty report is no report: foreign terms have no definition here, which ROBOT remarks"
    assert [row for row in verdict.report if row["Level"] == "ERROR"] == []


def test_robot_warns_of_nothing_that_the_guide_does_not_explain(verdict: Verdict, home: Path):
    guide = (home / "README.md").read_text(encoding="utf-8")
    rules = {row["Rule Name"] for row in verdict.report}
    assert {rule for rule in rules if f"`{rule}`" not in guide} == set()


def test_no_term_of_ours_lacks_a_definition_in_robots_eyes(verdict: Verdict):
    lacking = {row["Subject"] for row in verdict.report if row["Rule Name"] == "missing_definition"}
    assert {subject for subject in lacking if "LIFO" in subject} == set()


def test_robot_makes_of_the_tables_only_axioms_that_we_make(verdict: Verdict):
    """Save that it labels and declares what RDFS itself has declared."""
    more = [axiom for axiom in verdict.theirs if axiom not in verdict.ours]
    assert [axiom for axiom in more if not any(RDFS in str(part) and "label" not in str(part) for part in axiom)] == []


def test_we_make_of_the_tables_only_axioms_that_robot_makes(verdict: Verdict, home: Path):
    """Save chains and general axioms, for which it has no keyword."""
    more = [axiom for axiom in verdict.ours if axiom not in verdict.theirs]
    chains = [axiom for axiom in more if axiom[0] == "SubObjectPropertyOf" and axiom[1][0] == "ObjectPropertyChain"]
    general = [axiom for axiom in more if axiom[0] == "SubClassOf" and not isinstance(axiom[1], str)]
    rows = PlainTables(home).rows
    assert [axiom for axiom in more if axiom not in chains and axiom not in general] == []
    assert len(chains) == sum(row.cell("CHAIN") is not None for row in rows)
    assert len(general) == sum(row.cell("GCI") is not None for row in rows)


def test_robot_gives_each_axiom_the_evidence_that_we_give_it(verdict: Verdict):
    shared = [axiom for axiom in verdict.ours if axiom in verdict.theirs]
    assert sum(bool(verdict.ours[axiom]) for axiom in shared) > 250
    assert [axiom for axiom in shared if verdict.ours[axiom] != verdict.theirs[axiom]] == []


def test_what_robot_writes_as_obo_has_the_same_hierarchy(verdict: Verdict, home: Path):
    rules = Rustdl(saturation_only=True)
    ours, theirs = (rules.taxonomy(read(file)) for file in (home / "release" / "lifonto.owl", verdict.obo))
    assert theirs.unsatisfiable == frozenset()
    assert renamed(theirs) == renamed(ours)


def renamed(taxonomy: Taxonomy) -> set[tuple[str, str]]:
    """Return the pairs by the last part of their names: OBO has room for one prefix of an identifier."""
    last = {each: re.split("[/#]", each)[-1] for each in taxonomy.above}
    return {(last[sub], last[sup]) for sub, over in taxonomy.above.items() for sup in over}
