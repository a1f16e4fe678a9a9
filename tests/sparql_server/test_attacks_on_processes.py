"""Processes that are killed, files that are taken away: the server goes on, or says the truth."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import SLOW, Crowd, get, metric, polite, sleep_until, slowness
from serving import Server, serving, wait_until

MARKS = itertools.count()
GZIP = """
import os, pathlib, sys
pathlib.Path(os.environ["TRAP"]).write_text("a stranger's code ran")
sys.path.remove(os.getcwd())
del sys.modules["gzip"]
import gzip
"""


class Family:
    """All processes of one server, wherever they hang in the tree: they share a mark in their environment."""

    def __init__(self) -> None:
        self.mark = f"LIFONTO_TEST_MARK={os.getpid()}-{next(MARKS)}"

    @property
    def environment(self) -> dict[str, str]:
        """What to start the server with."""
        name, value = self.mark.split("=")
        return {name: value}

    def living(self, module: str = "") -> list[int]:
        """Return those that live, or those of them that run *module*."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                command = (process / "cmdline").read_bytes().decode(errors="replace")
                if self.mark in (process / "environ").read_bytes().decode(errors="replace").split("\0"):
                    found += [int(process.name)] if module in command and command else []
        return found


@pytest.fixture
def family() -> Family:
    """The mark of the server of one test."""
    return Family()


@contextlib.contextmanager
def several(number: int, server: Server) -> Iterator[set[int]]:
    """Have clients ask all the time, and gather the statuses they get."""
    with contextlib.ExitStack() as stack:
        waits = [stack.enter_context(polite(server)) for _ in range(number)]
        found = set[int]()
        yield found
        stack.close()
        for each in waits:
            found |= each.statuses


