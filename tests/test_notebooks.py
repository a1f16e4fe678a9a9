"""The notebooks run from their first cell to their last, and are kept without their outputs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """The release served on a free port."""
    command = [sys.executable, "-m", "lifonto", "serve", "--port", "0", "--no-log"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=EXAMPLES.parent) as server:
        assert server.stdout
        yield server.stdout.readline().split()[-1] + "sparql"
        server.terminate()


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_runs_to_its_end(file: Path, endpoint: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LIFONTO_ENDPOINT", endpoint)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(EXAMPLES.parent), os.environ.get("PYTHONPATH", "")]))
    notebook = nbformat.read(file, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(EXAMPLES.parent)}}).execute()
    written = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in written)
    assert not [output for cell in written for output in cell.outputs if output.get("name") == "stderr"]


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_is_kept_without_outputs(file: Path):
    for cell in nbformat.read(file, as_version=4).cells:
        assert not cell.get("outputs")
        assert not cell.get("execution_count")
