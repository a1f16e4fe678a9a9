"""What is served, for programs that read prose: the schema in at most 3,000 words, at ``/llms.txt``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from sparql_server.catalogue.vocabulary import RDFS, SH, VOID, VOID_EXT
from sparql_server.pages.addresses import names
from sparql_server.pages.asking import Row, ask
from sparql_server.pages.graphs import graph_sizes
from sparql_server.pages.shell import site, version
from sparql_server.regimes import CATALOGUE
from sparql_server.views.asked import base_url
from sparql_server.views.responses import keep_page
from sparql_server.views.service import service

summary = Blueprint("summary", __name__)
MOST_WORDS = 3000
MOST_ENDS = 4  # classes and datatypes that a property is shown to lead to
OF_QUESTIONS, OF_CLASSES = 900, 1200  # words that these parts may take, at most
PREFIXES = f"""SELECT ?prefix ?namespace WHERE {{ GRAPH <{CATALOGUE}> {{
  [] <{SH}prefix> ?prefix ; <{SH}namespace> ?namespace }} }} ORDER BY ?prefix"""
CLASSES = f"""SELECT ?class ?label ?things ?property ?called ?to WHERE {{ GRAPH <{CATALOGUE}> {{
  ?part <{VOID}class> ?class ; <{VOID}entities> ?things ; <{VOID}propertyPartition> ?of .
  ?of <{VOID}property> ?property ; <{VOID}triples> ?n .
  OPTIONAL {{ ?class <{RDFS}label> ?label }} OPTIONAL {{ ?property <{RDFS}label> ?called }}
  OPTIONAL {{ {{ ?of <{VOID}classPartition>/<{VOID}class> ?to }} UNION
    {{ ?of <{VOID_EXT}datatypePartition>/<{VOID_EXT}datatype> ?to }} }}
}} }} ORDER BY DESC(?things) ?class DESC(?n) ?property ?to"""
QUESTIONS = f"""SELECT ?name ?words WHERE {{ GRAPH <{CATALOGUE}> {{
  ?name a <{SH}SPARQLExecutable> ; <{RDFS}comment> ?words }} }} ORDER BY ?name"""


@summary.get("/llms.txt")
def show() -> ResponseReturnValue:
    """Tell how the data are asked, what is in them, and which questions are ready."""
    now, text = version(), "\n".join(cut(whole(), MOST_WORDS)) + "\n"
    return keep_page(Response(text, mimetype="text/plain", headers={"Vary": "Accept, Accept-Encoding"}), now)


def whole() -> Iterator[str]:
    """Yield the lines."""
    settings, url = service().settings, base_url()
    yield f"# {settings.title}"
    yield f"\n> {settings.about or 'RDF, served over SPARQL.'}\n"
    yield f"Ask {url}/sparql by GET or POST with `query=`: SPARQL 1.1, no key. Formats: `format=json`, csv, tsv, ttl."
    yield f"A query may take {settings.limits.seconds:g} seconds. An answer is whole, or a refusal that says why."
    yield from settings.site.notes
    yield f"- GRAPH <{CATALOGUE}> tells of the data themselves: prefixes, classes with their properties, questions."
    yield from (f"- {url}{path}: {told}" for path, told in places())
    yield from part("Prefixes", (f"- {row.text('prefix')}: <{row.text('namespace')}>" for row in ask(PREFIXES)))
    yield from part("Named graphs", (f"- <{graph}>: {size} statements" for graph, size in graph_sizes()))
    yield from part("Classes, and the properties of their things", cut(classes(ask(CLASSES)), OF_CLASSES))
    yield from ready(url)


def ready(url: str) -> Iterator[str]:
    """Yield the questions, where the query page has them too."""
    if service().settings.examples:
        yield from part(
            f"Questions: {url}/query?name=NAME has the query, {url}/query.csv?name=NAME its answer",
            cut(map(question, ask(QUESTIONS)), OF_QUESTIONS),
        )


def places() -> list[tuple[str, str]]:
    """Return what a program may ask beside SPARQL."""
    found = [("/sparql?format=ttl", "the description of the service, with all that this graph has")]
    found += [("/openapi.json", "SPARQL, search and terms in JSON (OpenAPI)")]
    found += [("/reason/openapi.json", "class expressions, explanations")] if service().reasoning.process else []
    found += [("/conditions/openapi.json", "culture conditions judged")] if "culture" in site().kinds else []
    return found


def part(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield *lines* under a heading, if there are any."""
    found = list(lines)
    yield from (f"\n## {title}\n", *found) if found else ()


def classes(rows: list[Row]) -> Iterator[str]:
    """Yield a line for each class: how many things it has, and their properties, each with what it leads to."""
    for iri, of_class in groupby(rows, lambda row: row.text("class")):
        described = list(of_class)
        first, said = described[0], []
        for name, found in groupby(described, lambda row: row.text("property")):
            led = list(found)
            led_to = list(dict.fromkeys(short(row.text("to")) for row in led if row.text("to")))
            to = "|".join(led_to[:MOST_ENDS] + ["…"] * (len(led_to) > MOST_ENDS))
            called = led[0].text("called")
            said.append(short(name) + (f" ({called})" if called else "") + (f" → {to}" if to else ""))
        label = f" ({first.text('label')})" if first.text("label") else ""
        yield f"- {short(iri)}{label}, {first.text('things')} things: {'; '.join(said)}"


def question(row: Row) -> str:
    """Return a question and where its query is."""
    return f"- {row.text('words')} `{row.text('name').rpartition('/')[2]}`"


def short(iri: str) -> str:
    """Return the CURIE of *iri*, or itself in brackets."""
    return names().curie(iri) or f"<{iri}>"


def cut(lines: Iterable[str], most: int) -> Iterator[str]:
    """Yield *lines* of *most* words together; where there are more, say so."""
    left = most - 20
    every = list(lines)
    for place, line in enumerate(every):
        left -= len(line.split())
        if left < 0:
            yield f"- {len(every) - place} more are left out; graph <{CATALOGUE}> has all"
            return
        yield line
