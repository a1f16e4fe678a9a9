"""SERVICE without letting the engine out: the worker asks the front for each clause's solutions and puts them in
the clause's place as VALUES. The front (``fetch``) alone decides what may be reached.
"""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

from sparql_server.protocol.problems import Problem
from sparql_server.protocol.tokens import services, tokens
from sparql_server.store.response import ResponseWriter

NOT_ALLOWED = "SERVICE is not available here: this server does not call others"
VARIABLE = re.compile(r"[^\W]\w*\Z")


def inline_services(text: str, out: ResponseWriter, request: dict[str, Any]) -> str:
    """Return *text* with each SERVICE clause replaced by its solutions; refuse where federation is off."""
    if not request.get("federation"):
        raise Problem(403, NOT_ALLOWED)
    prologue = " ".join(_prologue(text))
    pieces, last = [], 0
    for clause in services(text):
        if clause.endpoint is None:
            raise Problem(403, "SERVICE wants the IRI of an endpoint here, not a variable or an undeclared prefix")
        need = {"endpoint": clause.endpoint, "query": f"{prologue} SELECT * WHERE {clause.pattern}"}
        found = out.need(need)
        if "problem" in found and not clause.silent:
            raise Problem(found["status"], found["problem"])
        pieces += [text[last : clause.start], "{}" if "problem" in found else values(found["results"])]
        last = clause.end
    return "".join(pieces) + text[last:]


def values(results: Any) -> str:
    """Write SPARQL JSON *results* as a VALUES block; raises Problem (502) where they are none.

    Blank nodes become IRIs (``urn:uuid:``), since VALUES cannot hold them; one in two solutions stays one.
    """
    answer = uuid.uuid4()
    try:
        names = [name for name in results["head"]["vars"] if VARIABLE.match(name)]
        rows = results["results"]["bindings"]
        lines = ["(" + " ".join(_term(row.get(name), answer) for name in names) + ")" for row in rows]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Problem(502, "what the endpoint of a SERVICE clause answered is not SPARQL results in JSON") from error
    return f"{{ VALUES ({' '.join('?' + name for name in names)}) {{ {' '.join(lines)} }} }}"


def _term(term: dict[str, str] | None, answer: uuid.UUID) -> str:
    if term is None:
        return "UNDEF"
    if term["type"] == "uri":
        return f"<{_iri(term['value'])}>"
    if term["type"] == "bnode":
        return f"<{uuid.uuid5(answer, term['value']).urn}>"
    text = json.dumps(term["value"], ensure_ascii=False).replace("\\/", "/")
    if language := term.get("xml:lang"):
        return text + "@" + re.sub(r"[^A-Za-z0-9-]", "", language)
    return f"{text}^^<{_iri(term['datatype'])}>" if "datatype" in term else text


def _iri(value: str) -> str:
    """Percent-encode what would end an IRI, so that no foreign answer can speak SPARQL here."""
    return re.sub(r'[<>"{}|^`\\\x00-\x20]', lambda m: f"%{ord(m[0]):02X}", value)


def _prologue(text: str) -> list[str]:
    """Return the PREFIX and BASE declarations of *text*."""
    stream = list(tokens(text))
    found = []
    for place, token in enumerate(stream):
        if token.kind == "word" and token.text in {"PREFIX", "BASE"}:
            length = 3 if token.text == "PREFIX" else 2
            found.append(" ".join(t.text for t in stream[place : place + length]))
    return found
