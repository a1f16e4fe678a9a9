"""Search: results as a page or as JSON, and suggestions while somebody writes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, redirect, request
from flask.typing import ResponseReturnValue

from lifonto.finding.called import IDENTIFIER, STATEMENTS
from lifonto.finding.find import Found, find, suggest
from lifonto.finding.index import Hit
from sparql_server.pages.addresses import names, page_of, place_of
from sparql_server.pages.finding.keeper import index
from sparql_server.pages.kinds import folder_of
from sparql_server.pages.model.findings import findings_of
from sparql_server.pages.model.kinds import kinds_of
from sparql_server.pages.shell import page, version

search = Blueprint("search", __name__)
MOST, SUGGESTED, LONGEST = 50, 8, 200
WORDS = {
    "synonym": "also called",
    "related": "related name",
    "identifier": "identifier",
    "elsewhere": "identifier elsewhere",
    "cited": "cited as",
}


@search.get("/search", endpoint="page")
def show() -> ResponseReturnValue:
    """Show what is called so; what is asked for by its very identifier, at once."""
    now, text = version(), request.args.get("q", "")[:LONGEST].strip()
    as_json = wants_json()
    if not text and not as_json:
        return page("search.html", now, text="", found=Found(()), terms=[], findings=[], kinds={}, how=how)
    found = look(text)
    if as_json:
        return jsonify(
            query=text, read_as=found.read_as, in_part=found.in_part, hits=[told(each) for each in found.hits]
        )
    if exact := the_one(found, text):
        return redirect(page_of(exact.iri, exact.folder), 303)
    terms = [each for each in found.hits if each.folder != STATEMENTS]
    findings = findings_of([each.iri for each in found.hits if each.folder == STATEMENTS])
    kinds = kinds_of(each.iri for each in terms)
    return page("search.html", now, text=text, found=found, terms=terms, findings=findings, kinds=kinds, how=how)


@search.get("/suggest")
def suggested() -> Response:
    """Suggest what somebody may be about to write."""
    text = request.args.get("q", "")[:LONGEST].strip()
    found = suggest(index(), text, SUGGESTED) if text else Found(())
    response = jsonify([told(each) for each in found.hits])
    response.headers["Cache-Control"] = "max-age=60"
    return response


def look(text: str) -> Found:
    """Find what is meant by *text*, which may be an IRI."""
    if text.startswith(("http://", "https://", "urn:")) and (name := index().label(text)):
        return Found((Hit(text, name, name, IDENTIFIER, folder_of(text)),))
    return find(index(), text, MOST) if text else Found(())


def the_one(found: Found, text: str) -> Hit | None:
    """Return what *text* identifies, where it is a CURIE or an IRI."""
    for hit in found.hits[:1]:
        if (hit.by == IDENTIFIER and ":" in text and hit.matched.casefold() == text.casefold()) or hit.iri == text:
            return hit
    return None


def told(hit: Hit) -> dict[str, Any]:
    """Return what a program is told of *hit*; ``page`` is its address from the root."""
    members = {"iri": hit.iri, "id": names().short(hit.iri), "name": hit.name, "matched": hit.matched}
    return members | {"by": hit.by, "how": how(hit), "page": place_of(hit.iri, hit.folder)}


def how(hit: Hit) -> str:
    """Say which name of *hit* matched, where it is not the one that it goes by."""
    return f"{WORDS[hit.by]} {hit.matched}" if hit.by in WORDS and hit.matched != hit.name else ""


def wants_json() -> bool:
    """Tell whether a program asks."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return request.args.get("format") == "json" or best == "application/json"
