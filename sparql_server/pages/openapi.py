"""The description of what answers in JSON beside ``/reason/`` and ``/conditions``, in the words of OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify

from sparql_server.pages.shell import site
from sparql_server.protocol.formats import GRAPHS, SOLUTIONS
from sparql_server.protocol.problems import MEDIA_TYPE
from sparql_server.protocol.requests import FORM, QUERY
from sparql_server.reasoning.openapi import TEXT, TEXTS, lists_of, record
from sparql_server.views.asked import base_url
from sparql_server.views.service import service

openapi = Blueprint("openapi", __name__)
YES = {"type": "boolean"}
JSON = "application/json"
WORDS = ("q", "What is looked for: a name, a synonym, an identifier, words of a finding", "LIF")
FIRST = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
DATASET = ("default-graph-uri", "named-graph-uri")


@openapi.get("/openapi.json")
def show() -> Response:
    """Describe the endpoint."""
    return jsonify(description(service().settings.title, base_url()))


def description(title: str, url: str) -> dict[str, Any]:
    """Describe the server at *url*."""
    others = [f"{url}/reason/openapi.json"] if service().reasoning.process else []
    others += [f"{url}/conditions/openapi.json"] if "culture" in site().kinds else []
    told = "SPARQL 1.1, and search. Every refusal is a problem document (RFC 9457)."
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1", "description": " ".join([told, *map("See {} too.".format, others)])},
        "servers": [{"url": url}],
        "paths": {
            "/sparql": {"get": asked(), "post": sent()},
            "/search": {"get": found("search", "Find things by name", "Found", in_json())},
            "/suggest": {"get": found("suggest", "Suggest things while somebody writes", "Hits", [])},
            "/terms/{id}.json": {"get": term()},
        },
        "components": {"schemas": schemas(), "responses": {"problem": problem()}},
    }


def asked() -> dict[str, Any]:
    """Describe a query in the URL."""
    given = [parameter("query", "A query of SPARQL 1.1", FIRST)]
    given += [parameter(each, "A graph, or the IRI of a set of graphs", wanted=False) for each in DATASET]
    given += [parameter("format", "Instead of an Accept header", "csv", wanted=False)]
    given += [parameter("timeout", "Seconds that the answer may take, at most", "2", wanted=False)]
    return {"operationId": "query", "summary": "Answer a query", "parameters": given, "responses": answers()}


def sent() -> dict[str, Any]:
    """Describe a query in the body."""
    form = {"type": "object", "properties": {"query": TEXT}, "required": ["query"]}
    body = {QUERY: {"schema": TEXT}, FORM: {"schema": form}}
    content = {"required": True, "content": body}
    return {"operationId": "queryInBody", "summary": "Answer a query", "requestBody": content, "responses": answers()}


def answers() -> dict[str, Any]:
    """Describe the answers to a query: solutions, or a graph."""
    kinds: dict[str, Any] = {each.media_type: {"schema": TEXT} for each in (*SOLUTIONS, *GRAPHS)}
    kinds["application/sparql-results+json"] = {"schema": {"$ref": "#/components/schemas/Results"}}
    return {"200": {"description": "The whole answer", "content": kinds}, "default": refused()}


def found(name: str, summary: str, schema: str, more: list[dict[str, Any]]) -> dict[str, Any]:
    """Describe a search."""
    return {"operationId": name, "summary": summary, "parameters": [parameter(*WORDS), *more], "responses": of(schema)}


def in_json() -> list[dict[str, Any]]:
    """Describe how JSON is had from a page."""
    return [parameter("format", "json, or a page is sent to browsers", "json")]


def term() -> dict[str, Any]:
    """Describe the JSON of a term."""
    given = {"name": "id", "in": "path", "required": True, "schema": TEXT, "description": "A CURIE"}
    return {"operationId": "term", "summary": "Tell of a term", "parameters": [given], "responses": of("Term")}


def of(schema: str) -> dict[str, Any]:
    """Describe an answer in JSON."""
    content = {JSON: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"200": {"description": "The answer", "content": content}, "default": refused()}


def refused() -> dict[str, str]:
    """Refer to the description of refusals."""
    return {"$ref": "#/components/responses/problem"}


def problem() -> dict[str, Any]:
    """Describe a refusal."""
    return {
        "description": "A refusal; detail says why and what to do",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def parameter(name: str, about: str, example: str = "", *, wanted: bool = True) -> dict[str, Any]:
    """Describe a parameter of a query string."""
    told = {"name": name, "in": "query", "description": about, "required": wanted, "schema": TEXT}
    return told | ({"example": example} if example else {})


def schemas() -> dict[str, Any]:
    """Return the JSON Schemas of the answers."""
    hits = {"$ref": "#/components/schemas/Hits"}
    named = lists_of(record({"iri": TEXT, "name": TEXT}))
    parents = lists_of(record({"iri": TEXT, "name": TEXT, "stated": YES}))
    sources = lists_of(record({"id": TEXT, "cited": TEXT}))
    statement = record({**dict.fromkeys(("id", "text", "state"), TEXT), "context": TEXTS, "sources": sources})
    members = dict.fromkeys(("iri", "id", "name", "definition"), TEXT) | {"synonyms": TEXTS, "obsolete": YES}
    elsewhere = lists_of(record({"how": TEXT, "id": TEXT}))
    return {
        "Hits": lists_of(record(dict.fromkeys(("iri", "id", "name", "matched", "by", "how", "page"), TEXT))),
        "Found": record({"query": TEXT, "read_as": TEXT, "in_part": YES, "hits": hits}),
        "Term": record(
            members | {"parents": parents, "kinds": named, "elsewhere": elsewhere, "statements": lists_of(statement)}
        ),
        "Results": {"type": "object", "properties": {"head": {"type": "object"}}, "required": ["head"]},
        "Problem": record({"title": TEXT, "status": {"type": "integer"}, "detail": TEXT}),
    }
