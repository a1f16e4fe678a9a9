"""A store on disk that several processes know: one writes to it, the others never see half of what it writes."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from serving import TOKEN, Server, serving

from lifonto.errors import LifontoError
from sparql_server.store import locks
from sparql_server.store.writing import MANY

HEADERS = {"Authorization": f"Bearer {TOKEN}", "Content_Type": "application/n-triples"}
COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH <urn:g> { ?s ?p ?o } }"


def lines(number: int, said: str) -> str:
    """Return *number* triples."""
    return "".join(f'<urn:s{each}> <urn:p> "{said}" .\n' for each in range(number))


def test_only_one_process_at_a_time_writes_to_a_store(tmp_path: Path) -> None:
    with os.fdopen(locks.own(tmp_path / "store")), pytest.raises(LifontoError, match="another process writes"):
        locks.own(tmp_path / "store")
    with os.fdopen(locks.own(tmp_path / "store")):
        pass


def test_a_store_is_not_opened_while_something_in_it_is_replaced(tmp_path: Path) -> None:
    opened = threading.Event()

    def read() -> None:
        with locks.opening(str(tmp_path)):
            opened.set()

    with locks.replacing(str(tmp_path)):
        reader = threading.Thread(target=read)
        reader.start()
        assert not opened.wait(0.2)
    assert opened.wait(5)
    reader.join()
    with locks.opening(str(tmp_path)), locks.opening(str(tmp_path)):
        pass


@pytest.fixture
def on_disk(tmp_path: Path) -> Path:
    """A folder for a store."""
    return tmp_path / "store"


def put(server: Server, method: str, body: str, place: str = "?graph=urn:g") -> int:
    """Send *body* to a graph; return the status."""
    return server.send(method, f"/data{place}", body, **HEADERS).status


def test_readers_see_a_large_graph_as_it_was_or_as_it_is(tmp_path: Path, on_disk: Path) -> None:
    size = MANY + 1000
    with serving(tmp_path, "--store", str(on_disk), "--writable", "--cache-mb", "0") as server:
        assert put(server, "PUT", lines(size, "old")) == 201
        replacing = threading.Thread(target=put, args=(server, "PUT", lines(size, "new")))
        replacing.start()
        seen = set()
        while replacing.is_alive():
            seen.add(tuple(server.rows(COUNT)[0]))
        replacing.join()
        assert seen <= {(str(size),)}
        assert server.rows('SELECT (COUNT(*) AS ?n) { GRAPH <urn:g> { ?s ?p "new" } }') == [[str(size)]]


def test_a_large_upload_with_a_mistake_at_its_end_changes_nothing(tmp_path: Path, on_disk: Path) -> None:
    with serving(tmp_path, "--store", str(on_disk), "--writable") as server:
        assert put(server, "PUT", lines(10, "old")) == 201
        for method in ("PUT", "POST"):
            assert put(server, method, lines(MANY + 1000, "new") + "<urn:broken") == 400
        assert server.rows(COUNT) == [["10"]]


@pytest.mark.parametrize("options", [(), ("--sync",)], ids=["as usual", "synced"])
def test_small_and_large_writes_are_there_after_a_restart(
    tmp_path: Path, on_disk: Path, options: tuple[str, ...]
) -> None:
    with serving(tmp_path, "--store", str(on_disk), "--writable", *options) as server:
        assert put(server, "POST", lines(MANY + 1000, "large")) == 201
        assert put(server, "POST", "<urn:a> <urn:b> 1 .") == 400  # no N-Triples
        assert put(server, "POST", '<urn:a> <urn:b> "1" .') == 204
        assert put(server, "PUT", '<urn:a> <urn:b> "1" .', "?default") == 204
        assert server.update("DELETE DATA { GRAPH <urn:g> { <urn:s1> <urn:p> 'large' } }").status == 204
    with serving(tmp_path, "--store", str(on_disk)) as server:
        assert server.rows(COUNT) == [[str(MANY + 1000)]]
        assert server.count() == 1


def test_a_second_server_may_read_while_the_first_writes(tmp_path: Path, on_disk: Path) -> None:
    with serving(tmp_path, "--store", str(on_disk), "--writable") as writer:
        assert writer.update("INSERT DATA { <urn:a> <urn:b> 1 }").status == 204
        with serving(tmp_path, "--store", str(on_disk)) as reader:
            assert reader.count() == 1
        assert writer.update("INSERT DATA { <urn:a> <urn:b> 2 }").status == 204
        assert writer.count() == 2
