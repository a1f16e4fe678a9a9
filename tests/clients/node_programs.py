"""Programs in JavaScript; npm installs their packages once, into the user's cache."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from holding import held

PACKAGE = "@comunica/query-sparql@4"  # the last line of versions that Node 20 runs


def comunica() -> Path:
    """Return the program comunica-sparql; skip the test where it cannot be had."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("no node and npm on PATH")
    folder = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "lifonto" / "node"
    found = folder / "node_modules" / ".bin" / "comunica-sparql"
    with held(folder) as complete:
        if not complete.is_file():
            command = ["npm", "install", "--no-save", "--silent", "--prefix", str(folder), PACKAGE]
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
            if done.returncode or not found.is_file():
                pytest.skip(f"npm could not install {PACKAGE}: {(done.stdout + done.stderr)[-200:]}")
            complete.touch()
    return found
