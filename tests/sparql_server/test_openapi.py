"""What the server says of its answers in JSON is valid OpenAPI, and true of the answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError
from openapi_spec_validator import OpenAPIV31SpecValidator
from serving import Server, serving

ASKED = {
    ("/search", "get"): "/search?q=HILDA&format=json",
    ("/suggest", "get"): "/suggest?q=HILD",
    ("/terms/{id}.json", "get"): "/terms/PR:000009799.json",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("release")) as found:
        yield found


@pytest.fixture(scope="module")
def description(server: Server) -> dict[str, Any]:
    found: dict[str, Any] = server.send("GET", "/openapi.json").json
    return found


def test_the_description_is_valid_and_names_the_other_ones(server: Server, description: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(description).validate()
    said = description["info"]["description"]
    assert all(f"{server.base}/{each}/openapi.json" in said for each in ("reason", "conditions"))


@pytest.mark.parametrize(("path", "method"), ASKED)
def test_answers_are_as_described(server: Server, description: dict[str, Any], path: str, method: str) -> None:
    said = description["paths"][path][method]["responses"]["200"]["content"]["application/json"]["schema"]
    whole = {"$ref": said["$ref"], "components": description["components"]}
    answer = server.send("GET", ASKED[path, method]).json
    assert answer
    Draft202012Validator(whole).validate(answer)
    with pytest.raises(ValidationError, match="is not of type"):
        Draft202012Validator(whole).validate("no such answer")


def test_a_query_is_answered_as_described(server: Server, description: dict[str, Any]) -> None:
    for method in ("get", "post"):
        offered = description["paths"]["/sparql"][method]["responses"]["200"]["content"]
        for kind in ("application/sparql-results+json", "text/csv"):
            assert kind in offered
            assert server.query("SELECT * {} ", Accept=kind).kind == kind
