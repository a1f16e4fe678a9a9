"""A store on disk keeps what it has acknowledged, whatever happens to its processes."""

from __future__ import annotations

import contextlib
import http.client
import itertools
import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import TOKEN, Server, load, serving, wait_until

ROUNDS, UPDATES = int(os.environ.get("LIFONTO_KILLS", "4")), 1000  # 20 kills are measured before a release
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


@pytest.mark.parametrize("whom", ["everything", "the zygote and its workers", "the writer"])
@pytest.mark.parametrize("options", [(), ("--sync",)], ids=["as usual", "synced"])
def test_what_was_acknowledged_survives_kill_9_and_no_update_is_half_there(
    tmp_path: Path, whom: str, options: tuple[str, ...]
) -> None:
    """The kill comes at a random moment of up to 1,000 updates, of several operations each."""
    store, acknowledged = str(tmp_path / "store"), set[int]()
    serve = ("--store", store, "--writable", "--no-log", *options)
    chance = random.Random(whom)  # noqa: S311  moments, not secrets
    for _ in range(ROUNDS if whom == "everything" else ROUNDS // 4):
        with serving(tmp_path, *serve) as server:
            check(server, acknowledged)
            first, moment = max(acknowledged, default=-1) + 2, chance.randrange(UPDATES)
            killer = threading.Timer(chance.uniform(0, 0.002), kill, [victims(server, whom)])
            for number in send_updates(server, first):
                acknowledged.add(number)
                if number == first + moment:
                    killer.start()
            killer.join()
            if whom != "everything":
                wait_until(lambda: server.send("GET", "/readyz").status == 200)
                check(server, acknowledged)
    with serving(tmp_path, *serve) as server:
        check(server, acknowledged)
    print(f"{len(acknowledged)} updates acknowledged, {whom} killed amid them")  # for pytest -s
    assert len(acknowledged) > ROUNDS


def victims(server: Server, whom: str) -> list[int]:
    """Return the processes to kill; the writer is the one that holds the store's lock, at work after one update."""
    if whom == "everything":
        return [server.process.pid, *server.processes()]
    if whom != "the writer":
        return server.processes()
    assert server.update("INSERT DATA { <urn:first> <urn:b> <urn:c> }").status == 204
    found = [pid for pid in server.processes() if holds_lock(pid)]
    assert found
    return found


def holds_lock(pid: int) -> bool:
    """Tell whether a process has the lock file of a store open."""
    files = Path(f"/proc/{pid}/fd")
    with contextlib.suppress(FileNotFoundError):  # it has ended meanwhile
        return any(each.resolve().name == "LOCK" for each in files.iterdir())  # a file closed meanwhile is none
    return False


def kill(pids: list[int]) -> None:
    """Kill processes, whatever they are doing."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def send_updates(server: Server, first: int) -> Iterator[int]:
    """Send up to 1,000 updates of three operations each until one fails; yield what was acknowledged."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
        for number in range(first, first + UPDATES):
            graphs = [f"INSERT DATA {{ GRAPH <urn:g{part}> {{ <urn:s> <urn:n> {number} }} }}" for part in range(3)]
            connection.request("POST", "/update", " ; ".join(graphs), HEADERS)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 204:
                return
            yield number


def check(server: Server, acknowledged: set[int]) -> None:
    """See that all that was acknowledged is there, and of every update all or nothing."""
    counted = "SELECT ?n (COUNT(*) AS ?parts) WHERE { GRAPH ?g { <urn:s> <urn:n> ?n } } GROUP BY ?n"
    found = {int(number): int(parts) for number, parts in server.rows(counted)}
    assert set(found.values()) <= {3}, "half an update"
    assert acknowledged <= set(found), f"lost: {sorted(acknowledged - set(found))[:10]}"


@pytest.mark.parametrize("size", [1, 1000, 100_000])
def test_readers_see_an_update_on_disk_within_a_second_of_its_acknowledgement(tmp_path: Path, size: int) -> None:
    with serving(tmp_path, "--store", str(tmp_path / "store"), "--writable") as server:
        triples = " . ".join(f"<urn:s{n}> <urn:p{n % 7}> <urn:o{n}>" for n in range(size))
        assert server.update(f"INSERT DATA {{ {triples} }}").status == 204
        acknowledged = time.monotonic()
        assert server.rows(f"SELECT ?o {{ <urn:s{size - 1}> ?p ?o }}") == [[f"urn:o{size - 1}"]]
        assert time.monotonic() - acknowledged < max(1.0, 0.25 * load())


def test_a_failed_update_leaves_nothing_behind_on_disk(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    with serving(tmp_path, "--store", store, "--writable") as server:
        assert server.update("INSERT DATA { <urn:a> <urn:b> 1 }").status == 204
        exists = "CREATE GRAPH <urn:g> ; CREATE GRAPH <urn:g>"
        assert server.update(f"INSERT DATA {{ <urn:a> <urn:b> 2 }} ; {exists}").status == 422
        assert server.update("INSERT DATA { <urn:a> <urn:b> 3 } ; NONSENSE").status == 400
        assert server.count() == 1
    with serving(tmp_path, "--store", store) as server:
        assert server.rows("SELECT ?o { GRAPH ?g { ?s ?p ?o } }") == []
        assert server.rows("SELECT ?o { ?s ?p ?o }") == [["1"]]


def test_a_second_server_cannot_write_to_the_same_store(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    with serving(tmp_path, "--store", store, "--writable") as server:
        server.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
        with pytest.raises(AssertionError, match="another process"), serving(tmp_path, "--store", store, "--writable"):
            pass
        wait_until(lambda: server.count() == 1)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MB, which only root can make."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = mount("-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder))
    if mounted.returncode:
        pytest.skip(f"no small file system can be mounted: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def mount(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["mount", *options], capture_output=True, text=True, check=False)


def fill(server: Server) -> tuple[set[int], set[int]]:
    """Insert graphs of 2,000 triples until three are refused; return those acknowledged, and those perhaps there."""
    acknowledged, unsure, refused = set[int](), set[int](), 0
    for number in itertools.count():
        chance = random.Random(number)  # noqa: S311
        triples = " . ".join(f'<urn:s{each}> <urn:p> "{chance.randbytes(40).hex()}"' for each in range(2000))
        reply = server.update(f"INSERT DATA {{ GRAPH <urn:g{number}> {{ {triples} }} }}")
        if reply.status == 204:
            acknowledged.add(number)
            continue
        assert reply.status in {500, 503, 507}, reply.body
        if b"may have been carried out" in reply.body:
            unsure.add(number)
        refused += 1
        if refused == 3:
            return acknowledged, unsure
    raise AssertionError


def see(server: Server, acknowledged: set[int], unsure: set[int]) -> None:
    """See that what was acknowledged is there, whole, and nothing that was refused for sure."""
    counted = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    found = {int(graph.removeprefix("urn:g")): int(number) for graph, number in server.rows(counted)}
    assert set(found.values()) == {2000}
    assert acknowledged <= set(found) <= acknowledged | unsure


def test_on_a_full_disk_nothing_acknowledged_is_lost_nor_after_a_restart(tmp_path: Path, small_disk: Path) -> None:
    options = ("--store", str(small_disk / "store"), "--writable")
    with serving(tmp_path, *options) as server:
        acknowledged, unsure = fill(server)
        assert len(acknowledged) > 3
        see(server, acknowledged, unsure)
        kill([server.process.pid, *server.processes()])
    with contextlib.ExitStack() as stack:
        try:
            server = stack.enter_context(serving(tmp_path, *options))
        except AssertionError as error:  # it need not start without room, but has to say why
            if "No space left" not in str(error):
                raise
        else:
            see(server, acknowledged, unsure)
    assert mount("-o", "remount,size=200m", str(small_disk)).returncode == 0
    with serving(tmp_path, *options) as server:
        see(server, acknowledged, unsure)
        assert server.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }").status == 204
