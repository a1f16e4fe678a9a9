"""What may be written next in a class expression in Manchester syntax: names of the fitting kind, and its words."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from sparql_server.pages.addresses import names
from sparql_server.pages.asking import Row
from sparql_server.pages.query.trial import Trial

OWL = "http://www.w3.org/2002/07/owl#"
MOST, BUDGET = 40, 2.0
BEFORE_A_CLASS = {"some", "only", "value"}
COUNTS = {"min", "max", "exactly"}
JOINS = ("and", "or")
RESTRICTIONS = ("some", "only", "value", "min", "max", "exactly", "Self")
PLAIN = re.compile(r"[A-Za-z][\w-]*")
TOKENS = re.compile(r"'(?:[^'\\]|\\.)*'|[()]|[^\s()']+")


@dataclass(frozen=True)
class Offer:
    """What may be written, what it is called where that differs, and whether it is a class, a relation or a word."""

    text: str
    label: str
    kind: str


def offers(before: str) -> tuple[int, list[Offer]]:
    """Return where the word begins at whose end *before* stops, and what may stand there."""
    start = word_start(before)
    typed = before[start:].strip("'").lower()
    last = (TOKENS.findall(before[:start]) or [""])[-1]
    trial = Trial(BUDGET, BUDGET)
    if last in ("", "(", "and", "or", "not", "that") or last.lower() in JOINS:
        found = named(typed, ("ObjectProperty", "Class"), trial) if typed else []
        return start, [*found, *words(("not",), typed)]
    if last in BEFORE_A_CLASS or last.isdecimal():
        return start, [*(named(typed, ("Class",), trial) if typed else []), *words(("not",), typed)]
    if last in COUNTS:
        return start, words(("1", "2"), typed)
    return start, words(JOINS if last == ")" or not is_relation(last, trial) else RESTRICTIONS, typed)


def word_start(before: str) -> int:
    """Return where the word or the quoted name begins at whose end *before* stops."""
    if before.count("'") % 2:
        return before.rindex("'")
    found = re.search(r"[^\s()']*$", before)
    return found.start() if found else len(before)


def words(these: tuple[str, ...], typed: str) -> list[Offer]:
    """Return those of *these* that begin with the letters *typed*."""
    return [Offer(each, "", "keyword") for each in these if each.lower().startswith(typed)]


def named(typed: str, kinds: tuple[str, ...], trial: Trial) -> list[Offer]:
    """Return the terms of *kinds* whose label has the letters *typed*: first those that begin with them."""
    wanted, places = json.dumps(typed, ensure_ascii=False), " ".join(f"<{OWL}{kind}>" for kind in kinds)
    query = f"""SELECT DISTINCT ?term ?kind ?label ?place WHERE {{
      VALUES ?kind {{ {places} }} ?term a ?kind ; <http://www.w3.org/2000/01/rdf-schema#label> ?label .
      BIND(LCASE(STR(?label)) AS ?low) FILTER(isIRI(?term) && CONTAINS(?low, {wanted}))
      BIND(IF(?low = {wanted}, 0, IF(STRSTARTS(?low, {wanted}), 1, 2)) AS ?place)
    }} ORDER BY ?place STRLEN(?label) ?label LIMIT {MOST}"""
    return [offer(row) for row in trial.rows(query) or []]


def offer(row: Row) -> Offer:
    """Return a term as an expression has it: its label, in quotes where that is more than a word."""
    label = row.text("label")
    written = label if PLAIN.fullmatch(label) else "'" + label.replace("\\", "\\\\").replace("'", "\\'") + "'"
    is_relation = row.text("kind").endswith("ObjectProperty")
    return Offer(written, f"{label} ({names().short(row.text('term'))})", "relation" if is_relation else "class")


def is_relation(name: str, trial: Trial) -> bool:
    """Tell whether *name* is what a relation is called."""
    label = json.dumps(name.strip("'").replace("\\'", "'"), ensure_ascii=False)
    called = f"?term <http://www.w3.org/2000/01/rdf-schema#label> ?label FILTER(STR(?label) = {label})"
    by_curie = f"UNION {{ BIND(<{iri}> AS ?term) }}" if (iri := names().iri(name)) and ">" not in iri else ""
    query = f"SELECT ?term WHERE {{ {{ {called} }} {by_curie} ?term a <{OWL}ObjectProperty> }} LIMIT 1"
    return bool(trial.holds(query))
