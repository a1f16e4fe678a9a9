"""A store on disk keeps what it has acknowledged, whatever happens to its processes."""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import signal
import threading
from pathlib import Path

import pytest
from serving import TOKEN, Server, serving, wait_until

ROUNDS, UPDATES = 20, 1000
HEADERS = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}


def test_a_store_on_disk_is_filled_once_and_found_again(tmp_path: Path, many_file: Path) -> None:
    store = str(tmp_path / "store")
    with serving(tmp_path, "--store", store, str(many_file)) as server:
        assert server.count() == 3000
    with serving(tmp_path, "--store", store, "--writable") as server:
        assert server.count() == 3000
        assert server.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }").status == 204
        assert server.count() == 3001
        for method, size in (("PUT", 1), ("POST", 1), ("PUT", 1)):
            reply = server.send(
                method, "/data?graph=urn:g", "<urn:a> <urn:b> <urn:c> .", Authorization=f"Bearer {TOKEN}"
            )
            assert reply.status in {201, 204}
            assert len(server.rows("SELECT * WHERE { GRAPH <urn:g> { ?s ?p ?o } }")) == size
    with serving(tmp_path, "--store", store) as server:
        assert server.count() == 3001


def test_an_update_past_its_time_leaves_the_store_on_disk_as_it_was(tmp_path: Path, many_file: Path) -> None:
    options = ("--store", str(tmp_path / "store"), str(many_file), "--writable", "--seconds", "1")
    with serving(tmp_path, *options) as server:
        assert server.update("INSERT { ?a <urn:new> ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }").status in {504, 507}
        assert server.count() == 3000
        assert server.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }").status == 204
        assert server.count() == 3001


@pytest.mark.parametrize("whom", ["the whole server", "the workers only"])
def test_what_was_acknowledged_survives_kill_9_and_no_update_is_half_there(tmp_path: Path, whom: str) -> None:
    store, acknowledged = str(tmp_path / "store"), list[int]()
    chance = random.Random(7)  # noqa: S311  moments, not secrets
    for _ in range(ROUNDS if whom == "the whole server" else 3):
        with serving(tmp_path, "--store", store, "--writable") as server:
            found = {
                int(row[0]): int(row[1])
                for row in server.rows("SELECT ?n (COUNT(*) AS ?parts) WHERE { ?s <urn:n> ?n } GROUP BY ?n")
            }
            assert set(found.values()) <= {3}, "half an update"
            missing = set(acknowledged) - set(found)
            assert not missing, f"lost: {sorted(missing)[:10]}"
            victims = server.processes() if whom == "the workers only" else [*server.processes(), server.process.pid]
            killer = threading.Timer(chance.uniform(0.05, 0.6), kill, [victims])
            first = max(found, default=-1) + 1
            killer.start()
            send_updates(server, first, acknowledged)
            killer.join()
    assert len(acknowledged) > ROUNDS


def kill(pids: list[int]) -> None:
    """Kill processes, whatever they are doing."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def send_updates(server: Server, first: int, acknowledged: list[int]) -> None:
    """Send updates of three statements each until one fails; note what was acknowledged."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
        for number in range(first, first + UPDATES):
            statements = " . ".join(f"<urn:s{part}> <urn:n> {number}" for part in range(3))
            connection.request("POST", "/update", f"INSERT DATA {{ {statements} }}", HEADERS)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 204:
                return
            acknowledged.append(number)


def test_a_second_server_cannot_write_to_the_same_store(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    with serving(tmp_path, "--store", store, "--writable") as server:
        server.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
        with pytest.raises(AssertionError, match="another process"), serving(tmp_path, "--store", store, "--writable"):
            pass
        wait_until(lambda: server.count() == 1)
