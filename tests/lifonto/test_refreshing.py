"""A table of imported terms is refreshed from a copy of their ontology, or left as it is."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TABLE = """\
Identifier\tLabel\tParents\tSource version\tNote
ID\tLABEL\tSC % SPLIT=|\tA dcterms:source\t
\tProcesses, as the Gene Ontology has them.
GO:0000001\tprocess\t'molecule'\told\tours
GO:0000002\told name\t'process'\told\t
GO:0000003\tgone\t'old name'\told\t
GO:0000004\tretired\t'process'\told\t
GO:0000005\tmover\t'old name'\told\t
GO:0000006\tleaf\t'process'|'has receptor' some 'LIFR'\told\t
GO:0000007\tkind of new name\t'process'\told\t
"""
SOURCE = """\
format-version: 1.2
data-version: releases/2026-01-01
ontology: go

[Term]
id: GO:0000001
name: process
def: "A sentence of theirs." [GOC:x]

[Term]
id: GO:0000002
name: new name
is_a: GO:0000001

[Term]
id: GO:0000004
name: obsolete retired
is_obsolete: true
replaced_by: GO:0000006

[Term]
id: GO:0000005
name: mover
is_a: GO:0000009

[Term]
id: GO:0000006
name: leaf
is_a: GO:0000008

[Term]
id: GO:0000007
name: kind of new name
intersection_of: GO:0000002
intersection_of: part_of GO:0000001

[Term]
id: GO:0000008
name: meeting
is_a: GO:0000001

[Term]
id: GO:0000009
name: single child
is_a: GO:0000008

