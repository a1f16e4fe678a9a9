"""The description of the endpoint at ``/conditions`` in the words of OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

from sparql_server.culture.questions import FIELDS, JSON, LISTS, LONGEST, MOST
from sparql_server.protocol.problems import MEDIA_TYPE
from sparql_server.protocol.requests import FORM
from sparql_server.reasoning.openapi import lists_of, record
from sparql_server.settings import Settings

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
TEXTS = lists_of(TEXT)
FLAG: Schema = {"type": "boolean"}
REFUSALS = {
    "400": "The request cannot be read; it says where, and what to write instead",
    "404": "There is no culture checker here, or no such list",
    "406": "None of the formats asked for is offered",
    "408": "The client was too slow, or went away",
    "409": "What is served cannot be reasoned with",
    "413": "The request or the answer is too long",
    "415": "The body is neither JSON nor a form",
    "503": "Too many conditions are waiting, or the checker is still reading the ontology",
    "504": "The time limit was met",
    "507": "The memory limit was met",
}
SECONDS = {"name": "timeout", "in": "query", "description": "Seconds that the answer may take", "required": False}


def description(settings: Settings, url: str) -> Schema:
    """Describe the endpoint of the server at *url*."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Culture conditions, judged by {settings.title}",
            "version": "1",
            "description": "What becomes of cells in a culture condition, as people type it: why, and what is missing.",
        },
        "servers": [{"url": url}],
        "paths": {"/conditions": conditions(), **{f"/conditions/{each}": listing(each) for each in LISTS}},
        "components": {"schemas": schemas(), "responses": {code: refusal(said) for code, said in REFUSALS.items()}},
    }


def conditions() -> Schema:
    """Describe how conditions are asked about: by a query string, a form, or JSON."""
    seconds = SECONDS | {"schema": {"type": "number", "exclusiveMinimum": 0}, "example": 20}
    fields = {name: TEXT | {"description": said, "maxLength": LONGEST} for name, (said, _) in FIELDS.items()}
    table = TEXT | {
        "description": f"Conditions one a line, at most {MOST}: in one go, or name; cells; medium; feeder; matrix"
    }
    form = {"type": "object", "properties": {**fields, "table": table}}
    one = {"$ref": "#/components/schemas/Asked"}
    several = {"type": "array", "items": one, "minItems": 1, "maxItems": MOST}
    body = {"oneOf": [one, several, record({"conditions": several})]}
    example = {"conditions": [{"cell": "mES", "with": ["15% FBS", "LIF"], "feeder": "MEF"}]}
    return {
        "get": {
            "operationId": "condition",
            "summary": "What becomes of cells in one condition",
            "parameters": [*(parameter(name, *about) for name, about in FIELDS.items()), seconds],
            "responses": responses({"$ref": "#/components/schemas/Answers"}),
        },
        "post": {
            "operationId": "conditions",
            "summary": "What becomes of cells in one condition or many",
            "requestBody": {
                "required": True,
                "content": {JSON: {"schema": body, "example": example}, FORM: {"schema": form}},
            },
            "responses": responses({"$ref": "#/components/schemas/Answers"}),
        },
    }


def parameter(name: str, said: str, example: str) -> Schema:
    """Describe one parameter of a query string."""
    about = {"name": name, "in": "query", "description": said, "required": False}
    return about | {"schema": TEXT | {"maxLength": LONGEST}, "example": example}


def listing(what: str) -> Schema:
    """Describe the list of what may be typed as *what*."""
    entry = record({"id": TEXT, "label": TEXT, "names": TEXTS})
    summary = f"The {what} that may be typed, and how"
    return {"get": {"operationId": what, "summary": summary, "responses": responses(record({what: lists_of(entry)}))}}


def responses(schema: Schema) -> Schema:
    """Describe what is answered."""
    refused = {code: {"$ref": f"#/components/responses/{code}"} for code in REFUSALS}
    return {"200": {"description": "The answer", "content": {JSON: {"schema": schema}}}, **refused}


def refusal(said: str) -> Schema:
    """Describe a refusal."""
    return {"description": said, "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def schemas() -> Schema:
    """Return the JSON Schemas of a condition, of the answers and of the problem document (RFC 9457)."""
    text_or_texts = {"oneOf": [TEXT, TEXTS]}
    term = {"$ref": "#/components/schemas/Term"}
    statement = record({"record": TEXT, "sentence": TEXT, "standing": TEXT, "sources": TEXTS})
    reason = record({**dict.fromkeys(("says", "strength", "comment"), TEXT), "rule": term, "sources": TEXTS})
    reason["properties"]["statements"] = lists_of(statement)
    told: Schema = dict.fromkeys(("name", "asked", "outcome", "strength", "sentence"), TEXT) | {"keeps": FLAG}
    told |= dict.fromkeys(("outcomes", "unknown", "notes"), TEXTS) | {"understood": lists_of(part())}
    told |= dict.fromkeys(("falls_under", "superfluous"), lists_of(term)) | {"missing": lists_of(lists_of(term))}
    told |= dict.fromkeys(("because", "too_weak"), lists_of(reason)) | {"contradicting": lists_of(statement)}
    kinds = lists_of(record({"kind": term, "outcome": TEXT}))
    facts = lists_of(record({"aspect": TEXT, "what": term}))
    told |= {"unless": lists_of(record({"what": TEXT, "kinds": kinds}))}
    told |= {"settles": lists_of(record({"facts": facts, "outcome": TEXT}))}
    problem = record({"title": TEXT, "status": {"type": "integer"}, "detail": TEXT})
    problem["properties"] |= {"parameter": TEXT, "condition": {"type": "integer"}, "limit": TEXT}
    return {
        "Asked": {"type": "object", "properties": dict.fromkeys(FIELDS, text_or_texts), "additionalProperties": False},
        "Term": record({"id": TEXT, "label": TEXT}),
        "Answer": record(told),
        "Answers": record({"conditions": lists_of({"$ref": "#/components/schemas/Answer"})}),
        "Problem": problem,
    }


def part() -> Schema:
    """Return the JSON Schema of how a word or words were understood."""
    term = {"$ref": "#/components/schemas/Term"}
    number = {"type": ["number", "null"]}
    amount = record({"typed": TEXT, "least": number, "most": number, "unit": TEXT})
    names = dict.fromkeys(("may_be", "nearest", "also"), lists_of(record({"name": TEXT, "id": TEXT, "label": TEXT})))
    told: Schema = dict.fromkeys(("typed", "role", "how"), TEXT) | {"absent": FLAG} | names
    told |= {"term": {"oneOf": [term, {"type": "null"}]}, "amount": {"oneOf": [amount, {"type": "null"}]}}
    return record(told | dict.fromkeys(("set_aside", "notes"), TEXTS))
