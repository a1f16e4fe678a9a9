"""Reasoning ends where queries end: at the limits of time, memory and queue; and it works over any one file."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from serving import DATA, Reply, Server, serving, wait_until

FRUIT = """
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <http://example.org/> .
:has a owl:ObjectProperty ; rdfs:label "has" .
:fruit a owl:Class ; rdfs:label "fruit" . :seed a owl:Class ; rdfs:label "seed" .
:berry a owl:Class ; rdfs:label "berry" ; rdfs:subClassOf :fruit .
:apple a owl:Class ; rdfs:label "apple" ; rdfs:subClassOf :fruit ,
  [ a owl:Restriction ; owl:onProperty :has ; owl:someValuesFrom :seed ] .
:one a owl:NamedIndividual , :apple ; rdfs:label "the one" .
"""
LONG = " and ".join(f"has some (apple or (not seed and has only (berry or has min {n} apple)))" for n in range(1, 16))
HUGE = "has min 200000000 seed and has max 3 seed"
NOTHING = "<http://www.w3.org/2002/07/owl#Nothing>"


def ask(server: Server, what: str, **said: str) -> Reply:
    return server.send("GET", f"/reason/{what}?{urlencode(said)}")


def names(reply: Reply, part: str) -> list[str]:
    assert reply.status == 200, reply.body
    return [each["name"] for each in reply.json[part]]


@pytest.fixture(scope="module")
def fruit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("fruit") / "fruit.ttl"
    path.write_text(FRUIT)
    return path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, fruit: Path) -> Iterator[Server]:
    limits = ("--seconds", "8", "--memory-mb", "300", "--queue", "2")
    with serving(tmp_path_factory.mktemp("limits"), str(fruit), *limits) as started:
        yield started


def test_a_file_is_reasoned_over_by_its_own_labels(server: Server) -> None:
    assert names(ask(server, "subclasses", of="fruit and has some seed"), "subclasses") == ["apple"]
    assert names(ask(server, "instances", of="has some seed"), "instances") == ["the one"]
    explained = ask(server, "explain", sub="apple", sup="has some seed").json["explanations"]
    assert [[line["axiom"] for line in each] for each in explained] == [["apple SubClassOf has some seed"]]


def test_a_question_is_stopped_at_the_time_limit_and_the_next_is_answered(server: Server) -> None:
    reply = ask(server, "subclasses", of=LONG, timeout="1")
    assert (reply.status, reply.json["limit"]) == (504, "time")
    assert names(ask(server, "subclasses", of="fruit"), "subclasses") == ["apple", "berry"]


def test_a_question_is_stopped_at_the_memory_limit_and_the_next_is_answered(server: Server) -> None:
    reply = ask(server, "satisfiable", of=HUGE)
    assert (reply.status, reply.json["limit"]) == (507, "memory")
    assert names(ask(server, "subclasses", of="fruit"), "subclasses") == ["apple", "berry"]


def test_an_ontology_too_large_for_the_memory_limit_is_refused(tmp_path: Path) -> None:
    with serving(tmp_path, "--memory-mb", "30") as started:
        assert ask(started, "subclasses", of="LIF").status == 507


def test_more_questions_than_may_wait_are_refused(server: Server) -> None:
    ask(server, "subclasses", of="fruit")
    with ThreadPoolExecutor(6) as threads:
        asked = [threads.submit(ask, server, "subclasses", of=LONG, timeout="3") for _ in range(6)]
        replies = [each.result() for each in asked]
    assert {each.status for each in replies} == {503, 504}
    assert all(each.headers["retry-after"] for each in replies if each.status == 503)


def test_a_question_whose_client_has_gone_is_not_worked_on_for_long(server: Server) -> None:
    ask(server, "subclasses", of="fruit")
    reasoner = reasoner_of(server)
    before = ticks(reasoner)
    connection = HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", f"/reason/subclasses?{urlencode({'of': LONG})}")
    wait_until(lambda: ticks(reasoner) > before + 10)  # it is being worked on
    connection.close()
    wait_until(lambda: '"path": "/reason/subclasses", "status": 408' in server.log.read_text())
    assert names(ask(server, "subclasses", of="fruit"), "subclasses") == ["apple", "berry"]


def reasoner_of(server: Server) -> int:
    """Return the id of the process that reasons."""
    (found,) = [
        each for each in server.processes() if b"reasoning.reasoner" in Path(f"/proc/{each}/cmdline").read_bytes()
    ]
    return found


def ticks(process: int) -> int:
    """Return the processor time that *process* has used, in ticks of the clock."""
    return sum(map(int, Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]))


def test_what_is_no_consistent_ontology_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "contradiction.ttl"
    path.write_text(FRUIT + f":apple rdfs:subClassOf {NOTHING} .")
    with serving(tmp_path, str(path)) as started:
        reply = ask(started, "subclasses", of="fruit")
        assert (reply.status, "contradict" in reply.json["detail"]) == (409, True)
    path.write_text(DATA)
    with serving(tmp_path, str(path)) as started:
        assert ask(started, "subclasses", of="ex:Chemokine").status == 400
        assert names(ask(started, "subclasses", of="ex:Cytokine"), "subclasses") == []


def test_a_store_that_can_be_written_to_has_no_reasoner(tmp_path: Path, fruit: Path) -> None:
    with serving(tmp_path, str(fruit), "--writable") as started:
        assert ask(started, "subclasses", of="fruit").status == 404


def test_a_file_that_has_changed_is_read_again_when_the_server_is_told(tmp_path: Path) -> None:
    path = tmp_path / "fruit.ttl"
    path.write_text(FRUIT)
    with serving(tmp_path, str(path)) as started:
        assert names(ask(started, "subclasses", of="fruit"), "subclasses") == ["apple", "berry"]
        path.write_text(FRUIT + ':plum a owl:Class ; rdfs:label "plum" ; rdfs:subClassOf :fruit .')
        started.process.send_signal(signal.SIGHUP)
        wait_until(lambda: "plum" in names(ask(started, "subclasses", of="fruit"), "subclasses"))


def test_no_process_is_started_before_a_question_and_none_is_left_behind(tmp_path: Path, fruit: Path) -> None:
    with serving(tmp_path, str(fruit)) as started:
        started.count()
        assert not any(
            b"reasoning.reasoner" in Path(f"/proc/{each}/cmdline").read_bytes() for each in started.processes()
        )
        ask(started, "subclasses", of="fruit")
        reasoner = reasoner_of(started)
    wait_until(lambda: not Path(f"/proc/{reasoner}").exists())


def test_a_reasoner_that_has_died_is_replaced_by_the_next_question(server: Server) -> None:
    ask(server, "subclasses", of="fruit")
    os.kill(reasoner_of(server), signal.SIGKILL)
    assert names(ask(server, "subclasses", of="fruit"), "subclasses") == ["apple", "berry"]


def test_questions_with_hardly_any_time_do_not_cost_the_reasoner(server: Server) -> None:
    ask(server, "subclasses", of="fruit")
    reasoner = reasoner_of(server)
    for timeout in ("0.0001", "0.001", "0.002", "0.004") * 5:
        assert ask(server, "subclasses", of="fruit and has some seed", timeout=timeout).status in {200, 503, 504}
        assert names(ask(server, "subclasses", of="fruit"), "subclasses") == ["apple", "berry"]
    assert reasoner_of(server) == reasoner


def test_an_answer_has_a_tag_and_is_not_sent_twice(server: Server) -> None:
    first = ask(server, "subclasses", of="fruit")
    path = f"/reason/subclasses?{urlencode({'of': 'fruit'})}"
    assert server.send("GET", path, If_None_Match=first.headers["etag"]).status == 304
