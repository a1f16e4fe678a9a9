"""Starting the server: what it prints, how it refuses, how it stops."""

from __future__ import annotations

import contextlib
import gzip
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from serving import ROOT, TOKEN, Server, load, serving, wait_until


def run(*options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    command = [sys.executable, "-m", "sparql_server", *options]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=20, check=False, env={**os.environ, **environment}
    )


def test_it_prints_its_address_and_a_query_to_paste_and_answers_within_two_seconds(
    tmp_path: Path, data_file: Path
) -> None:
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "sparql_server", "--port", "0", str(data_file)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        address, paste = process.stdout.readline(), process.stdout.readline()
        assert "http://127.0.0.1:" in address
        curl = paste.removeprefix("ask it: ").strip()

        def answers() -> bool:
            found = subprocess.run(curl, shell=True, capture_output=True, text=True, check=False)  # noqa: S602  the line as a user pastes it
            return '"value":"5"' in found.stdout

        wait_until(answers)
        assert time.monotonic() - started < 2 * max(1.0, load())
    finally:
        process.terminate()
        process.wait(10)
        assert process.stdout
        process.stdout.close()


def test_a_busy_port_is_said_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("--empty", "--port", str(taken.getsockname()[1]))
    assert result.returncode != 0
    assert "is not free" in result.stderr
    assert "--port" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["nowhere.ttl"], "no file nowhere.ttl"),
        (["--store", "nowhere"], "nowhere: no such directory"),
        (["--store", "pyproject.toml"], "not a directory"),
        (["tests"], "a directory"),
        (["--empty", "--writable"], "needs a token"),
        (["--empty", "--remote", "http://example.org/sparql"], "exactly one"),
        (["--remote", "example.org"], "not an http or https URL"),
        (["--empty", "--seconds", "0"], "--seconds 0: give a number"),
        (["--empty", "--writable", "--token-file", "nowhere"], "nowhere: the token cannot be read"),
        (["--empty", "--port", "80000"], "--port 80000: give a number"),
        (["--empty", "--federate", "example.org"], "not an http or https URL"),
        (["--empty", "--entailment", "DL"], "'DL' is not one of"),
        (["--remote", "http://example.org/sparql", "--entailment", "RDFS"], "cannot be used with --remote"),
        (["--store", "new", "--writable", "--entailment", "RDFS"], "cannot follow writes to a store on disk"),
    ],
)
def test_a_wrong_configuration_is_refused_in_one_sentence(options: list[str], words: str) -> None:
    for extra in ([], ["--check"]):
        result = run(*options, *extra)
        assert result.returncode != 0
        assert words in result.stderr
        assert "Traceback" not in result.stderr


def test_a_file_that_is_not_rdf_is_named_with_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b")
    result = run(str(broken), "--port", "0")
    assert result.returncode != 0
    assert "broken.ttl" in result.stderr
    assert "line 2" in result.stderr
    assert "Traceback" not in result.stderr


def test_check_says_that_a_configuration_is_good(data_file: Path) -> None:
    result = run(str(data_file), "--check")
    assert (result.returncode, result.stdout.strip()) == (0, "the configuration is good")


def test_every_option_can_come_from_the_environment(data_file: Path) -> None:
    names = {"SECONDS": "0", "PORT": "70000"}
    result = run(str(data_file), "--check", **{f"LIFONTO_SERVE_{name}": value for name, value in names.items()})
    assert "--seconds 0:" in result.stderr
    assert "--port 70000:" in result.stderr


def test_a_token_that_can_be_guessed_is_refused_at_the_start_too() -> None:
    result = run("--empty", "--writable", LIFONTO_SERVE_TOKEN="secret")
    assert result.returncode != 0
    assert "secrets.token_urlsafe" in result.stderr
    assert "Traceback" not in result.stderr


def test_check_names_variables_that_are_no_options(data_file: Path) -> None:
    result = run(str(data_file), "--check", LIFONTO_SERVE_SECOND="5", LIFONTO_SERVE_PORTT="1")
    assert result.returncode == 1
    assert "is LIFONTO_SERVE_SECONDS meant?" in result.stderr
    assert "is LIFONTO_SERVE_PORT meant?" in result.stderr


def test_the_token_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN + "\n")
    with serving(tmp_path, "--empty", "--writable", "--token-file", str(tmp_path / "token")) as server:
        assert server.update("INSERT DATA { <urn:a> <urn:b> 1 }").status == 204


