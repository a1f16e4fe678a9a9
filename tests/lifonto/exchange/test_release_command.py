"""``lifonto release`` gathers what a release is published with, and refuses what is not one."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lifonto import release
from lifonto.cli import main

DATE, LATER = "2000-01-01", "2000-02-02"
AT = "https://data.example/lifonto"


def gather(toy: Path, date: str, output: Path, *more: str | Path) -> Result:
    arguments = ["release", date, "-o", output, "--at", AT, "--ontology", toy, *more]
    return CliRunner().invoke(main, [*map(str, arguments)])


@pytest.fixture
def built(toy: Path) -> Path:
    release.build(toy).write(toy / "release")
    return toy


def test_the_folder_has_the_files_with_checksums_that_hold_and_a_crate_that_names_them(built: Path, tmp_path: Path):
    done = gather(built, DATE, tmp_path / "out")
    assert done.exit_code == 0, done.output
    folder = tmp_path / "out" / DATE
    names = {file.name for file in folder.iterdir()}
    assert {"lifonto.owl", "lifonto.obo", "lifonto.json", "lifonto.ofn", "lifonto.ttl", "context.jsonld"} <= names
    checked = subprocess.run(
        ["sha256sum", "--check", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    crate = {each["@id"]: each for each in json.loads((folder / "ro-crate-metadata.json").read_text())["@graph"]}
    parts = {each["@id"] for each in crate["./"]["hasPart"]}
    assert parts == names - {"SHA256SUMS", "ro-crate-metadata.json"}
    assert crate["lifonto.obo"]["contentSize"] == str((folder / "lifonto.obo").stat().st_size)
    assert "no change notes" in done.stderr


def led_to(rules: str, path: str, accept: str = "*/*") -> str:
    """Follow mod_rewrite's rules for *path*, as far as these use it: conditions on Accept, and a last rule."""
    conditions: list[str] = []
    for word, pattern, target in re.findall(r"^(RewriteCond|RewriteRule) (\S+) (\S+)", rules, re.MULTILINE):
        if word == "RewriteCond":
            conditions.append(target)
            continue
        found = re.search(pattern, path)
        if found and all(re.search(each, accept) for each in conditions):
            return re.sub(r"\$(\d)", lambda number, found=found: found[int(number[1])], target)
        conditions = []
    return ""


def test_w3ids_rules_lead_a_term_to_the_syntax_that_is_asked_for(built: Path, tmp_path: Path):
    gather(built, DATE, tmp_path / "out")
    rules = (tmp_path / "out" / ".htaccess").read_text()
    assert led_to(rules, "LIFO_0001200") == f"{AT}/{DATE}/lifonto.owl"
    assert led_to(rules, "LIFO_0001200", "text/turtle;q=0.9, */*;q=0.1") == f"{AT}/{DATE}/lifonto.ttl"
    assert led_to(rules, "", "application/json") == f"{AT}/{DATE}/lifonto.json"
    assert led_to(rules, "lifonto.obo") == f"{AT}/{DATE}/lifonto.obo"
    assert led_to(rules, "releases/1999-09-09") == f"{AT}/1999-09-09/lifonto.owl"
    assert led_to(rules, "releases/1999-09-09/lifonto.obo") == f"{AT}/1999-09-09/lifonto.obo"
    assert led_to(rules, "elsewhere/else") == ""


def test_change_notes_name_what_the_release_before_did_not_have(built: Path, tmp_path: Path):
    old = tmp_path / "before"
    (built / "release").rename(old)
    for file, before, after in [("metadata.toml", DATE, LATER), ("terms/molecules.tsv", "HILDA", "HILDA|toy factor")]:
        text = (built / file).read_text(encoding="utf-8")
        assert before in text
        (built / file).write_text(text.replace(before, after, 1), encoding="utf-8")
    release.build(built).write(built / "release")
    done = gather(built, LATER, tmp_path / "out", "--since", old)
    assert done.exit_code == 0, done.output
    notes = (tmp_path / "out" / LATER / "CHANGES.md").read_text()
    assert notes.startswith(f"# {LATER}\n\nWhat changed since {DATE}.")
    assert "toy factor" in notes


@pytest.mark.parametrize(
    ("date", "said"), [(LATER, "metadata.toml has version 2000-01-01"), ("yesterday", "metadata.toml has version")]
)
def test_another_date_than_that_of_the_tables_is_refused(date: str, said: str, built: Path, tmp_path: Path):
    done = gather(built, date, tmp_path / "out")
    assert done.exit_code == 1
    assert said in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_release_that_is_not_of_its_tables_is_refused(built: Path, tmp_path: Path):
    table = built / "terms" / "molecules.tsv"
    table.write_text(table.read_text() + "\n")
    done = gather(built, DATE, tmp_path / "out")
    assert done.exit_code == 1
    assert not (tmp_path / "out").exists()


def test_the_record_for_bioregistry_fits_its_model(home: Path):
    from lifonto.cli.release import EXAMPLE
    from lifonto.exchange.packaging import bioregistry
    from lifonto.tables.metadata import Metadata
    from lifonto.tables.prefixes import Prefixes

    prefixes = Prefixes.read(home / "prefixes.tsv")
    record = json.loads(bioregistry(Metadata.read(home / "metadata.toml"), prefixes, EXAMPLE))["lifo"]
    assert re.fullmatch(record["pattern"], record["example"])
    iri = record["uri_format"].replace("$1", record["example"])
    assert f"<{iri}>" in (home / "release" / "asserted.nt").read_text(encoding="utf-8")
    library = pytest.importorskip("bioregistry")
    library.Resource.model_validate({"prefix": "lifo", **record})
