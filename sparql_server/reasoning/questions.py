"""From HTTP to what the reasoner is asked: the operations, their fields, and what a request says in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sparql_server.protocol.formats import GRAPHS, Format
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.requests import FORM, Parameters, Request, add_form, choose, common, media_type, parameters
from sparql_server.settings import Settings

OFFERS = (Format("json", "application/json"), *GRAPHS)
LONGEST = 20_000  # characters of a question
EXPRESSION = {"type": "string", "minLength": 1, "maxLength": LONGEST}


@dataclass(frozen=True)
class Field:
    """A parameter: what it says, its JSON Schema, an example, and whether it must, or may more than once, be given."""

    description: str
    schema: dict[str, Any]
    example: Any
    wanted: bool = False
    many: bool = False


@dataclass(frozen=True)
class Operation:
    """What can be asked: in words, and the fields to ask it with."""

    summary: str
    fields: dict[str, Field]


OF = Field(
    "A term, or a class expression in Manchester syntax over labels, CURIEs and IRIs", EXPRESSION, "protein", True
)
ASSUME = Field(
    "NAME=EXPRESSION: suppose that there is a class of this name and meaning, which other fields may then name",
    {"type": "array", "maxItems": 20, "items": {"type": "string", "pattern": "=", "maxLength": LONGEST}},
    ["mine=protein"],
    many=True,
)
DIRECT = Field("Only the nearest classes", {"type": "string", "enum": ["true", "false", "1", "0"]}, "true")
LIMIT = Field("How many explanations at most", {"type": "integer", "minimum": 1, "maximum": 20}, 3)
SUB = Field("The class or expression that is below", EXPRESSION, "protein", True)
SUP = Field("The class or expression that is above", EXPRESSION, "protein", True)
CLASSES = {"of": OF, "direct": DIRECT, "assume": ASSUME}
OPERATIONS = {
    "subclasses": Operation("The named classes below an expression", CLASSES),
    "superclasses": Operation("The named classes above an expression", CLASSES),
    "equivalents": Operation("The named classes that mean the same as an expression", {"of": OF, "assume": ASSUME}),
    "instances": Operation("The individuals that are instances of an expression", {"of": OF, "assume": ASSUME}),
    "satisfiable": Operation("Whether an expression can have instances", {"of": OF, "assume": ASSUME}),
    "explain": Operation(
        "Why a class is below another: smallest sets of axioms", {"sub": SUB, "sup": SUP, "limit": LIMIT}
    ),
    "repairs": Operation(
        "Smallest sets of axioms without which a class is no longer below another",
        {"sub": SUB, "sup": SUP, "limit": LIMIT},
    ),
    "missing": Operation("What keeps a class from being below another", {"sub": SUB, "sup": SUP}),
}


def read_question(request: Request, settings: Settings) -> dict[str, Any]:
    """Return what *request* asks: the operation, its fields, the format of the answer and the seconds it may take."""
    name = request.path.removeprefix("/reason").strip("/")
    if (operation := OPERATIONS.get(name)) is None:
        ways = ", ".join(f"/reason/{each}" for each in OPERATIONS)
        raise Problem(404, f"there is no {request.path}; there are {ways}; /reason/openapi.json describes them")
    given = parameters(request.query_string)
    if request.method == "POST":
        if request.body and media_type(request) != FORM:
            raise Problem(415, f"POST wants a form: Content-Type {FORM}", headers={"Accept-Post": FORM})
        add_form(given, request)
    if not (chosen := choose(request, given, OFFERS)):
        raise Problem(406, f"answers come as {', '.join(each.media_type for each in OFFERS)}; ask for one of them")
    seconds = common(request, given, settings)["seconds"]
    return {"do": name, "said": said(operation, name, given), "format": chosen[0], "seconds": seconds}


def said(operation: Operation, name: str, given: Parameters) -> dict[str, Any]:
    """Return what *given* says in the fields of *operation*; refuse what is missing, repeated or out of bounds."""
    found: dict[str, Any] = {}
    for field, about in operation.fields.items():
        values = [each for each in given.get(field, ()) if each.strip()]
        if about.wanted and not values:
            wanted = " and ".join(f"{each}=…" for each, other in operation.fields.items() if other.wanted)
            raise Problem(400, f"/reason/{name} wants {wanted}: a term or a class expression", parameter=field)
        if len(values) > (about.schema["maxItems"] if about.many else 1):
            raise Problem(400, f"{field}= is said {len(values)} times, which is too often", parameter=field)
        if values:
            found[field] = values if about.many else value_of(field, about, values[0])
    if sum(len(each) for values in given.values() for each in values) > LONGEST:
        raise Problem(413, f"the question is longer than {LONGEST} characters, the limit here", limit="question")
    return found


def value_of(field: str, about: Field, text: str) -> Any:
    """Read the only value of a field."""
    if "enum" in about.schema and text not in about.schema["enum"]:
        raise Problem(400, f"{field}= is one of {', '.join(about.schema['enum'])}", parameter=field)
    if about.schema["type"] != "integer":
        return text
    least, most = about.schema["minimum"], about.schema["maximum"]
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most):
        raise Problem(400, f"{field}= is a whole number from {least} to {most}", parameter=field)
    return int(text)