def test_an_ipv6_address_may_be_written_as_in_urls(tmp_path: Path) -> None:
    if not socket.has_ipv6:
        pytest.skip("there is no IPv6 here")
    with socket.socket(socket.AF_INET6) as probe:
        try:
            probe.bind(("::1", 0))
        except OSError:
            pytest.skip("there is no IPv6 here")
    process = subprocess.Popen(
        [sys.executable, "-m", "sparql_server", "--empty", "--host", "[::1]", "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        assert "http://[::1]:" in process.stdout.readline()
    finally:
        process.terminate()
        process.wait(10)
        assert process.stdout
        process.stdout.close()


@pytest.mark.parametrize("name", ["with a space.ttl", "é'\"&.ttl", "a=b.ttl", "no suffix", "wrong.suffix"])
def test_files_of_any_name_are_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("@prefix : <urn:> . :a :b :c .")
    with serving(tmp_path, str(tmp_path / name), f"urn:g={tmp_path / name}") as server:
        assert server.rows("SELECT * { GRAPH <urn:g> { ?s ?p ?o } ?s ?p ?o }") == [["urn:a", "urn:b", "urn:c"]]


@pytest.mark.parametrize("suffix", [".ttl", ".ttl.gz", ".nt", ".rdf", ".owl", ".jsonld", ".nq", ".trig"])
def test_files_of_every_format_are_read(tmp_path: Path, suffix: str) -> None:
    texts = {
        ".rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
        '<rdf:Description rdf:about="urn:a">'
        '<u:b rdf:resource="urn:c"/></rdf:Description></rdf:RDF>',
        ".jsonld": '{"@id": "urn:a", "urn:b": {"@id": "urn:c"}}',
    }
    text = texts.get(suffix.replace("owl", "rdf"), "<urn:a> <urn:b> <urn:c> .").encode()
    path = tmp_path / f"data{suffix}"
    path.write_bytes(gzip.compress(text) if suffix.endswith(".gz") else text)
    with serving(tmp_path, str(path)) as server:
        assert server.rows("SELECT ?s ?p ?o WHERE { ?s ?p ?o }") == [["urn:a", "urn:b", "urn:c"]]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told_and_leaves_no_process_behind(
    tmp_path: Path, data_file: Path, number: signal.Signals
) -> None:
    with serving(tmp_path, str(data_file)) as server:
        server.count()
        children = server.processes()
        assert children
        server.process.send_signal(number)
        assert server.process.wait(10) == 0
        wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children))


def test_a_query_that_runs_is_answered_before_it_stops(tmp_path: Path, many_file: Path) -> None:
    with serving(tmp_path, str(many_file)) as server, ThreadPoolExecutor(1) as pool:
        query = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d <http://example.org/p1> ?f }"
        running = pool.submit(server.query, query)
        wait_until(lambda: b"sparql_running 1.0" in server.send("GET", "/metrics").body)
        server.process.terminate()
        assert running.result().status == 200
        assert server.process.wait(10) == 0


@pytest.mark.parametrize("late", [False, True], ids=["before it begins", "while it reads"])
def test_it_stops_without_a_mistake_while_it_opens_its_data_again(tmp_path: Path, many_file: Path, late: bool) -> None:
    for _ in range(4):
        with serving(tmp_path, str(many_file), "--no-log") as server:
            old = server.processes()
            for pid in old:
                with contextlib.suppress(ProcessLookupError):  # workers end with the zygote
                    os.kill(pid, signal.SIGKILL)
            wait_until(lambda server=server, old=old: is_told(server) or begun(server, old))
            if late:
                wait_until(lambda server=server, old=old: begun(server, old))
            server.process.terminate()
            assert server.process.wait(10) == 0
            assert "not read again" not in server.log.read_text()


def is_told(server: Server) -> bool:
    """Ask, and tell whether the answer is that the data are being opened again."""
    return b"opened again" in server.query("ASK {}").body


def begun(server: Server, old: list[int]) -> set[int]:
    """Return the processes that the *server* began since it had the *old* ones."""
    return set(server.processes()) - set(old)


def test_if_it_is_killed_its_workers_end_too_even_busy_ones(tmp_path: Path, many_file: Path) -> None:
    with serving(tmp_path, str(many_file)) as server:
        query = b"SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            client.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n")
            client.sendall(b"Content-Length: %d\r\n\r\n" % len(query) + query)
            wait_until(lambda: len(server.processes()) >= 2)
            children = server.processes()
            server.process.kill()
            server.process.wait()
            wait_until(lambda: not any(alive(pid) for pid in children))


def alive(pid: int) -> bool:
    """Tell whether a process runs (one that nobody has collected does not)."""
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"
