"""What foreign terms have come to in current copies is found, and nothing is found where nothing changed."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lifonto.cli import main
from tests.lifonto.linking.aging import Aged, by_25_changes
from tests.lifonto.linking.small import OWN, cells, written

SYNTAXES = ("functional", "rdfxml", "turtle", "manchester", "jsonld")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def found(*arguments: str | Path) -> set[tuple[str, str]]:
    """Return what `lifonto links` finds: (identifier, kind)."""
    said = json.loads(run("links", *arguments, "--format", "json").stdout)
    return {(each["id"], each["kind"]) for each in said["findings"]}


@pytest.fixture(scope="module")
def aged() -> Aged:
    return by_25_changes(cells())


@pytest.fixture(scope="module")
def folder(aged: Aged, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the old ontology, the current copy, and an ontology of somebody's own that uses the old one."""
    folder = tmp_path_factory.mktemp("copies")
    (folder / "old.obo").write_text(written(cells()), encoding="utf-8")
    (folder / "new.obo.gz").write_bytes(gzip.compress(written(list(aged.frames.values())).encode()))
    (folder / "old.obo.gz").write_bytes(gzip.compress((folder / "old.obo").read_bytes()))
    (folder / "own.obo").write_text(OWN, encoding="utf-8")
    for syntax in SYNTAXES:
        assert run("export", folder / "old.obo", "--format", syntax, "-o", folder / f"old.{syntax}").exit_code == 0
    return folder


def test_every_one_of_25_changes_is_found(aged: Aged, folder: Path):
    every = found(folder / "old.obo", "--against", folder / "new.obo.gz")
    assert len(aged.expected) == 25
    assert set(aged.expected) - every == set()
    extra = {kind for _, kind in every - set(aged.expected)}
    assert extra == {"inferences"}  # which follow from those


@pytest.mark.parametrize("copy", ["old.obo", *(f"old.{each}" for each in SYNTAXES)])
def test_nothing_is_found_in_an_unaged_copy_of_any_syntax(folder: Path, copy: str):
    for one, other in (("old.obo", copy), (copy, "old.obo")):
        done = run("links", folder / one, "--against", folder / other)
        assert (done.exit_code, done.stdout) == (0, f"0 findings on 85 terms held against {other}\n")


@pytest.mark.parametrize("method", ["star", "bottom", "mireot", "subset"])
def test_nothing_is_found_in_a_slice_of_an_unaged_copy(folder: Path, tmp_path: Path, method: str):
    part = tmp_path / "slice.ofn"
    terms = [each for n in (100, 101, 117, 148, 221) for each in ("--terms", f"TST:0000{n}")]
    relation = ("--relation", "part of") if method == "subset" else ()
    run("module", folder / "old.obo", *terms, "--method", method, *relation, "-o", part)
    assert run("links", part, "--against", folder / "old.obo").exit_code == 0


@pytest.mark.parametrize("copy", ["old.obo", "old.obo.gz", *(f"old.{each}" for each in SYNTAXES)])
def test_what_has_one_replacement_is_mended_in_any_syntax_and_nothing_else(
    aged: Aged, folder: Path, tmp_path: Path, copy: str
):
    mine = Path(shutil.copy(folder / copy, tmp_path))
    assert run("links", mine, "--against", folder / "new.obo.gz", "--fix").exit_code == 1
    left = found(mine, "--against", folder / "new.obo.gz")
    kept = {each for each in aged.expected if each[0] not in aged.mendable}
    assert {each for each in left if each[1] != "inferences"} == kept
    assert list(tmp_path.iterdir()) == [mine]


