"""SERVICE calls what the operator allows and nothing beside it; what comes back is bounded, and read as solutions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from other_store import OtherStore
from serving import Server, serving

ESCAPES = [
    "/ok/../admin",
    "/ok/%2e%2e/admin",
    "/ok/%2E%2E/admin",
    "/ok/.%2e/admin",
    "/ok/%252e%252e/admin",
    "/ok/..%2fadmin",
    "/ok/..%5cadmin",
    "/ok/..;/admin",
    "/ok/..;a=b/admin",
    "/ok/x/%2e%2e/%2e%2e/admin",
    "/ok//../../admin",
    "/ok/%00/admin",
    "/ok/.",
    "/ok/x?update=DROP+ALL",
    "/ok/x?",
    "/ok/?",
    "/ok/x#fragment",
    "/ok",
    "/okay",
    "/wholesale",
    "/OK/x",
    "/",
    "",
]


@pytest.fixture(scope="module")
def server(store: OtherStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    allowed = [f"--federate={store.base}{path}" for path in ("/ok/", "/whole")]
    with serving(tmp_path_factory.mktemp("federated"), "--empty", *allowed) as found:
        yield found


def calling(url: str, inside: str = "", silent: str = "") -> str:
    return f"SERVICE {silent} <{url}> {{ {inside}\n?s ?p ?o }}"


@pytest.mark.parametrize("path", ESCAPES)
def test_an_allowed_prefix_cannot_be_left(store: OtherStore, server: Server, path: str) -> None:
    store.paths.clear()
    reply = server.query(f"SELECT * {{ {calling(store.base + path)} }}")
    assert reply.status == 403, reply.body
    assert "not on this server's list" in reply.json["detail"]
    assert store.paths == []


@pytest.mark.parametrize("path", ["/ok/", "/ok/a/b-c~d%20e", "/ok/a;b", "/ok/...", "/whole", "/whole/x"])
def test_what_lies_under_an_allowed_prefix_is_called(store: OtherStore, server: Server, path: str) -> None:
    store.paths.clear()
    assert server.rows(f"SELECT * {{ {calling(store.base + path)} }}") == []
    assert store.paths == [path]


@pytest.mark.parametrize("url", ["http://user@{host}/ok/", "http://user:secret@{host}/ok/", "https://{host}/ok/"])
def test_another_user_or_scheme_is_not_allowed(store: OtherStore, server: Server, url: str) -> None:
    address = url.format(host=store.base.removeprefix("http://"))
    assert server.query(f"SELECT * {{ {calling(address)} }}").status == 403


def test_another_port_is_not_allowed(store: OtherStore, server: Server) -> None:
    for url in ("http://127.0.0.1/ok/", "http://127.0.0.1:1/ok/", "http://127.0.0.1:99999/ok/", f"{store.base}0/ok/"):
        assert server.query(f"SELECT * {{ {calling(url)} }}").status == 403


def test_one_query_makes_fifty_calls_at_most(store: OtherStore, server: Server) -> None:
    store.paths.clear()
    one = calling(f"{store.base}/ok/")
    assert server.query(f"SELECT * {{ {one * 50} }}").status == 200
    assert len(store.paths) == 50
    reply = server.query(f"SELECT * {{ {one * 51} }}")
    assert (reply.status, "more than 50 calls" in reply.json["detail"]) == (403, True)
    assert len(store.paths) == 100
    silent = calling(f"{store.base}/ok/", silent="SILENT")
    assert server.query(f"SELECT * {{ {silent * 500} }}").status == 200
    assert len(store.paths) == 150


@pytest.mark.parametrize(
    "said",
    [
        "[]",
        "{}",
        "null",
        "no JSON",
        '{"boolean": true}',
        '{"head": {"vars": ["s"]}, "results": []}',
        '{"head": {"vars": "s"}, "results": {"bindings": []}}',
        '{"head": {"vars": [1]}, "results": {"bindings": []}}',
        '{"head": {"vars": ["s"]}, "results": {"bindings": [1]}}',
        '{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": "x"}]}}',
        '{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "literal"}}]}}',
        '{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "literal", "value": ["}"]}}]}}',
        "200000",
    ],
)
def test_what_is_no_list_of_solutions_is_said_so(store: OtherStore, server: Server, said: str) -> None:
    reply = server.query(f"SELECT * {{ {calling(store.base + '/ok/', f'# json {said}')} }}")
    assert (reply.status, "sent no solutions" in reply.json["detail"]) == (502, True), reply.body


@pytest.mark.parametrize("way", ["wait", "drip body", "drip head"])
def test_a_call_ends_with_the_time_of_the_query(store: OtherStore, server: Server, way: str) -> None:
    reply = server.query(
        f"SELECT * {{ {calling(store.base + '/ok/', f'# {way}')} }}", "/sparql?timeout=0.5", timeout=20
    )
    assert reply.status == 504, reply.body


@pytest.mark.parametrize(("way", "told"), [("status 500", "answered 500"), ("short", "did not answer")])
def test_an_endpoint_that_fails_is_told(store: OtherStore, server: Server, way: str, told: str) -> None:
    reply = server.query(f"SELECT * {{ {calling(store.base + '/ok/', f'# {way}')} }}")
    assert (reply.status, told in reply.json["detail"]) == (502, True), reply.body


def test_too_much_is_not_taken(store: OtherStore, server: Server) -> None:
    reply = server.query(f"SELECT * {{ {calling(store.base + '/ok/', f'# large {11 << 20}')} }}")
    assert (reply.status, "more than 10 MB" in reply.json["detail"]) == (502, True), reply.body


def test_a_name_without_an_address_is_told(tmp_path: Path) -> None:
    with serving(tmp_path, "--empty", "--federate=http://no-such-host.invalid/") as lost:
        reply = lost.query(f"SELECT * {{ {calling('http://no-such-host.invalid/sparql')} }}")
        assert (reply.status, "did not answer" in reply.json["detail"]) == (502, True), reply.body
