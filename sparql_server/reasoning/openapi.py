"""The description of the endpoint under ``/reason/`` in the words of OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

from sparql_server.protocol.formats import GRAPHS
from sparql_server.protocol.problems import MEDIA_TYPE
from sparql_server.protocol.requests import FORM
from sparql_server.reasoning.questions import OFFERS, OPERATIONS, Field, Operation
from sparql_server.settings import Settings

TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}
NAMED = {"type": "array", "items": {"$ref": "#/components/schemas/Named"}}
FORMAT = Field(
    "The format of the answer, instead of an Accept header", TEXT | {"enum": [f.name for f in OFFERS]}, "ttl"
)
SECONDS = Field("Seconds that the answer may take", {"type": "number", "exclusiveMinimum": 0}, 20)
LISTS = ("subclasses", "superclasses", "equivalents", "instances")
REFUSALS = {
    "400": "The question cannot be read, or names what is not there; it says where, and what was probably meant",
    "404": "There is no reasoner here",
    "406": "None of the formats asked for is offered",
    "408": "The client was too slow, or went away",
    "409": "What is served cannot be reasoned with: its axioms contradict each other, or it is no ontology",
    "413": "The question or the answer is too long",
    "415": "The body is no form",
    "422": "The reasoner cannot answer this",
    "503": "Too many questions are waiting, or the reasoner is still reading the ontology",
    "504": "The time limit was met",
    "507": "The memory limit was met",
}


def description(settings: Settings, url: str) -> dict[str, Any]:
    """Describe the endpoint of the server at *url*."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Reasoning over {settings.title}",
            "version": "1",
            "description": "Class expressions in Manchester syntax, asked of an OWL reasoner.",
        },
        "servers": [{"url": url}],
        "paths": {f"/reason/{name}": path(name, about) for name, about in OPERATIONS.items()},
        "components": {"schemas": schemas(), "responses": {code: refusal(said) for code, said in REFUSALS.items()}},
    }


def path(name: str, about: Operation) -> dict[str, Any]:
    """Describe one operation, asked by a query string or by a form."""
    shared = {"summary": about.summary, "responses": responses(name)}
    fields = about.fields | {"format": FORMAT, "timeout": SECONDS}
    form = {
        "type": "object",
        "properties": {each: field.schema | {"description": field.description} for each, field in fields.items()},
        "required": [each for each, field in fields.items() if field.wanted],
    }
    return {
        "get": {"operationId": name, "parameters": [parameter(*each) for each in fields.items()], **shared},
        "post": {
            "operationId": f"{name}ByForm",
            "requestBody": {"required": True, "content": {FORM: {"schema": form}}},
            **shared,
        },
    }


def parameter(name: str, field: Field) -> dict[str, Any]:
    """Describe one parameter of a query string."""
    return {
        "name": name,
        "in": "query",
        "description": field.description,
        "required": field.wanted,
        "schema": field.schema,
        "example": field.example,
    }


def responses(name: str) -> dict[str, Any]:
    """Describe what an operation may answer."""
    answer: dict[str, Any] = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    answer |= {each.media_type: {"schema": TEXT} for each in GRAPHS}
    refused = {code: {"$ref": f"#/components/responses/{code}"} for code in REFUSALS}
    return {"200": {"description": "The answer", "content": answer}, **refused}


def refusal(said: str) -> dict[str, Any]:
    """Describe a refusal."""
    return {"description": said, "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def schemas() -> dict[str, Any]:
    """Return the JSON Schemas of the answers and of the problem document (RFC 9457)."""
    evidence = dict.fromkeys(("sources", "records", "statements"), TEXTS)
    step = dict.fromkeys(("conclusion", "sentence", "axiom"), TEXT) | {"number": {"type": "integer"}} | evidence
    steps = lists_of({"$ref": "#/components/schemas/Step"})
    flags: dict[str, Any] = {"rule": {"type": "boolean"}, "again": {"type": "boolean"}}
    blocks = lists_of(lists_of(record({"axiom": TEXT, "reading": TEXT, **evidence})))
    lists = {name: record({name: NAMED, "notes": TEXTS}) for name in LISTS}
    named = {"$ref": "#/components/schemas/Named"}
    problem = record({"title": TEXT, "status": {"type": "integer"}, "detail": TEXT})
    problem["properties"] |= {"parameter": TEXT, "character": {"type": "integer", "minimum": 1}, "limit": TEXT}
    return {
        "Named": record({"name": TEXT, "iri": TEXT}),
        "Problem": problem,
        **lists,
        "satisfiable": record({"satisfiable": {"type": "boolean"}, "notes": TEXTS}),
        "Step": record({**step, "unneeded": TEXTS, "because": steps, **flags}),
        "explain": record({"sub": named, "sup": named, "explanations": blocks, "steps": steps, "notes": TEXTS}),
        "repairs": record({"repairs": blocks, "notes": TEXTS}),
        "missing": record(missing()),
    }


def missing() -> dict[str, Any]:
    """Return the schema of what keeps a class from being below another."""
    yes = {"type": "boolean"}
    parts = lists_of(record({"expression": TEXT, "met": yes}))
    return {"follows": yes, "nearest": NAMED, "conjuncts": parts, "excluded": yes, "narrower": NAMED, "notes": TEXTS}


def lists_of(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a list of what *schema* describes."""
    return {"type": "array", "items": schema}


def record(members: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object that has all of *members*."""
    return {"type": "object", "properties": members, "required": list(members)}
