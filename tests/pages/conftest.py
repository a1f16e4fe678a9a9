"""The release as pages, for all tests of this folder: in this process, and behind a real server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

sys.path.insert(0, str(Path(__file__).parents[1] / "sparql_server"))

from browsing import browser
from serving import Server, serving
from visiting import chrome as chrome

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="session")
def pages() -> Iterator[FlaskClient]:
    """A client of the release's pages, without a network between."""
    from sparql_server.app import create_app
    from sparql_server.command import release
    from sparql_server.settings import Settings

    app = create_app(Settings(**release(False), log=False))
    yield app.test_client()
    app.extensions["sparql_server"].stop()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the release."""
    with serving(tmp_path_factory.mktemp("site")) as server:
        yield server


@pytest.fixture(scope="session")
def gene_ontology(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the whole Gene Ontology, once its names are read."""
    file = next((shared / "ontologies").glob("go-*.nt.gz"))
    with serving(tmp_path_factory.mktemp("go"), str(file), "--seconds", "120") as server:
        assert server.send("GET", "/suggest?q=apoptotic+proces", timeout=120).json
        yield server


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A browser."""
    with browser() as found:
        yield found
