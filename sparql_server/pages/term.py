"""The page of a term, at an address that its identifier makes; the same address as data, by suffix or Accept."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from sparql_server.pages.addresses import names, page_of
from sparql_server.pages.forms import as_data, as_json, form_of
from sparql_server.pages.kinds import folder_of
from sparql_server.pages.model.asked import read
from sparql_server.pages.model.terms import Term
from sparql_server.pages.shell import page, version
from sparql_server.pages.shown import Shown
from sparql_server.pages.surroundings import picture
from sparql_server.protocol.problems import Problem
from sparql_server.views.asked import base_url

term = Blueprint("term", __name__)
RDF_OR_JSON = {"Turtle": "text/turtle", "JSON-LD": "application/ld+json", "JSON": "application/json"}
FORMS = {"Turtle": "ttl", "JSON-LD": "jsonld", "JSON": "json"}


@term.get("/terms/<path:name>", endpoint="page")
@term.get("/terms", endpoint="by_iri", defaults={"name": ""})
def show(name: str) -> ResponseReturnValue:
    """Show a term, or send what is known of it as data."""
    now = version()
    name, form = form_of(name)
    iri = request.args.get("iri", "") or names().iri(name)
    if not iri:
        raise Problem(404, f"No term is called {name[:200]}. Perhaps a letter or digit differs?")
    if (folder := folder_of(iri)) != "terms" or names().curie(iri) not in {"", name}:
        return redirect(page_of(iri, folder), 301)
    if form not in {"html", "json"}:
        return as_data(iri, form)
    if (found := read(iri)) is None:
        raise Problem(404, f"Nothing is known here of {names().short(iri)[:200]}. Perhaps a letter or digit differs?")
    if form == "json":
        return as_json(told(found))
    shown = Shown(found, request.args.get("theme", ""), request.args.get("state", ""))
    links = [f'<{to}>; rel="alternate"; type="{RDF_OR_JSON[name]}"' for name, to in data_of(found)]
    about = {"data": data_of(found), "schema": described(found), "picture": picture(found)}
    return page("term.html", now, links=links, term=found, **about, **shown.told())


def told(found: Term) -> dict[str, Any]:
    """Return what a program is told of a term."""
    identified = {"iri": found.iri, "id": names().short(found.iri), "name": found.name}
    members = {"definition": found.definition or found.gloss, "synonyms": found.synonyms, "obsolete": found.obsolete}
    parents = [{"iri": each.iri, "name": each.name, "stated": each.stated} for each in found.parents]
    kinds = [{"iri": each.iri, "name": each.name} for each in found.children]
    statements = [
        {"id": names().short(each.iri), "text": each.text, "state": each.state, "context": each.context,
         "sources": [{"id": names().short(ref.iri), "cited": ref.text} for ref in each.sources]}
        for each in found.findings
    ]  # fmt: skip
    elsewhere = [{"how": each.how, "id": each.text} for each in found.elsewhere]
    return identified | members | {"parents": parents, "kinds": kinds, "elsewhere": elsewhere, "statements": statements}


def described(found: Term) -> Markup:
    """Describe a term as search engines read it (schema.org), safe inside a script element that is no script."""
    told: dict[str, Any] = {"@context": "https://schema.org", "@type": "DefinedTerm", "name": found.name}
    told |= {"identifier": names().short(found.iri), "url": found.iri, "inDefinedTermSet": f"{base_url()}/"}
    told |= {"description": found.definition} if found.definition or found.gloss else {}
    told |= {"alternateName": list(found.synonyms)} if found.synonyms else {}
    text = json.dumps(told, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


def data_of(found: Term) -> list[tuple[str, str]]:
    """Return where the same is had as data."""
    here = page_of(found.iri)
    joint = "&form=" if "?" in here else "."
    return [
        (name, f"{here}{joint}{suffix}")
        for name, suffix in (("Turtle", "ttl"), ("JSON-LD", "jsonld"), ("JSON", "json"))
    ]
