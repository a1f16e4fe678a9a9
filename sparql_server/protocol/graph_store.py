"""From HTTP to what is asked of graphs: the SPARQL 1.1 Graph Store HTTP Protocol, and whole datasets beside it."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import quote

from lifonto.reason.documents.syntax import MEDIA_TYPES, SAYING_NOTHING
from sparql_server.protocol.conditions import checked
from sparql_server.protocol.formats import DATASETS, GRAPHS
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.requests import (
    ABSOLUTE,
    FORM,
    Operation,
    Parameters,
    Request,
    choose,
    coding,
    common,
    media_type,
    not_acceptable,
    one,
    parameters,
)
from sparql_server.settings import Settings

WHICH = "which graph? add ?default or ?graph=IRI"
IN_PATHS = "/:@!$&'()*+,;=~-._"  # what stays as it is in the path of an IRI (RFC 3987)
FORMS = "multipart/form-data"
UNTOLD = SAYING_NOTHING | {FORM}  # a form is what curl calls all that it sends


def read_graph_operation(request: Request, settings: Settings) -> Operation:
    """Return the Graph Store operation in *request*, as far as its URL and head tell of it."""
    given = parameters(request.query_string)
    operation = common(request, given, settings) | place(request, given)
    if operation.get("graph"):
        operation["base"] = operation["graph"]
    if request.method in {"GET", "HEAD"}:
        return Operation(operation | reading(request, given, operation), b"")
    operation |= {"do": "write", "method": request.method}
    operation |= {"if_match": checked("If-Match", request.if_match)}
    operation |= {"if_none_match": checked("If-None-Match", request.if_none_match)}
    if request.method != "DELETE":
        operation |= {"content_type": upload_type(request), "encoding": coding(request)}
        if "graph" not in operation:
            operation |= unnamed(request)
    elif "graph" not in operation:
        raise Problem(400, f"{WHICH}; to delete all of them, send the update DROP ALL")
    return Operation(operation, b"")


def place(request: Request, given: Parameters) -> dict[str, Any]:
    """Return the ``graph`` that *request* names (None: the default graph); nothing where it names none."""
    inside = request.path.removeprefix("/data").strip("/")
    if "graph" in given and "default" in given:
        raise Problem(400, "?graph and ?default contradict each other; give one")
    if "default" in given:
        return {"graph": None}
    if "graph" in given:
        return {"graph": absolute(one(given, "graph"))}
    return {"graph": request.url + quote(request.path, safe=IN_PATHS)} if inside else {}


def absolute(iri: str) -> str:
    """Return *iri*; refuse one that is not absolute (§4.2)."""
    if not ABSOLUTE.fullmatch(iri):
        detail = f"graph={iri[:200]} is not an absolute IRI; give a whole one, percent-encoded, or ?default"
        raise Problem(400, detail, parameter="graph")
    return iri


def reading(request: Request, given: Parameters, operation: dict[str, Any]) -> dict[str, Any]:
    """Return what is to be read, and in which formats."""
    offers = GRAPHS if "graph" in operation else DATASETS
    chosen = choose(request, given, offers)
    if not chosen and offers is DATASETS:
        raise Problem(406, f"{not_acceptable(DATASETS).detail}; for one graph alone add ?default or ?graph=IRI")
    if not chosen:
        raise not_acceptable(GRAPHS)
    return {"do": "graph" if offers is GRAPHS else "dataset", "graphs": chosen}


def unnamed(request: Request) -> dict[str, Any]:
    """Return where an upload goes that names no graph: quads into their own graphs, triples into one that is made up.

    Only the worker sees which of them the body holds, if its type does not say so.
    """
    kind = media_type(request)
    if MEDIA_TYPES.get(kind) in {each.name for each in DATASETS}:
        return {"dataset": True}
    if request.method == "POST":
        created = f"{request.url}/data/{uuid.uuid4()}"
        return {"dataset": True, "created": created, "base": created}
    if kind in MEDIA_TYPES:
        raise Problem(400, WHICH)
    return {"dataset": True}


def upload_type(request: Request) -> str:
    """Return the Content-Type of an upload, empty where it says nothing; refuse what is no RDF and no OWL (415)."""
    kind = media_type(request)
    if kind in UNTOLD:
        return ""
    if kind in MEDIA_TYPES or kind == FORMS:
        return request.content_type or ""
    offers = ", ".join(MEDIA_TYPES)
    advice = (
        "; a compressed file wants Content-Encoding: gzip beside the type of what is in it" if "zip" in kind else ""
    )
    detail = f"{kind[:100]} is not a format of RDF or OWL; send one of {offers}{advice}"
    raise Problem(415, detail, headers={"Accept-Post": offers})
