"""What may be written next: only links and values that have rows beside the patterns that stand there, by the data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sparql_server.pages.addresses import names
from sparql_server.pages.asking import Row, node
from sparql_server.pages.query.cursor import OBJECT, PREDICATE, SUBJECT, Place, place_in
from sparql_server.pages.query.labels import LABELS, Called, called, in_query
from sparql_server.pages.query.reader import Unreadable
from sparql_server.pages.query.trial import Trial

BUDGET, EACH = 8.0, 5.0  # seconds, for all questions and for one: a busy machine is slow
SAMPLE = 1500  # subjects that are looked at
MOST = 60  # offers


@dataclass(frozen=True)
class Offer:
    """What may be written, what it is called, and how many rows of those looked at have it."""

    text: str
    label: str
    rows: int


def offers(text: str, at: int, typed: str) -> list[Offer]:
    """Return what may stand at the character *at* of *text*, where the letters *typed* stand already."""
    try:
        place = place_in(text, at - len(typed))
    except Unreadable:
        return []
    if place is None or not place.wanted:
        return []
    trial = Trial(BUDGET, EACH, as_asked=True)
    found: list[Offer] = []
    for query in queries(place, prologue(), typed):
        rows = trial.rows(query)
        if rows is not None:
            found = list(offered(rows, trial, typed if place.wanted == PREDICATE else ""))
            break
    return found[:MOST]


def queries(place: Place, prologue: str, typed: str) -> Iterator[str]:
    """Yield ways to ask, the narrowest first; the next is tried where one takes too long or is refused."""
    patterns = "\n".join(place.patterns)
    ways = {
        PREDICATE: f"{place.subject} ?term ?value .",
        OBJECT: f"{place.subject} {place.predicate} ?term .",
        SUBJECT: "?term ?link ?value .",
    }
    wanted, like = ways[place.wanted], "" if place.wanted == PREDICATE else matching(typed)
    if place.wanted == SUBJECT and not typed:
        return
    if place.subject[:1] in "?$" and place.subject and any(place.subject in each for each in place.patterns):
        sample = f"{{ SELECT DISTINCT {place.subject} {{ {patterns} }} LIMIT {SAMPLE} }}"
        yield counting(prologue, place.dataset, f"{sample} {wanted} {like}")
        return  # a wider question would offer what has no row
    yield counting(prologue, place.dataset, f"{wanted} {like}")


def counting(prologue: str, dataset: str, patterns: str) -> str:
    """Return the query that counts the rows of each ?term."""
    head = f"{prologue} SELECT ?term (COUNT(*) AS ?n) {dataset}"
    return f"{head} WHERE {{ {patterns} FILTER(!isBlank(?term)) }} GROUP BY ?term ORDER BY DESC(?n) LIMIT {4 * MOST}"


def matching(typed: str) -> str:
    """Return the filter on terms whose label or identifier has the letters *typed*."""
    letters = json.dumps(typed.strip("\"'<").rpartition(":")[2].lower(), ensure_ascii=False)
    if letters == '""':
        return ""
    is_like = f"CONTAINS(LCASE(STR(?term)), {letters}) || CONTAINS(LCASE(STR(?called)), {letters})"
    return f"OPTIONAL {{ ?term {LABELS} ?called }} FILTER(({is_like}))"


def offered(rows: list[Row], trial: Trial, typed: str) -> Iterator[Offer]:
    """Yield what *rows* offer, by label; only what has the letters *typed* in its label or identifier."""
    iris = [row.text("term") for row in rows if row["term"].is_iri]
    labels = called(iris, trial)
    letters = typed.lower()
    for row in rows:
        value, label = row["term"], labels.get(row.text("term"), Called()).label
        written = in_query(value.text) if value.is_iri else literal(row)
        if letters in written.lower() or letters in label.lower():
            yield Offer(written, label or (value.text[:80] if not value.is_iri else ""), int(row.text("n")))


def literal(row: Row) -> str:
    """Return a literal as a query may have it."""
    value = row["term"]
    written = json.dumps(value.text, ensure_ascii=False)
    if value.language:
        return f"{written}@{value.language}"
    return f"{written}^^{in_query(value.datatype)}" if value.datatype else written


def prologue() -> str:
    """Return the prefixes that are known here, declared."""
    return " ".join(f"PREFIX {name}: {node(iri)}" for name, iri in names().iris.items())
