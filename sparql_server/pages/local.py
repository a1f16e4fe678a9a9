"""The terms' own addresses: what a term is called by elsewhere, asked for here, leads to its page."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from sparql_server.pages.addresses import OBO_NAME, names, page_of
from sparql_server.pages.forms import form_of, is_known
from sparql_server.pages.kinds import folder_of
from sparql_server.protocol.problems import Problem
from sparql_server.views.asked import base_url

local = Blueprint("local", __name__)
SEE_OTHER = 303


@local.get("/<path:name>")
def show(name: str) -> ResponseReturnValue:
    """Lead from /LIFO_0001600, and from any path that is the IRI of a thing, to its page."""
    name, _ = form_of(name) if "." in name.rpartition("/")[2] else (name, "")
    looked = [*names().candidates(name), f"{base_url()}/{name}"] if len(name) < 500 else []
    for iri in looked:
        if OBO_NAME.fullmatch(name) or is_known(iri):
            suffix = request.path.removeprefix(f"/{name}")
            return redirect(page_of(iri, folder_of(iri)) + suffix, SEE_OTHER)
    raise Problem(404, f"Nothing here is called {name[:200]}. Perhaps a letter or digit differs?")
