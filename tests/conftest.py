"""What several tests need: the reference data where it is present, a toy ontology to break, and the release."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from rdflib import Graph

from lifonto.garbage import collect_seldom

if TYPE_CHECKING:
    from lifonto.culture.asking import Culture

pytest_plugins = ["skipped"]
HERE = Path(__file__).parent
ROOT = HERE.parent
collect_seldom()  # as the commands do
USUAL = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))
settings.register_profile("same", USUAL, derandomize=True)  # the same examples each time: a failure tells of a change
settings.register_profile("other", USUAL)  # others each time: pytest --hypothesis-profile=other
settings.load_profile("same")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data, which a plain clone does not have."""
    folder = Path(os.environ.get("LIFONTO_SHARED", ROOT.parent / "shared"))
    if not (folder / "README.md").is_file():
        pytest.skip(f"no reference data at {folder} (set LIFONTO_SHARED)")
    return folder


@pytest.fixture(scope="session")
def java() -> str:
    """The Java runtime, which only referees need."""
    found = shutil.which("java")
    if found is None:
        pytest.skip("no java on PATH")
    return found


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A copy of the toy ontology, to change and break."""
    return Path(shutil.copytree(HERE / "toy", tmp_path / "toy"))


@pytest.fixture(scope="session")
def home() -> Path:
    """The ontology folder of this checkout."""
    return ROOT / "ontology"


@pytest.fixture(scope="session")
def asserted(home: Path) -> Graph:
    """The axioms of the release of this checkout, as triples."""
    return Graph().parse(home / "release" / "asserted.nt")


@pytest.fixture(scope="session")
def culture(home: Path) -> Culture:
    """The culture checker on the release of this checkout."""
    from lifonto.culture.asking import Culture

    return Culture.of(home)
