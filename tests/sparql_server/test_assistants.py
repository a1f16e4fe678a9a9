"""Tools for assistants, asked by the SDK's own client: over HTTP, and over standard input and output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from assisting import CALLS, STDIO, said, speaking
from mcp import Client
from mcp.types import CallToolResult, Tool
from serving import ROOT, Reply, Server, serving

from lifonto.assistants.telling import MOST_CHARACTERS
from sparql_server.assistants.endpoint import security
from sparql_server.settings import Settings

ACCEPT = "application/json, text/event-stream"
POLARITIES = {"positive", "negative", "contested", "hypothetical", "undetermined"}
Heard = tuple[list[Tool], dict[str, CallToolResult]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the release that has answered an assistant."""
    with serving(tmp_path_factory.mktemp("assistants"), "--seconds", "5") as started:
        speaking(f"{started.base}/mcp", listed)
        yield started


@pytest.fixture(scope="module")
def by_http(server: Server) -> Heard:
    return speaking(f"{server.base}/mcp", each_tool_once)  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def by_stdio() -> Heard:
    return speaking(STDIO, each_tool_once)  # type: ignore[no-any-return]


async def listed(client: Client) -> list[Tool]:
    return (await client.list_tools()).tools


async def each_tool_once(client: Client) -> Heard:
    return await listed(client), {name: await client.call_tool(name, asked) for name, asked in CALLS.items()}


def call(server: Server, tool: str, arguments: Any, **headers: str) -> Reply:
    """Call a tool by a bare request, as no client of good manners would."""
    params = {"name": tool, "arguments": arguments}
    message = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
    return post(server, message, **headers)


def post(server: Server, message: str | bytes, **headers: str) -> Reply:
    return server.send("POST", "/mcp", message, **({"Content_Type": "application/json", "Accept": ACCEPT} | headers))


def answer(server: Server, tool: str, **arguments: Any) -> dict[str, Any]:
    """Return the answer to a call that is not refused."""
    result = call(server, tool, arguments).json["result"]
    assert not result.get("isError"), result
    found: dict[str, Any] = result["structuredContent"]
    return found


def refusal(server: Server, tool: str, **arguments: Any) -> str:
    """Return the sentence by which a call is refused."""
    result = call(server, tool, arguments).json["result"]
    assert result["isError"], result
    return str(result["content"][0]["text"])


def test_at_most_eight_tools_are_offered_that_all_only_read_and_have_titles(by_http: Heard, by_stdio: Heard):
    tools, _ = by_http
    assert len(tools) == len(CALLS) == 8
    for each in tools:
        assert each.title
        assert each.description
        assert each.annotations
        assert each.annotations.read_only_hint
        assert not each.annotations.destructive_hint
        assert not each.annotations.open_world_hint
        assert each.input_schema["additionalProperties"] is False
    assert tools == by_stdio[0]


@pytest.mark.parametrize("tool", CALLS)
def test_each_tool_answers_the_same_on_both_transports(tool: str, by_http: Heard, by_stdio: Heard):
    assert said(by_http[1][tool]) == said(by_stdio[1][tool])


@pytest.mark.parametrize("tool", CALLS)
def test_each_answer_has_citations_polarity_standing_and_what_is_not_known(tool: str, by_http: Heard):
    found = said(by_http[1][tool])
    assert found.keys() == {"answer", "statements", "citations", "not_known", "left_out"}
    cited = {each["id"] for each in found["citations"]}
    for each in found["statements"]:
        assert each["says"]
        assert each["polarity"] in POLARITIES
        assert each["standing"] in {"verified", "partial", "unverified"}
        assert set(each["papers"]) <= cited or found["left_out"]
    assert found["statements"] or any("no citation" in each for each in found["not_known"])
    assert len(json.dumps(found, ensure_ascii=False)) <= MOST_CHARACTERS


def test_the_definitions_of_all_tools_are_short(by_http: Heard):
    whole = json.dumps([each.model_dump(mode="json", exclude_none=True) for each in by_http[0]])
    assert len(whole) < 10_000  # characters, some 2,500 tokens


