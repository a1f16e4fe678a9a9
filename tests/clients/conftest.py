"""A writable server with a little data, for clients that know nothing of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.peers import ours
from benchmarks.peers.process import Endpoint

LIGANDS = """\
<http://a.example/LIF> <http://www.w3.org/2000/01/rdf-schema#label> "LIF" .
<http://a.example/LIF> <http://www.w3.org/2000/01/rdf-schema#comment> "λευκαιμία & <b>\\"x\\"</b>"@el .
<http://a.example/LIF> <http://a.example/binds> <http://a.example/LIFR> .
<http://a.example/OSM> <http://a.example/binds> <http://a.example/LIFR> .
<http://a.example/OSM> <http://www.w3.org/2000/01/rdf-schema#label> "OSM" .
"""
COUNTS = '<http://a.example/LIF> <http://a.example/chains> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """Two named graphs, whose union is the default graph, in our server."""
    folder = tmp_path_factory.mktemp("server")
    (folder / "ligands.nt").write_text(LIGANDS, encoding="utf-8")
    (folder / "counts.nt").write_text(COUNTS)
    data = [(folder / f"{name}.nt", f"http://a.example/graph/{name}") for name in ("ligands", "counts")]
    with ours.start(data, folder) as endpoint:
        yield endpoint


@pytest.fixture
def token() -> str:
    return "a-long-random-line"


@pytest.fixture
def writable(tmp_path: Path, token: str) -> Iterator[Endpoint]:
    """An empty server that takes updates from the bearer of the token."""
    (tmp_path / "token").write_text(token)
    options = ["--empty", "--union", "--writable", "--token-file", str(tmp_path / "token")]
    with ours.start((), tmp_path, options) as endpoint:
        yield endpoint