[Term]
id: GO:0000010
name: another
is_a: GO:0000008
"""


def refresh(toy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lifonto", "import", "refresh", *arguments]
    environment = os.environ | {"LIFONTO_ONTOLOGY": str(toy)}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


@pytest.fixture
def toy(toy: Path) -> Path:
    """The toy ontology with a table of imports, and a fact that names one of the terms."""
    (toy / "imports" / "go.tsv").write_text(TABLE, encoding="utf-8")
    with (toy / "facts" / "binding.tsv").open("a", encoding="utf-8") as facts:
        facts.write("LIFS:9009\tLIF takes part in it\tstatement\told name\tassay\tLIFO:9000001\t\t\n")
    return toy


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "go.obo"
    file.write_text(SOURCE, encoding="utf-8")
    return file


def rows(toy: Path) -> dict[str, list[str]]:
    lines = (toy / "imports" / "go.tsv").read_text(encoding="utf-8").splitlines()
    return {cells[0]: cells[1:] for line in lines[2:] if (cells := line.split("\t"))[0]}


def test_without_write_every_change_is_told_and_none_is_made(toy: Path, source: Path):
    done = refresh(toy, "GO", str(source))
    assert done.returncode == 0, done.stderr
    for told in (
        "GO:0000004 retired: use GO:0000006 'leaf'",
        "GO:0000003 gone",
        "GO:0000002 old name → new name; mend it in facts/binding.tsv:4",
        "GO:0000005 mover: not 'new name'; now 'meeting'",
        "GO:0000007 kind of new name: 'process' → 'new name'",
        "GO:0000008 meeting: 'process'",
        "6 terms as of http://purl.obolibrary.org/obo/go/releases/2026-01-01/go.owl",
    ):
        assert told in done.stdout
    assert "nothing is written" in done.stderr
    assert (toy / "imports" / "go.tsv").read_text(encoding="utf-8") == TABLE


def test_what_holds_in_the_source_is_written_with_its_version(toy: Path, source: Path):
    assert refresh(toy, "GO", str(source), "--write").returncode == 0
    version = "http://purl.obolibrary.org/obo/go/releases/2026-01-01/go.owl"
    assert rows(toy) == {
        "GO:0000001": ["process", "'molecule'", version, "ours"],
        "GO:0000002": ["new name", "'process'", version, ""],
        "GO:0000003": ["gone", "'new name'", "old", ""],
        "GO:0000004": ["retired", "'process'", "old", ""],
        "GO:0000005": ["mover", "'meeting'", version, ""],
        "GO:0000006": ["leaf", "'meeting'|'has receptor' some 'LIFR'", version, ""],
        "GO:0000007": ["kind of new name", "'new name'", version, ""],
        "GO:0000008": ["meeting", "'process'", version, ""],
    }
    written = (toy / "imports" / "go.tsv").read_text(encoding="utf-8")
    assert "\tProcesses, as the Gene Ontology has them." in written
    assert "sentence of theirs" not in written


def test_a_second_refresh_from_the_same_source_changes_nothing(toy: Path, source: Path):
    refresh(toy, "GO", str(source), "--write")
    before = (toy / "imports" / "go.tsv").read_bytes()
    done = refresh(toy, "GO", str(source), "--write")
    assert "0 renamed, 0 with other parents, 0 more" in done.stdout
    assert (toy / "imports" / "go.tsv").read_bytes() == before


def test_nothing_comes_along_where_that_is_asked(toy: Path, source: Path):
    refresh(toy, "GO", str(source), "--intermediates", "none", "--write")
    assert "GO:0000008" not in rows(toy)
    assert rows(toy)["GO:0000005"][1] == "'process'"


def test_a_new_term_is_imported_by_its_identifier_and_the_table_made_if_need_be(toy: Path, source: Path):
    (toy / "imports" / "go.tsv").unlink()
    packed = source.with_suffix(".obo.gz")
    packed.write_bytes(gzip.compress(source.read_bytes()))
    assert refresh(toy, "GO", str(packed), "--add", "GO:0000007", "--add", "GO:0000002", "--write").returncode == 0
    assert rows(toy)["GO:0000007"][:2] == ["kind of new name", "'new name'"]


def test_a_class_whose_label_something_else_has_does_not_come_along(toy: Path, source: Path):
    source.write_text(SOURCE.replace("name: meeting", "name: ligand"), encoding="utf-8")
    done = refresh(toy, "GO", str(source), "--write")
    assert "GO:0000008 ligand: see LIFO:9000011" in done.stdout
    assert "GO:0000008" not in rows(toy)


def test_two_imported_terms_that_are_the_same_class_in_the_source_are_told(toy: Path, source: Path):
    source.write_text(f"{SOURCE}equivalent_to: GO:0000006\n", encoding="utf-8")
    done = refresh(toy, "GO", str(source), "--add", "GO:0000010", "--write")
    assert "GO:0000006 leaf: see GO:0000010" in done.stdout
    assert rows(toy)["GO:0000010"][1] == "'meeting'"


def test_programs_are_told_the_same(toy: Path, source: Path):
    told = json.loads(refresh(toy, "GO", str(source), "--format", "json").stdout)
    assert told["obsolete"][0]["instead"] == ["GO:0000006 'leaf'"]
    assert told["renamed"] == [
        {"curie": "GO:0000002", "label": "old name", "instead": ["new name"], "places": ["facts/binding.tsv:4"]}
    ]
    assert [term["curie"] for term in told["brought"]] == ["GO:0000008"]
    assert (told["table"], told["terms"], told["written"]) == ("imports/go.tsv", 6, False)


def test_a_term_above_which_the_source_has_nothing_keeps_its_parents(toy: Path, source: Path):
    source.write_text(SOURCE.replace("name: new name\nis_a: GO:0000001", "name: new name"), encoding="utf-8")
    done = refresh(toy, "GO", str(source), "--write")
    assert "they keep the parents we gave them (1):\n  GO:0000002" in done.stdout
    assert rows(toy)["GO:0000002"][1] == "'process'"


@pytest.mark.parametrize(
    ("arguments", "changes", "told"),
    [
        (["GO"], ("data-version: releases/2026-01-01\n", ""), "say so with --source-version"),
        (["GO"], ("GO:000", "CL:000"), "none of the terms in imports/go.tsv is in this source: is it a copy of GO?"),
        (["GO", "--add", "GO:0000099"], ("", ""), "that this source has in use: GO:0000099"),
        (["GO", "--add", "GO:0000004"], ("", ""), "that this source has in use: GO:0000004"),
        (["GOO"], ("", ""), "unknown prefix 'GOO'; did you mean 'GO'"),
        (["HP"], ("", ""), "no table imports/hp.tsv: name the first terms to import with --add"),
        (
            ["GO"],
            ("[Term]\nid: GO:0000001", "[Term\nid: GO:0000001"),
            "go.obo, line 5: [Term], [Typedef] or [Instance] is expected",
        ),
        (
            ["GO"],
            ("is_a: GO:0000009", "is_a: GO:0000009\ndisjoint_from: GO:0000009"),
            "can have no instances: GO:0000005",
        ),
    ],
)
def test_on_an_error_nothing_is_written(
    toy: Path, source: Path, arguments: list[str], changes: tuple[str, str], told: str
):
    source.write_text(SOURCE.replace(*changes), encoding="utf-8")
    done = refresh(toy, arguments[0], str(source), *arguments[1:], "--write")
    assert done.returncode == 1, done.stdout
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert (toy / "imports" / "go.tsv").read_text(encoding="utf-8") == TABLE
    assert not (toy / "imports" / "hp.tsv").exists()


def test_a_hierarchy_that_would_go_round_in_a_circle_is_refused(toy: Path, source: Path):
    with (toy / "terms" / "molecules.tsv").open("a", encoding="utf-8") as table:
        table.write("LIFO:9000020\tours\tA term of ours.\t'kind of new name'\n")
    (toy / "imports" / "go.tsv").write_text(TABLE.replace("'molecule'", "'ours'"), encoding="utf-8")
    done = refresh(toy, "GO", str(source), "--write")
    assert done.returncode == 1
    assert "would go round in a circle" in done.stderr
    assert "LIFO:9000020" in done.stderr