def test_a_name_is_found_with_how_it_matched(server: Server):
    found = answer(server, "find", text="P15018")["answer"]["terms"]
    assert "leukemia inhibitory factor" in found[0]["label"]
    assert all(each["how"] for each in found)
    assert answer(server, "find", text="implantation")["answer"]["questions"]


def test_an_unknown_term_is_told_with_the_nearest_and_is_no_guess(server: Server):
    assert "did you mean" in refusal(server, "describe", term="leukemia inhibitry factor")
    found = answer(server, "find", text="xyzzyplugh")
    assert found["answer"]["terms"] == []
    assert "outside the scope" in found["not_known"][0]
    assert answer(server, "check_claim", sentence="LIF activates flux capacitors")["answer"]["verdict"] == "unknown"
    assert (
        answer(server, "check_claim", subject="LIF", relation="raises", object="xyzzy")["answer"]["verdict"]
        == "unknown"
    )


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ({"sentence": "LIF activates STAT3"}, "supported"),
        ({"sentence": "LIF does not activate STAT3"}, "contradicted"),
        ({"subject": "LIF", "relation": "raises", "object": "STAT3", "context": ["sympathetic neuron"]}, "unknown"),
        ({"sentence": "LIF activates STAT3 on Tuesdays"}, "unknown"),
    ],
)
def test_a_claim_is_supported_by_what_is_stated_in_its_context_alone(
    server: Server, claim: dict[str, Any], verdict: str
):
    assert answer(server, "check_claim", **claim)["answer"]["verdict"] == verdict


def test_what_does_not_follow_comes_with_what_is_missing(server: Server):
    found = answer(server, "why", sub="mouse embryonic stem cell", sup="cytokine")
    assert found["answer"]["follows"] is False
    assert found["answer"]["missing"]


def test_a_long_answer_is_cut_says_so_and_goes_on_with_an_offset(server: Server):
    first = answer(server, "describe", term="LIF")
    assert "offset" in first["left_out"]["statements"]
    shown = {each["statement"] for each in first["statements"]}
    second = answer(server, "describe", term="LIF", offset=len(shown))
    assert second["statements"]
    assert not shown & {each["statement"] for each in second["statements"]}


def test_many_rows_are_cut_and_too_many_refused(server: Server):
    some = answer(server, "sparql", query="SELECT * { ?s ?p ?o } LIMIT 900")
    assert some["left_out"]["rows"]
    assert len(json.dumps(some, ensure_ascii=False)) <= MOST_CHARACTERS
    assert "LIMIT" in refusal(server, "sparql", query="SELECT * { ?s ?p ?o } LIMIT 5000")


def test_a_query_without_end_is_stopped_and_the_next_is_answered(server: Server):
    assert "stopped after" in refusal(
        server, "sparql", query="SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    )
    assert answer(server, "sparql", query="ASK { ?s ?p ?o }")["answer"]["result"] == "yes"


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}),
        ("sparql", {"query": "DELETE WHERE { ?s ?p ?o }"}),
        ("sparql", {"query": "LOAD <file:///etc/passwd>"}),
        ("sparql", {"query": "SELECT"}),
        ("sparql", {"query": "x" * 20_000}),
        ("sparql", {"query": "SELECT * { " + "{" * 4_900 + "}" * 4_900}),
        ("dl", {"expression": "(" * 1_900}),
        ("dl", {"expression": "'has receptor' some"}),
        ("why", {"sub": "LIF"}),
        ("describe", {"term": ""}),
        ("describe", {"term": ["LIF"]}),
        ("describe", {"term": "LIF", "offset": -1}),
        ("describe", {"term": "LIF", "home": "/etc"}),
        ("ask", {"question": "../../metadata"}),
        ("find", {"text": "a" * 201}),
        ("check_claim", {}),
        ("check_claim", {"sentence": "LIF activates STAT3", "context": ["mouse"]}),
        ("__init__", {}),
        ("", {}),
    ],
)
def test_hostile_calls_are_refused_in_a_sentence(server: Server, tool: str, arguments: dict[str, Any]):
    told = refusal(server, tool, **arguments)
    assert 0 < len(told) < 2_000
    assert "Traceback" not in told
    assert "/work" not in told


