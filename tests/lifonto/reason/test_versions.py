"""``lifonto diff`` tells what changed, in axioms and inferences, by label; its exit status is for scripts."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from lifonto.cli import main

OFN = """Prefix(:=<http://example.org/>) Prefix(rdfs:=<http://www.w3.org/2000/01/rdf-schema#>)
Ontology(<http://example.org/o>
Declaration(Class(:1)) Declaration(Class(:2)) Declaration(Class(:3)) Declaration(Class(:4))
Declaration(ObjectProperty(:5))
AnnotationAssertion(rdfs:label :1 "protein") AnnotationAssertion(rdfs:label :2 "gp130 binder")
AnnotationAssertion(rdfs:label :3 "LIF") AnnotationAssertion(rdfs:label :4 "gp130")
AnnotationAssertion(rdfs:label :5 "binds")
SubClassOf(:3 :1) EquivalentClasses(:2 ObjectIntersectionOf(:1 ObjectSomeValuesFrom(:5 :4))) MORE
)
"""


def diff(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, arguments)])


def versions(folder: Path) -> tuple[Path, Path]:
    old, new = folder / "old.ofn", folder / "new.ofn"
    old.write_text(OFN.replace("MORE", ""))
    new.write_text(OFN.replace("MORE", "SubClassOf(:3 ObjectSomeValuesFrom(:5 :4))"))
    return old, new


def test_an_axiom_and_what_follows_from_it_are_told_by_label_as_text(tmp_path: Path) -> None:
    done = diff(*versions(tmp_path))
    assert done.exit_code == 1
    assert done.stdout.split("\n") == [
        "Axioms stated",
        "",
        "+ LIF SubClassOf binds some gp130",
        "",
        "Inferences between classes of both versions",
        "",
        "+ LIF SubClassOf 'gp130 binder'",
        "",
    ]


def test_the_same_is_told_as_markdown(tmp_path: Path) -> None:
    old, new = versions(tmp_path)
    done = diff(new, old, "--format", "markdown")
    assert done.exit_code == 1
    assert "## Axioms stated\n\n- removed: `LIF SubClassOf binds some gp130`" in done.stdout
    assert "- removed: `LIF SubClassOf 'gp130 binder'`" in done.stdout


def test_the_same_is_told_as_json_with_what_the_reasoner_left_out(tmp_path: Path) -> None:
    old, new = versions(tmp_path)
    said = json.loads(diff(old, new, "--format", "json").stdout)
    assert said["inferences"] == {"added": ["LIF SubClassOf 'gp130 binder'"], "removed": []}
    assert said["unsatisfiable"] == {"added": [], "removed": []}
    assert said["notes"] == []
    beyond = OFN.replace("MORE", "SubClassOf(owl:Thing ObjectSomeValuesFrom(:5 :4))")
    new.write_text("Prefix(owl:=<http://www.w3.org/2002/07/owl#>)\n" + beyond)
    (note,) = json.loads(diff(old, new, "--format", "json").stdout)["notes"]
    assert note.startswith("of NEW: the ontology states something of owl:Thing")


def test_a_class_that_has_become_impossible_is_told(tmp_path: Path) -> None:
    old, new = versions(tmp_path)
    new.write_text(OFN.replace("MORE", "SubClassOf(:3 :4) DisjointClasses(:1 :4)"))
    assert "Classes that can have no instances\n\n+ LIF" in diff(old, new).stdout


def test_tables_are_compared_with_the_release_of_them(toy: Path, tmp_path: Path) -> None:
    release = tmp_path / "release"
    built = CliRunner().invoke(main, ["build", "--ontology", str(toy), "--output", str(release)])
    assert built.exit_code == 0, built.output
    assert diff(release, toy).exit_code == 0
    table = toy / "terms" / "molecules.tsv"
    rows = table.read_text(encoding="utf-8")
    assert "\tmolecule and ('has receptor' some LIFR)" in rows
    table.write_text(rows.replace("\tmolecule and ('has receptor' some LIFR)", "\tmolecule"), encoding="utf-8")
    done = diff(release, toy)
    assert done.exit_code == 1
    assert "- 'ligand of LIFR' EquivalentTo molecule and ('has receptor' some LIFR)" in done.stdout
    assert "+ 'ligand of LIFR' EquivalentTo molecule" in done.stdout


def test_what_cannot_be_compared_is_no_difference(tmp_path: Path) -> None:
    old, _ = versions(tmp_path)
    done = diff(old, tmp_path / "none.owl")
    assert done.exit_code == 2
    assert "no file" in done.stderr
