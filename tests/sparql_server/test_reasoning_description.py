"""The description of the reasoning endpoint is valid, and the server keeps to it whatever it is sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator
from serving import Reply, Server, serving

FORM = "application/x-www-form-urlencoded"
WORDS = ["protein", "LIF", "cell", "'has part'", "enables", "'cytokine activity'", "GO:0005125", "PR:000009799", "<>"]
WORDS += ["and", "or", "not", "some", "only", "value", "min", "max", "exactly", "inverse", "(", ")", "2", "0", "'", "<"]
WORDS += [
    "<http://purl.obolibrary.org/obo/PR_000009799>",
    "mine",
    "nothing such",
    "=",
    "99999999999",
    "\\",
    "\x00",
    "🧬",
]
EXPRESSIONS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=60)
FUZZ = settings(max_examples=150)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("described")) as started:
        assert started.send("GET", "/reason/satisfiable?of=protein").status == 200  # it is ready from here on
        yield started


@pytest.fixture(scope="module")
def description(server: Server) -> dict[str, Any]:
    found: dict[str, Any] = server.send("GET", "/reason/openapi.json").json
    return found


def keeps_to(description: dict[str, Any], name: str, reply: Reply) -> None:
    """See that *reply* is one that *description* tells of for the operation *name*."""
    said = description["paths"][f"/reason/{name}"]["get"]["responses"]
    assert str(reply.status) in said, (reply.status, reply.body)
    about = said[str(reply.status)]
    if "$ref" in about:
        about = description["components"]["responses"][about["$ref"].rpartition("/")[2]]
    schema = about["content"][reply.kind]["schema"]
    if "json" in reply.kind and reply.kind != "application/ld+json":
        jsonschema.validate(json.loads(reply.body), schema | {"components": description["components"]})


def test_the_description_is_valid_openapi(description: dict[str, Any]) -> None:
    assert description["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(description).validate()


def test_every_operation_answers_its_own_examples_as_described(server: Server, description: dict[str, Any]) -> None:
    for path, item in description["paths"].items():
        given_to = {each["name"]: each["example"] for each in item["get"]["parameters"]}
        said = urlencode(given_to, doseq=True)
        for reply in (
            server.send("GET", f"{path}?{said}"),
            server.send("POST", path, said, Content_Type=FORM),
            server.send("GET", f"{path}?{urlencode(given_to | {'format': 'json'}, doseq=True)}"),
        ):
            assert reply.status == 200, (path, reply.body)
            keeps_to(description, path.rpartition("/")[2], reply)


def test_a_form_has_the_fields_of_the_query_string(description: dict[str, Any]) -> None:
    for item in description["paths"].values():
        form = item["post"]["requestBody"]["content"][FORM]["schema"]
        fields = {each["name"]: each["required"] for each in item["get"]["parameters"]}
        assert fields.keys() == form["properties"].keys()
        assert {name for name, wanted in fields.items() if wanted} == set(form["required"])


@given(
    st.sampled_from(["subclasses", "superclasses", "equivalents", "instances", "satisfiable"]),
    EXPRESSIONS,
    st.sampled_from(["json", "ttl", "rdf", "png"]),
    st.none() | EXPRESSIONS,
)
@FUZZ
def test_no_expression_is_answered_otherwise_than_described(
    server: Server, description: dict[str, Any], name: str, of: str, format: str, assumed: str | None
) -> None:
    said = {"of": of, "format": format, "timeout": "20"} | ({} if assumed is None else {"assume": f"mine={assumed}"})
    reply = server.send("POST", f"/reason/{name}", urlencode(said), Content_Type=FORM)
    keeps_to(description, name, reply)


@given(
    st.sampled_from(["subclasses", "explain", "satisfiable"]),
    st.dictionaries(
        st.sampled_from(["of", "sub", "sup", "direct", "limit", "assume", "format", "timeout"]), st.text(max_size=20)
    ),
    st.binary(max_size=40),
    st.sampled_from(["GET", "POST"]),
)
@FUZZ
def test_no_parameters_and_no_body_are_answered_otherwise_than_described(
    server: Server, description: dict[str, Any], name: str, said: dict[str, str], body: bytes, method: str
) -> None:
    path = f"/reason/{name}?{urlencode(said, quote_via=quote)}"
    reply = server.send(method, path, body if method == "POST" else None, Content_Type=FORM)
    keeps_to(description, name, reply)