@pytest.mark.parametrize(
    "text", ["\x00", "🧬" * 50, "'; DROP ALL", "<script>alert(1)</script>", "\u202eFIL", "%s%n{0}"]
)
def test_strange_text_is_only_text(server: Server, text: str):
    assert answer(server, "find", text=text)["answer"]["terms"] == []
    assert answer(server, "check_claim", sentence=text or "x")["answer"]["verdict"] == "unknown"
    assert text.strip() in str(answer(server, "condition", cells=text)["answer"]["condition"])


@pytest.mark.parametrize("message", ["", "{", "[" * 50_000, "null", '{"jsonrpc":"2.0","id":1}', '"x"', b"\xff\xfe"])
def test_what_is_no_message_is_refused(server: Server, message: str | bytes):
    assert post(server, message).status == 400


def test_a_message_that_is_too_long_is_refused(server: Server):
    assert call(server, "find", {"text": "x" * 300_000}).status == 413


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_there_are_no_sessions_and_no_streams(server: Server, method: str):
    reply = server.send(method, "/mcp", Accept=ACCEPT)
    assert reply.status == 405
    assert reply.headers["allow"] == "POST, OPTIONS"


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1.evil.example", "https://localhost.evil"]
)
def test_a_page_of_another_site_may_not_ask(server: Server, origin: str):
    reply = call(server, "find", {"text": "LIF"}, Origin=origin)
    assert reply.status == 403
    assert "Origin" in reply.json["detail"]


def test_a_name_that_was_bound_to_this_machine_is_not_answered(server: Server):
    assert call(server, "find", {"text": "LIF"}, Host="evil.example:80").status == 421


def test_a_page_of_this_machine_may_ask(server: Server):
    assert call(server, "find", {"text": "LIF"}, Origin=server.base).status == 200


def test_the_pages_that_the_operator_names_may_ask(server: Server):
    named = security(Settings(cors="https://lab.example", public_url="https://lif.example/here"), "")
    assert {"https://lab.example", "https://lif.example"} <= set(named.allowed_origins)
    assert "lif.example" in named.allowed_hosts
    assert "https://lab.example" not in security(Settings(), "").allowed_origins
    wanted = {"Origin": "https://lab.example", "Access_Control_Request_Headers": "content-type,mcp-protocol-version"}
    reply = server.send("OPTIONS", "/mcp", **wanted)
    assert reply.status == 204
    assert "mcp-protocol-version" in reply.headers["access-control-allow-headers"]


def test_a_server_that_listens_to_others_goes_by_any_name_until_it_is_told_its_own():
    assert "lif.local:8080" in security(Settings(host="0.0.0.0"), "lif.local:8080").allowed_hosts
    told = Settings(host="0.0.0.0", public_url="https://lif.example")
    assert "lif.local:8080" not in security(told, "lif.local:8080").allowed_hosts


def test_a_server_of_anything_else_says_that_there_are_no_tools(reader: Server):
    reply = call(reader, "find", {"text": "LIF"})
    assert reply.status == 404
    assert "release of lifonto" in reply.json["detail"]


def test_the_command_without_the_sdk_says_how_to_install_it(tmp_path: Path):
    (tmp_path / "mcp.py").write_text("raise ImportError('no mcp')")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-m", "lifonto", "mcp"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment)
    assert done.returncode == 1
    assert "pip install 'lifonto[mcp]'" in done.stderr


def test_without_the_sdk_the_answer_says_how_to_install_it(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("without")
    (folder / "mcp.py").write_text("raise ImportError('no mcp')")
    with serving(folder, PYTHONPATH=str(folder)) as started:
        reply = call(started, "find", {"text": "LIF"})
    assert reply.status == 501
    assert "pip install 'lifonto[mcp]'" in reply.json["detail"]
