"""Culture conditions over HTTP, asked of the bundled release; the description is valid, and the server keeps to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator
from serving import Reply, Server, serving

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
WORDS = [
    "mES",
    "LIF",
    "15% FBS",
    "no",
    "2i",
    "+",
    ",",
    "(",
    ")",
    "MEF",
    "RPMI-XY",
    "±",
    "=1+1",
    "\x00",
    "🧬",
    "±",
    "on",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join) | st.text(max_size=40)
FUZZ = settings(max_examples=60)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("conditions")) as started:
        assert ask(started, cell="mES", **{"with": "FBS"}).status == 200  # it is ready from here on
        yield started


@pytest.fixture(scope="module")
def description(server: Server) -> dict[str, Any]:
    found: dict[str, Any] = server.send("GET", "/conditions/openapi.json").json
    return found


def ask(server: Server, **said: str) -> Reply:
    return server.send("GET", f"/conditions?{urlencode(said)}")


def post(server: Server, said: Any) -> Reply:
    return server.send("POST", "/conditions", json.dumps(said), Content_Type=JSON)


def keeps_to(description: dict[str, Any], reply: Reply, method: str = "post") -> None:
    """See that *reply* is one that *description* tells of."""
    said = description["paths"]["/conditions"][method]["responses"]
    assert str(reply.status) in said, (reply.status, reply.body)
    about = said[str(reply.status)]
    if "$ref" in about:
        about = description["components"]["responses"][about["$ref"].rpartition("/")[2]]
    jsonschema.validate(reply.json, about["content"][reply.kind]["schema"] | {"components": description["components"]})


def test_a_condition_is_judged_as_it_is_typed(server: Server, description: dict[str, Any]) -> None:
    reply = ask(server, cell="mES", feeder="MEF", **{"with": "DMEM, 15% FBS, 1000 U/ml LIF"})
    keeps_to(description, reply, "get")
    (found,) = reply.json["conditions"]
    assert [each["term"]["label"] for each in found["understood"]][2] == "fetal bovine serum"
    assert found["understood"][3]["amount"] == {"typed": "1000 U/ml", "least": 1000, "most": 1000, "unit": "U/ml"}
    assert found["because"]


def test_the_ways_to_ask_agree(server: Server) -> None:
    asked = {"cell": "mES", "with": "FBS, LIF", "feeder": "MEF"}
    outcome = ask(server, **asked).json["conditions"][0]["outcome"]
    form = server.send("POST", "/conditions", urlencode(asked), Content_Type=FORM)
    pasted = server.send("POST", "/conditions", urlencode({"table": "mine; mES; FBS, LIF; MEF"}), Content_Type=FORM)
    listed = asked | {"with": ["FBS", "LIF"]}
    replies = [form, pasted, post(server, asked), post(server, [listed]), post(server, {"conditions": [listed]})]
    replies += [ask(server, text="mES in FBS + LIF on MEF")]
    assert {reply.json["conditions"][0]["outcome"] for reply in replies} == {outcome}


def test_many_conditions_are_answered_in_their_order(server: Server, description: dict[str, Any]) -> None:
    said = [{"name": str(n), "cell": "mES", "with": "FBS" if n % 2 else "FBS, LIF"} for n in range(20)]
    reply = post(server, {"conditions": said})
    keeps_to(description, reply)
    assert [each["name"] for each in reply.json["conditions"]] == [str(n) for n in range(20)]


def test_an_unknown_word_is_named_and_refuses_nothing(server: Server) -> None:
    (found,) = ask(server, cell="mES", **{"with": "FBS, LIF, RPMI-XY"}).json["conditions"]
    assert found["unknown"] == ["RPMI-XY"]
    assert "RPMI-XY" in found["sentence"]
    assert [each["name"] for each in found["understood"][-1]["nearest"]] == ["RPMI"]


def test_what_may_be_typed_is_listed(server: Server) -> None:
    for what in ("cells", "ingredients", "media", "feeders", "matrices"):
        listed = server.send("GET", f"/conditions/{what}").json[what]
        assert listed
        assert all(each["id"] and each["label"] for each in listed)
    names = {
        name for each in server.send("GET", "/conditions/ingredients").json["ingredients"] for name in each["names"]
    }
    assert {"FBS", "bFGF", "KSR"} <= names


@pytest.mark.parametrize(
    ("body", "kind", "status", "told"),
    [
        ("{", JSON, 400, "not JSON"),
        ("[]", JSON, 400, "no condition"),
        ("[1]", JSON, 400, "condition 1 is no object"),
        ('[{"cell": "mES"}, {"cel": "mES"}]', JSON, 400, "condition 2 has no field 'cel'"),
        ('{"cell": 5}', JSON, 400, "condition 1 is not text"),
        ('{"name": "x"}', JSON, 400, "says neither cell= nor with= nor text="),
        (json.dumps([{"cell": "mES"}] * 201), JSON, 413, "more than 200"),
        (json.dumps({"with": "LIF " * 6000}), JSON, 413, "longer than 20000"),
        ("[" * 50_000, JSON, 400, "not JSON"),
        ("mES", "text/plain", 415, "Content-Type"),
        ("cell=%ff", FORM, 400, "UTF-8"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    server: Server, description: dict[str, Any], body: str, kind: str, status: int, told: str
) -> None:
    reply = server.send("POST", "/conditions", body, Content_Type=kind)
    assert (reply.status, told in reply.json["detail"]) == (status, True), reply.body
    keeps_to(description, reply)


def test_a_field_of_an_address_that_there_is_not_is_refused(server: Server) -> None:
    refused = server.send("GET", "/conditions?cells=mES&with=2i")
    assert (refused.status, refused.json["parameter"]) == (400, "cells")
    assert "is no field of a condition; the fields are cell, with," in refused.json["detail"]


def test_there_is_no_checker_where_something_else_is_served(tmp_path: Path) -> None:
    data = tmp_path / "other.ttl"
    data.write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    with serving(tmp_path, str(data)) as other:
        reply = ask(other, cell="mES")
        assert reply.status == 404
        assert "comes with a release of lifonto" in reply.json["detail"]


def test_the_description_is_valid_and_its_example_is_answered(server: Server, description: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(description).validate()
    example = description["paths"]["/conditions"]["post"]["requestBody"]["content"][JSON]["example"]
    assert post(server, example).status == 200
    given_to = {each["name"]: each["example"] for each in description["paths"]["/conditions"]["get"]["parameters"]}
    assert ask(server, **given_to).status == 200


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("cell", "with", "feeder", "matrix", "text"), TEXTS)))
@FUZZ
def test_no_condition_is_answered_otherwise_than_described(
    server: Server, description: dict[str, Any], said: dict[str, str]
) -> None:
    keeps_to(description, post(server, said))