def test_an_ontology_of_ones_own_keeps_its_terms_and_has_new_names_in_them(folder: Path, tmp_path: Path):
    mine = Path(shutil.copy(folder / "own.obo", tmp_path))
    told = run("links", mine, "--against", folder / "new.obo.gz", "--fix")
    assert "TST:0000100 obsolete 100: use TST:0000110 cell 110" in told.stdout
    text = mine.read_text(encoding="utf-8")
    assert "is_a: TST:0000110 ! cell 110" in text
    assert "intersection_of: TST:0000130 ! cell 130" in text  # a remark, and no label of ours
    assert "part_of TST:0000115 ! cell 115" in text
    assert run("links", mine, "--against", folder / "new.obo.gz").exit_code == 0


def test_an_alternative_identifier_is_merged_in_owl_too(folder: Path, tmp_path: Path):
    copy = tmp_path / "copy.ofn"
    copy.write_text(
        "Prefix(obo:=<http://purl.obolibrary.org/obo/>)\nPrefix(oio:=<http://www.geneontology.org/formats/oboInOwl#>)\n"
        "Ontology(<http://purl.obolibrary.org/obo/tst.owl>\nDeclaration(Class(obo:TST_0000110))\n"
        'AnnotationAssertion(oio:hasAlternativeId obo:TST_0000110 "TST:0000100"))\n',
        encoding="utf-8",
    )
    assert ("TST:0000100", "merged") in found(folder / "own.obo", "--against", copy)


def test_of_several_files_only_those_change_that_have_stale_terms(folder: Path, tmp_path: Path):
    mine, other = Path(shutil.copy(folder / "own.obo", tmp_path)), tmp_path / "other.ttl"
    other.write_text("# a remark\n<http://ex.org/x> a <http://www.w3.org/2002/07/owl#Class> .\n", encoding="utf-8")
    before = other.read_bytes()
    run("links", mine, other, "--against", folder / "new.obo.gz", "--fix")
    assert other.read_bytes() == before
    assert "TST:0000110" in mine.read_text(encoding="utf-8")


def test_all_else_in_an_obo_file_stays_as_it_was(folder: Path, tmp_path: Path):
    mine = Path(shutil.copy(folder / "old.obo", tmp_path))
    before = mine.read_text(encoding="utf-8").splitlines()
    run("links", mine, "--against", folder / "new.obo.gz", "--fix")
    after = mine.read_text(encoding="utf-8").splitlines()
    assert [each for each in after if each not in before and "renamed" not in each and "nr" not in each] == [
        *("id: TST:0000900", "name: new cell", "is_a: TST:0000031 ! kind 31 cell")
    ]


def test_the_commands_are_those_of_kgcl(folder: Path, tmp_path: Path):
    kgcl = tmp_path / "changes.kgcl"
    run("links", folder / "old.obo", "--against", folder / "new.obo.gz", "--kgcl", kgcl)
    lines = kgcl.read_text(encoding="utf-8").splitlines()
    assert "obsolete TST:0000100 with replacement TST:0000110" in lines
    assert "rename TST:0000130 from 'cell 130' to 'renamed 130'" in lines
    assert "create edge TST:0000143 rdfs:subClassOf TST:0000034" in lines
    assert "delete edge TST:0000148 BFO:0000050 TST:0000021" in lines


def test_every_command_is_read_by_the_parser_of_kgcl(folder: Path, tmp_path: Path):
    if find_spec("kgcl_schema") is None:
        pytest.skip("kgcl-schema reads KGCL: pip install kgcl-schema")
    kgcl = tmp_path / "changes.kgcl"
    run("links", folder / "old.obo", "--against", folder / "new.obo.gz", "--kgcl", kgcl)
    code = "import sys; from kgcl_schema.grammar.parser import parse; parse(open(sys.argv[1]).read())"
    done = subprocess.run([sys.executable, "-c", code, kgcl], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_link_stays_a_link_and_a_pipe_a_pipe(folder: Path, tmp_path: Path):
    mine, link, pipe = (tmp_path / each for each in ("mine.obo", "link.obo", "pipe"))
    shutil.copy(folder / "own.obo", mine)
    link.symlink_to(mine)
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE, text=True) as reading:
        run("links", link, "--against", folder / "new.obo.gz", "--fix", "--kgcl", pipe)
        told, _ = reading.communicate(timeout=60)
    assert told.startswith("obsolete TST:0000100 with replacement TST:0000110")
    assert (link.is_symlink(), pipe.is_fifo()) == (True, True)
    assert "TST:0000110" in mine.read_text(encoding="utf-8")


