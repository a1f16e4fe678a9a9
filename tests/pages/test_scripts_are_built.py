"""The scripts that stand on libraries: built from locked packages, as they are committed, within their budgets."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[2] / "sparql_server" / "pages"
BUILT = PAGES / "static" / "built"
BUDGETS = {"editor.js": 150_000, "cytoscape.js": 140_000}  # bytes, gzipped


@pytest.mark.parametrize("name", BUDGETS)
def test_a_script_is_within_its_budget(name: str) -> None:
    assert len(gzip.compress((BUILT / name).read_bytes(), 9)) <= BUDGETS[name]


def test_the_licences_go_with_the_scripts() -> None:
    notice = (BUILT / "NOTICE.txt").read_text(encoding="utf-8")
    for name in ("codemirror", "codemirror-lang-sparql", "@codemirror/view", "cytoscape"):
        assert f"\n{name} " in f"\n{notice}"
    assert "GPL" not in notice
    assert "Eclipse" not in notice


def test_the_scripts_are_those_that_a_build_makes(tmp_path: Path) -> None:
    if shutil.which("npm") is None:
        pytest.skip("no npm on PATH")
    shutil.copytree(PAGES / "editor", tmp_path / "editor", ignore=shutil.ignore_patterns("node_modules"))
    for command in (["npm", "ci", "--no-fund", "--no-audit"], ["node", "build.mjs", str(tmp_path)]):
        done = subprocess.run(
            command, cwd=tmp_path / "editor", capture_output=True, text=True, timeout=300, check=False
        )
        if command[0] == "npm" and done.returncode:
            pytest.skip(f"the packages cannot be had: {done.stderr[-300:]}")
        assert done.returncode == 0, done.stderr
    for file in BUILT.iterdir():
        assert (tmp_path / file.name).read_bytes() == file.read_bytes(), f"{file.name}: run npm run build"
