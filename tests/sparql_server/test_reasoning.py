"""Reasoning over HTTP, asked of the bundled release."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from serving import Reply, Server, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("reasoning")) as started:
        yield started


def ask(server: Server, what: str, **said: str) -> Reply:
    return server.send("GET", f"/reason/{what}?{urlencode(said)}")


def test_subclasses_of_an_expression_are_found(server: Server) -> None:
    reply = ask(server, "subclasses", of="protein and enables some 'cytokine activity'")
    assert reply.status == 200, reply.body
    assert "leukemia inhibitory factor" in [each["name"] for each in reply.json["subclasses"]]


def test_a_form_asks_the_same_as_a_query_string(server: Server) -> None:
    form = urlencode({"of": "LIF"})
    posted = server.send("POST", "/reason/superclasses", form, Content_Type="application/x-www-form-urlencoded")
    assert posted.json == ask(server, "superclasses", of="LIF").json
    assert "gp130 cytokine" in [each["name"] for each in posted.json["superclasses"]]


def test_why_is_answered_with_citations(server: Server) -> None:
    reply = ask(server, "explain", sub="LIF", sup="gp130 cytokine")
    lines = reply.json["explanations"][0]
    assert any(line["sources"] for line in lines)
    assert any("EquivalentTo" in line["axiom"] for line in lines)


def test_satisfiability_is_answered(server: Server) -> None:
    assert ask(server, "satisfiable", of="protein").json["satisfiable"] is True
    assert ask(server, "satisfiable", of="protein and not protein").json["satisfiable"] is False


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"of": ""},
        {"of": "no such thing"},
        {"of": "protein and"},
        {"of": "((((("},
        {"of": "'unclosed"},
        {"of": "<>"},
    ],
)
@pytest.mark.parametrize("what", ["subclasses", "equivalents", "instances", "satisfiable", "explain"])
def test_what_cannot_be_read_is_refused_with_a_sentence(server: Server, what: str, said: dict[str, str]) -> None:
    reply = ask(server, what, **said)
    assert reply.status == 400, reply.body
    assert reply.kind == "application/problem+json"


def test_a_term_is_answered_in_milliseconds_once_warm(server: Server) -> None:
    ask(server, "subclasses", of="protein")
    times = []
    for _ in range(15):
        start = time.perf_counter()
        assert ask(server, "superclasses", of="LIF").status == 200
        times.append(time.perf_counter() - start)
    assert statistics.median(times) < 0.05


def test_every_operation_is_described(server: Server) -> None:
    document = server.send("GET", "/reason/openapi.json").json
    assert document["openapi"].startswith("3.1")
    for path, item in document["paths"].items():
        wanted = {each["name"]: "protein" for each in item["get"]["parameters"] if each["required"]}
        assert server.send("GET", f"{path}?{urlencode(wanted)}").status == 200, path