def test_sarif_has_each_finding_with_its_line(folder: Path):
    old = folder / "old.obo"
    log = json.loads(run("links", old, "--against", folder / "new.obo.gz", "--format", "sarif").stdout)
    (of_100,) = (
        each
        for each in log["runs"][0]["results"]
        if "TST:0000100" in each["partialFingerprints"]["term"] or each["message"]["text"].startswith("TST:0000100")
    )
    place = of_100["locations"][0]["physicalLocation"]
    line = old.read_text(encoding="utf-8").splitlines()[place["region"]["startLine"] - 1]
    assert (log["version"], of_100["ruleId"], of_100["level"]) == ("2.1.0", "obsolete", "error")
    assert (place["artifactLocation"]["uri"], line) == (str(old), "id: TST:0000100")


def test_markdown_is_a_table_for_each_kind(folder: Path):
    said = run("links", folder / "old.obo", "--against", folder / "new.obo.gz", "--format", "markdown").stdout
    assert "| TST:0000100 cell 100 | use TST:0000110 cell 110 | new.obo.gz |" in said


def test_what_contradicts_itself_already_is_told_and_is_no_finding(folder: Path, tmp_path: Path):
    mine = tmp_path / "mine.ofn"
    mine.write_text(
        "Ontology(<http://ex.org/o> ClassAssertion(<http://ex.org/A> <http://ex.org/i>)\n"
        "ClassAssertion(ObjectComplementOf(<http://ex.org/A>) <http://ex.org/i>)\n"
        "SubClassOf(<http://ex.org/A> <http://purl.obolibrary.org/obo/TST_0000001>))\n",
        encoding="utf-8",
    )
    done = run("links", mine, "--against", folder / "old.obo")
    assert (done.exit_code, done.stdout) == (0, "0 findings on 1 terms held against old.obo\n")
    assert "note: the ontology contradicts itself as it is" in done.stderr


def test_a_contradiction_of_all_is_one_finding(folder: Path, tmp_path: Path):
    mine = tmp_path / "mine.ofn"
    kinds = "http://purl.obolibrary.org/obo/TST_00000"
    mine.write_text(
        f"Ontology(<http://ex.org/o> ClassAssertion(<{kinds}30> <http://ex.org/i>)\n"
        f"ClassAssertion(<{kinds}31> <http://ex.org/i>))\n",
        encoding="utf-8",
    )
    assert found(mine, "--against", folder / "old.obo") == set()
    assert {kind for _, kind in found(mine, "--against", folder / "new.obo.gz")} == {"contradictory"}


def test_a_copy_speaks_for_the_terms_it_is_said_to(folder: Path, tmp_path: Path):
    other = tmp_path / "other.obo"
    other.write_text("ontology: oth\n\n[Term]\nid: OTH:1\nname: one\n\n[Term]\nid: TST:0000001\nname: cell\n", "utf-8")
    assert found(folder / "own.obo", "--against", other) == set()
    assert ("TST:0000100", "vanished") in found(folder / "own.obo", "--against", f"TST={other}")