def zygotes(server: Server) -> list[int]:
    """Return the processes that hold the data; they are the front's own children as long as nothing is written."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    return [int(pid) for pid in children if b"store.zygote" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def zygote(server: Server) -> int:
    """Return the one process that holds the data."""
    (found,) = zygotes(server)
    return found


def test_a_worker_that_is_killed_costs_no_other_query(tmp_path: Path, many_file: Path) -> None:
    with serving(tmp_path, str(many_file), "--cache-mb", "0") as server, several(3, server) as statuses:
        holder = zygote(server)
        for _ in range(5):
            sleep_until(time.monotonic() + 0.1)
            for pid in server.processes():
                if pid != holder and metric(server, "sparql_running") == 0:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                    break
        wait_until(lambda: server.query("ASK {}").status == 200)
    assert statuses <= {200, 503}


def test_who_kills_a_worker_amid_a_query_is_not_called_a_limit_of_time(tmp_path: Path, many_file: Path) -> None:
    with serving(tmp_path, str(many_file)) as server, Crowd(server) as crowd:
        client = crowd.connect(get(SLOW, "Connection: close", timeout="20"))
        wait_until(lambda: metric(server, "sparql_running") == 1)
        holder = zygote(server)
        for pid in server.processes():
            if pid != holder:
                os.kill(pid, signal.SIGKILL)
        assert re.match(rb"HTTP/1.1 50[037]", client.recv(10_000))
        wait_until(lambda: server.query("ASK {}").status == 200)


def test_readiness_tells_the_truth_when_the_process_that_holds_the_data_is_killed(
    tmp_path: Path, family: Family
) -> None:
    with serving(tmp_path, "--empty", "--writable", **family.environment) as server:
        assert server.update("INSERT DATA { <urn:a> <urn:b> 1 }").status == 204
        for _ in range(3):
            assert server.send("GET", "/readyz").status == 200
        for pid in set(family.living()) - {server.process.pid}:
            os.kill(pid, signal.SIGKILL)
        for _ in range(3):
            assert server.send("GET", "/readyz").status == 503
        assert b"--store" in server.send("GET", "/readyz").body
        assert server.query("ASK { ?s ?p ?o }").status == 503
        assert server.send("GET", "/healthz").status == 200


def test_files_are_read_again_when_the_process_that_holds_them_is_killed(tmp_path: Path, many_file: Path) -> None:
    with serving(tmp_path, str(many_file), "--cache-mb", "0") as server:
        for _ in range(2):
            os.kill(zygote(server), signal.SIGKILL)
            wait_until(lambda: server.query("ASK {}").status == 200 and len(zygotes(server)) == 1)
            assert server.count() == 3000


def test_nothing_is_left_when_the_front_is_killed(tmp_path: Path, many_file: Path, family: Family) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    told = {**family.environment, "TMPDIR": str(temporary)}
    with serving(tmp_path, str(many_file), **told) as server, Crowd(server) as crowd:
        crowd.connect(get(SLOW))
        server.send("GET", "/reason/satisfiable?of=Thing")
        wait_until(lambda: metric(server, "sparql_running") == 1)
        assert len(family.living()) > 2
        server.process.kill()
        server.process.wait()
        wait_until(lambda: not family.living())
        assert list(temporary.iterdir()) == []


def test_a_cleaner_of_temporary_files_takes_nothing_away(tmp_path: Path, family: Family) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with serving(tmp_path, "--empty", "--writable", **family.environment, TMPDIR=str(temporary)) as server:
        assert server.update("INSERT DATA { <urn:a> <urn:b> 1 }").status == 204
        for folder, folders, files in os.walk(temporary, topdown=False):
            for name in files:
                (Path(folder) / name).unlink()
            for name in folders:
                (Path(folder) / name).rmdir()
        assert server.count() == 1
        assert server.update("INSERT DATA { <urn:a> <urn:b> 2 }").status == 204
        assert server.count() == 2
        assert len(server.query("SELECT * { ?s ?p ?o }").json["results"]["bindings"]) == 2


def test_a_strangers_module_in_the_folder_is_not_run(tmp_path: Path, data_file: Path) -> None:
    folder, trap = tmp_path / "stranger", tmp_path / "trap"
    folder.mkdir()
    (folder / "gzip.py").write_text(GZIP)
    for name in ("select", "json", "resource", "token", "lifonto", "sparql_server", "pyoxigraph", "socket"):
        (folder / f"{name}.py").write_text("import os, pathlib\npathlib.Path(os.environ['TRAP']).write_text('ran')\n")
    command = Path(sys.executable).parent / "lifonto"
    if not command.exists():
        pytest.skip(f"lifonto is not installed beside {sys.executable}")
    within = ["sh", "-c", f'cd {folder} && shift 3 && exec {command} serve "$@"', "sh"]
    with serving(tmp_path, str(data_file), before=within, TRAP=str(trap)) as server:
        assert server.count() == 5
        server.send("GET", "/reason/satisfiable?of=Cytokine")
        assert not trap.exists(), trap.read_text()


def test_reading_the_files_again_leaves_no_processes_and_no_files_open(tmp_path: Path, many_file: Path) -> None:
    def open_files() -> int:
        return len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))

    def children() -> list[str]:
        pids = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
        return [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] for pid in pids]

    with serving(tmp_path, str(many_file), "--cache-mb", "0") as server:
        for _ in range(2):  # what is opened once stays open
            read_again(server)
        before = open_files()
        with polite(server, 2) as waits:
            for _ in range(8):
                read_again(server)
        for _ in range(50):
            server.process.send_signal(signal.SIGHUP)
        wait_until(lambda: server.count() == 3000)
        wait_until(lambda: open_files() <= before + 4)
        wait_until(lambda: children().count("Z") <= 1 and len(children()) <= 3)
        assert waits.statuses == {200}


def read_again(server: Server) -> None:
    """Have the files read again, and wait for the process that has."""
    old = zygote(server)
    server.process.send_signal(signal.SIGHUP)
    wait_until(lambda: len(zygotes(server)) == 1 and old not in zygotes(server))


def test_a_server_told_to_stop_ends_what_runs_and_leaves_nothing(
    tmp_path: Path, many_file: Path, family: Family
) -> None:
    with serving(tmp_path, str(many_file), "--seconds", "2", **family.environment) as server:
        answers, factor = list[int](), slowness(server)
        asking = threading.Thread(target=lambda: answers.append(server.query(SLOW).status))
        asking.start()
        wait_until(lambda: metric(server, "sparql_running") == 1)
        started = time.monotonic()
        server.process.terminate()
        assert server.process.wait(10) == 0
        assert time.monotonic() - started < 3 + 2 * factor
        asking.join()
        assert answers == [504]
        wait_until(lambda: not family.living())


@pytest.mark.skipif(sys.platform != "linux", reason="only the kernel of Linux ends a process with its parent")
@pytest.mark.parametrize("parent", ["os.getppid()", "os.getpid()"], ids=["there", "gone"])
def test_a_process_that_ends_with_its_parent_does_not_begin_where_the_parent_is_gone(parent: str) -> None:
    program = f"import os; from sparql_server import confine; confine.die_with({parent}); print('it began')"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == ((0, "it began\n") if "ppid" in parent else (1, "")), done.stderr
