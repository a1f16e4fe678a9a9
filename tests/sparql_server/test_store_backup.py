"""Backups: a store on disk as a file of quads and back, while its server is at work."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
from serving import serving

QUADS = '_:x <urn:p> "one" .\n_:x <urn:p> "two"@en <urn:g> .\n<urn:s> <urn:p> _:x _:graph .\n'
SHARED_NODE = "ASK { ?x <urn:p> 'one' GRAPH <urn:g> { ?x <urn:p> ?two } GRAPH ?other { <urn:s> <urn:p> ?x } }"


def store(*words: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Run ``lifonto store``."""
    return subprocess.run(
        [sys.executable, "-m", "lifonto", "store", *map(str, words)], capture_output=True, check=False
    )


@pytest.fixture
def quads(tmp_path: Path) -> Path:
    """A file of quads whose graphs share a blank node."""
    file = tmp_path / "data.nq"
    file.write_text(QUADS)
    return file


def test_a_store_in_use_is_dumped_and_another_server_has_it_all(tmp_path: Path, quads: Path) -> None:
    place, other, file = tmp_path / "store", tmp_path / "other", tmp_path / "backup.nq.gz"
    with serving(tmp_path, str(quads), "--store", str(place), "--writable") as server:
        assert server.update("INSERT DATA { <urn:a> <urn:b> 3 }").status == 204
        told = store("dump", place, "-o", file)
        assert told.returncode == 0, told.stderr
        assert b"4 statements" in told.stdout
        assert store("dump", place).stdout.count(b"\n") == 4
    assert len(gzip.decompress(file.read_bytes()).splitlines()) == 4
    assert store("restore", other, file).returncode == 0
    with serving(tmp_path, "--store", str(other)) as restored:
        assert restored.query(SHARED_NODE).json["boolean"]
        assert restored.query("ASK { <urn:a> <urn:b> 3 }").json["boolean"]


def test_a_store_that_holds_data_is_not_restored_over(tmp_path: Path, quads: Path) -> None:
    place = tmp_path / "store"
    assert store("restore", place, quads).returncode == 0
    refused = store("restore", place, quads)
    assert refused.returncode == 1
    assert b"already holds 3 statements" in refused.stderr
    assert store("dump", place).stdout.count(b"\n") == 3


def test_nothing_is_left_of_a_restore_that_fails(tmp_path: Path) -> None:
    broken, place = tmp_path / "broken.nq", tmp_path / "store"
    broken.write_text("<urn:a> <urn:b> 1 .\n<urn:a> <urn:b")
    refused = store("restore", place, broken)
    assert refused.returncode == 1
    assert b"line 2" in refused.stderr
    assert not place.exists()


@pytest.mark.parametrize("file", ["backup.txt", "missing/backup.nq"])
def test_a_dump_that_cannot_be_written_leaves_no_file(tmp_path: Path, quads: Path, file: str) -> None:
    place = tmp_path / "store"
    store("restore", place, quads)
    before = set(tmp_path.iterdir())
    assert store("dump", place, "-o", tmp_path / file).returncode == 1
    assert set(tmp_path.iterdir()) == before


def test_a_folder_without_a_store_is_told(tmp_path: Path) -> None:
    refused = store("dump", tmp_path)
    assert refused.returncode == 1
    assert b"no store there" in refused.stderr


def test_what_is_inferred_is_left_out(tmp_path: Path) -> None:
    data, place = tmp_path / "data.ttl", tmp_path / "store"
    data.write_text(
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . <urn:x> a <urn:A> . <urn:A> rdfs:subClassOf <urn:B> ."
    )
    with serving(tmp_path, str(data), "--store", str(place), "--entailment", "RDFS") as server:
        assert server.query("ASK { <urn:x> a <urn:B> }").json["boolean"]
    assert store("dump", place).stdout.count(b"\n") == 2
