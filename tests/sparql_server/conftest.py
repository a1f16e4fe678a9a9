"""Servers that the tests of this folder share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from other_store import OtherStore, other_store
from serving import DATA, MANY, Server, serving


@pytest.fixture(scope="session")
def data_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small Turtle file."""
    path = tmp_path_factory.mktemp("data") / "small.ttl"
    path.write_text(DATA)
    return path


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory, data_file: Path) -> Iterator[Server]:
    """A read-only server of the small file, and of a named graph with the same content."""
    folder = tmp_path_factory.mktemp("reader")
    with serving(folder, str(data_file), f"http://example.org/graph={data_file}") as server:
        yield server


@pytest.fixture(scope="session")
def shared_writer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A writable server with a store in memory."""
    with serving(tmp_path_factory.mktemp("writer"), "--empty", "--writable") as server:
        yield server


@pytest.fixture
def writer(shared_writer: Server) -> Server:
    """The writable server, emptied."""
    assert shared_writer.update("DROP ALL").status == 204
    return shared_writer


@pytest.fixture(scope="module")
def store() -> Iterator[OtherStore]:
    """A SPARQL endpoint of somebody else."""
    with other_store() as found:
        yield found


@pytest.fixture(scope="session")
def many_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 3,000 statements, enough for a cross product to hurt."""
    path = tmp_path_factory.mktemp("data") / "many.nt"
    path.write_text(MANY)
    return path