def test_without_a_copy_the_terms_of_the_release_are_what_one_is_held_against(tmp_path: Path):
    mine = tmp_path / "mine.obo"
    mine.write_text(
        "ontology: mine\nidspace: LIFO https://w3id.org/lifonto/LIFO_\n"
        "\n[Term]\nid: GO:0005125\nname: cytokine doings\n\n[Term]\nid: LIFO:0002366\nname: medium\n"
        "\n[Term]\nid: GO:0000001\nname: of which we know nothing\nis_a: GO:0005125\n"
        "\n[Term]\nid: X:1\nname: x\nis_a: LIFO:0002366\n",
        encoding="utf-8",
    )
    done = run("links", mine, "--format", "json")
    said = {each["id"]: each for each in json.loads(done.stdout)["findings"]}
    assert (said["GO:0005125"]["kind"], said["GO:0005125"]["renamed"]) == ("renamed", "cytokine activity")
    assert (said["LIFO:0002366"]["kind"], said["LIFO:0002366"]["replaced_by"]) == ("obsolete", ["LIFO:0002371"])
    assert "GO:0000001" not in said
    assert "of http://purl.obolibrary.org/obo/GO_ no copy has 1 of the terms" in done.stderr


IMPORTS = """\
Identifier\tLabel\tParents\tSource version\tNote
ID\tLABEL\tSC % SPLIT=|\tA dcterms:source\t
TST:0000100\tcell 100\t'molecule'\told\tours
TST:0000130\tcell 130\t'cell 100'\told\t
TST:0000105\tcell 105\tmolecule|'cell 130'\told\t
TST:0000115\tcell 115\t'cell 105'|molecule\told\t
"""


def test_tables_are_mended_cell_by_cell(toy: Path, folder: Path):
    (toy / "imports" / "tst.tsv").write_text(IMPORTS, encoding="utf-8")
    prefixes, molecules = toy / "prefixes.tsv", toy / "terms" / "molecules.tsv"
    prefixes.write_text(f"{prefixes.read_text('utf-8')}TST\thttp://purl.obolibrary.org/obo/TST_\n", encoding="utf-8")
    row = "LIFO:9000099\tour cell\tA cell of ours.\t'has receptor' some 'cell 130'\t\tTST:0000105\t\n"
    molecules.write_text(molecules.read_text("utf-8") + row, encoding="utf-8")
    assert run("links", toy, "--against", folder / "new.obo.gz", "--fix").exit_code == 1
    assert (toy / "imports" / "tst.tsv").read_text("utf-8").splitlines()[2:] == [
        "TST:0000110\tcell 110\t'molecule'\told\tours",
        "TST:0000130\trenamed 130\t'cell 110'\told\t",
        "TST:0000115\tcell 115\tmolecule|'renamed 130'\told\t",  # those of what it replaces, and which was above it
    ]
    last = molecules.read_text("utf-8").splitlines()[-1]
    assert last == "LIFO:9000099\tour cell\tA cell of ours.\t'has receptor' some 'renamed 130'\t\tTST:0000115\t"


def test_25_terms_of_cl_are_found_in_an_aged_copy_of_it(shared: Path, tmp_path: Path):
    """Labels change and terms vanish in the copy: 25 in all, and nothing else is found."""
    source = shared / "ontologies" / "slice-go-cl_import-2026-06-29.obo.gz"
    frames = gzip.decompress(source.read_bytes()).decode().split("\n[")
    mine = [n for n, frame in enumerate(frames) if frame.startswith("Term]\nid: CL:") and "is_obsolete" not in frame]
    expected, lines = set(), list(frames)
    parents = {word for frame in frames for word in frame.replace("id: CL", "").split() if word.startswith("CL:")}
    named = [(n, frames[n].split("\n")[1].removeprefix("id: ")) for n in mine]
    leaves = [(n, curie) for n, curie in named if curie not in parents]
    for n, curie in named[::40][:15]:
        lines[n] = frames[n].replace("\nname: ", "\nname: aged ", 1)
        expected.add((curie, "renamed"))
    for n, curie in [each for each in leaves if (each[1], "renamed") not in expected][:10]:
        lines[n] = ""
        expected.add((curie, "vanished"))
    copy = tmp_path / "cl.obo"
    copy.write_text("\n[".join(each for each in lines if each), encoding="utf-8")
    assert len(expected) == 25
    assert found(source, "--against", f"CL={copy}") == expected
    assert found(source, "--against", source) == set()
