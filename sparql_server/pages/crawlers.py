"""For search engines: what they may read, and the addresses of all pages."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, render_template, send_from_directory
from flask.typing import ResponseReturnValue

from sparql_server.pages.addresses import names, place_of
from sparql_server.pages.finding.keeper import index
from sparql_server.pages.shell import menu
from sparql_server.protocol.problems import Problem
from sparql_server.views.asked import base_url

crawlers = Blueprint("crawlers", __name__)
IN_A_PART = 40_000  # addresses; a file may have 50,000 (sitemaps.org, protocol)
CLOSED = (
    "sparql",
    "update",
    "data",
    "reason",
    "why",
    "conditions?",
    "conditions.",
    "search",
    "suggest",
    "tree/below",
    "metrics",
)


@crawlers.get("/robots.txt")
def robots() -> Response:
    """Keep crawlers out of what computes, and show them the pages."""
    lines = ["User-agent: *", *(f"Disallow: /{each}" for each in CLOSED), f"Sitemap: {base_url()}/sitemap.xml"]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@crawlers.get("/favicon.ico")
def icon() -> ResponseReturnValue:
    """Send the mark to those who ask without having read a page."""
    return send_from_directory("static", "mark.svg")


@crawlers.get("/sitemap.xml")
def sitemap() -> Response:
    """List all pages, or the parts of a long list."""
    every = list(addresses())
    if len(every) <= IN_A_PART:
        return xml("sitemap.xml", pages=every)
    parts = range(1, -(-len(every) // IN_A_PART) + 1)
    return xml("sitemaps.xml", parts=[f"{base_url()}/sitemap-{number}.xml" for number in parts])


@crawlers.get("/sitemap-<int:number>.xml")
def part(number: int) -> Response:
    """List one part of the pages."""
    every = list(addresses())[(number - 1) * IN_A_PART : number * IN_A_PART] if number else []
    if not every:
        raise Problem(404, "there is no such part; /sitemap.xml lists them")
    return xml("sitemap.xml", pages=every)


def addresses() -> Iterator[str]:
    """Yield the address of every page of its own: of what has a short name, and of the doors."""
    root = f"{base_url()}/"
    yield root
    yield from (root + door.to for door in menu())
    yield from (root + place_of(iri, folder) for iri, folder in index().things() if names().curie(iri))


def xml(template: str, **told: object) -> Response:
    """Render XML."""
    return Response(render_template(template, **told), mimetype="application/xml")
