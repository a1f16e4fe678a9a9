"""What may be meant where a pattern fits nothing: names and words that are not in the data, and those near them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from sparql_server.pages.addresses import local_name, names
from sparql_server.pages.asking import Value, node
from sparql_server.pages.query.patterns import Part, Query
from sparql_server.pages.query.reader import listed
from sparql_server.pages.query.trial import Trial
from sparql_server.protocol.tokens import Token, iri_of, prefixes_of

NEAR = 3  # names offered
STRING = re.compile(r'^("{3}|\'{3}|"|\')(.*)\1(@[A-Za-z-]+|\^\^.*)?$', re.DOTALL)
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


@dataclass(frozen=True)
class Hint:
    """What may be meant, in words, and queries that say it: each with what is new in it."""

    sentence: str
    fixes: tuple[tuple[str, str], ...] = ()


def hints(query: Query, part: Part, trial: Trial) -> Iterator[Hint]:
    """Yield what may be meant instead of what *part* says."""
    if part.triple is None:
        return
    prefixes = prefixes_of(listed(query.text))
    subject, predicate, value = ([iri(each, prefixes) for each in listed(text)] for text in part.triple)
    written = {iri(each, prefixes): each.text for text in part.triple for each in listed(text)}
    for each in dict.fromkeys(filter(None, [*subject, *predicate, *value])):
        yield from unknown(each, written[each], each in predicate, query, trial)
    link = predicate[0] if len(predicate) == 1 else None
    if link and STRING.match(part.triple.object):
        yield from other_words(link, part.triple.object, query, trial)
    elif link and len(subject) == 1 and subject[0]:
        yield from what_it_has(subject[0], query, trial)


def iri(token: Token, prefixes: dict[str, str]) -> str | None:
    """Return the IRI that *token* stands for."""
    return RDF_TYPE if token.text == "A" else iri_of(token, prefixes)


def unknown(asked: str, written: str, is_link: bool, query: Query, trial: Trial) -> Iterator[Hint]:
    """Say that *asked* is not in the data, or only where the query does not look, and what is near it."""
    place = node(asked)
    ways = [f"?s {place} ?o"] if is_link else [f"{place} ?p ?o", f"?s ?p {place}", f"?s {place} ?o"]
    known = " UNION ".join(f"{{ {way} }}" for way in ways)
    if trial.holds(f"SELECT (1 AS ?one) {query.dataset} WHERE {{ {known} }} LIMIT 1") is not False:
        return
    said = f"{names().short(asked)} is {'no link' if is_link else 'nowhere'} in the data that the query asks"
    graphs = " UNION ".join(f"{{ GRAPH ?graph {{ {way} }} }}" for way in ways)
    if found := trial.rows(f"SELECT DISTINCT ?graph WHERE {{ {graphs} }} LIMIT 3"):
        graph = " and ".join(node(each.text("graph")) for each in found)
        yield Hint(f"{said}; it is in the graph {graph}: ask it by FROM.")
        return
    near = links_near(asked, query, trial) if is_link else terms_near(asked, query, trial)
    fixes = tuple((each, query.text.replace(written, each)) for each in near)
    yield Hint(f"{said}{'; near it: ' + ', '.join(near) if near else ''}.", fixes)


def links_near(asked: str, query: Query, trial: Trial) -> list[str]:
    """Return the links whose names are near that of *asked*."""
    rows = trial.rows(f"SELECT DISTINCT ?p {query.dataset} WHERE {{ ?s ?p ?o }} LIMIT 5000") or []
    by_name: dict[str, str] = {}
    for row in rows:
        by_name.setdefault(local_name(row.text("p")).lower(), names().short(row.text("p")))
    return [by_name[each] for each in get_close_matches(local_name(asked).lower(), list(by_name), NEAR, 0.6)]


def terms_near(asked: str, query: Query, trial: Trial) -> list[str]:
    """Return the terms whose identifiers begin as that of *asked* does."""
    local = local_name(asked)
    start = asked[: len(asked) - max(1, min(3, len(local) // 2))]
    wanted = f"FILTER(isIRI(?s) && STRSTARTS(STR(?s), {json.dumps(start)}))"
    rows = trial.rows(f"SELECT DISTINCT ?s {query.dataset} WHERE {{ ?s ?p ?o {wanted} }} LIMIT 500") or []
    short = {row.text("s"): names().short(row.text("s")) for row in rows}
    return [short[each] for each in get_close_matches(asked, list(short), NEAR, 0.6)]


def other_words(link: str, text: str, query: Query, trial: Trial) -> Iterator[Hint]:
    """Say how the data write what stands in the quotes of *text*: in other letters, or with a language."""
    found = STRING.match(text)
    assert found
    words = json.dumps(found[2].lower(), ensure_ascii=False)
    same = f"?s {node(link)} ?value FILTER(LCASE(STR(?value)) = {words})"
    rows = trial.rows(f"SELECT DISTINCT ?value {query.dataset} WHERE {{ {same} }} LIMIT {NEAR}")
    if not rows:
        part = f"?s {node(link)} ?value FILTER(CONTAINS(LCASE(STR(?value)), {words}))"
        rows = trial.rows(f"SELECT DISTINCT ?value {query.dataset} WHERE {{ {part} }} LIMIT {NEAR}")
    if rows:
        told = [as_written(row["value"]) for row in rows]
        yield Hint(f"The data write {', '.join(told)}.", tuple((each, query.text.replace(text, each)) for each in told))
        return
    anywhere = f"?s ?link ?value FILTER(isLiteral(?value) && LCASE(STR(?value)) = {words})"
    for row in trial.rows(f"SELECT DISTINCT ?link {query.dataset} WHERE {{ {anywhere} }} LIMIT {NEAR}") or []:
        yield Hint(f"{text} is there as {names().short(row.text('link'))}.")


def as_written(value: Value) -> str:
    """Return a literal as a query has it."""
    return json.dumps(value.text, ensure_ascii=False) + (f"@{value.language}" if value.language else "")


def what_it_has(subject: str, query: Query, trial: Trial) -> Iterator[Hint]:
    """Say which links *subject* has."""
    asked = f"SELECT ?p (COUNT(*) AS ?n) {query.dataset} WHERE {{ {node(subject)} ?p ?o }} GROUP BY ?p"
    rows = trial.rows(f"{asked} ORDER BY DESC(?n) LIMIT 8")
    if rows:
        yield Hint(f"{names().short(subject)} has {', '.join(names().short(row.text('p')) for row in rows)}.")
