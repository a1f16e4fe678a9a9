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
BEFORE_ANYTHING = {"", "(", "and", "or", "not", "that"}
NO_NAMES = {*BEFORE_ANYTHING, *BEFORE_A_CLASS, *COUNTS, *RESTRICTIONS}
LONGEST_NAME = 6  # words that are taken for one name without quotes
WORD = re.compile(r"[^\s()']+")
TOKENS = re.compile(r"'(?:[^'\\]|\\.)*'|[()]|[^\s()']+")


@dataclass(frozen=True)
class Offer:
    """What may be written, what it is called where that differs, and whether it is a class, a relation or a word."""

    text: str
    label: str
    kind: str


def offers(before: str) -> tuple[int, list[Offer]]:
    """Return where the word or name begins at whose end *before* stops, and what may stand there."""
    trial, start, found = Trial(BUDGET, BUDGET), len(before), list[Offer]()
    for start in starts(before):
        if found := offered(before, start, trial):
            break
    return start, found


def starts(before: str) -> list[int]:
    """Return where what is being written may begin: at an open quote, else words or one word before the end."""
    if before.count("'") % 2:
        return [before.rindex("'")]
    found: list[int] = []
    for word in reversed(list(WORD.finditer(before))):
        if word[0] in NO_NAMES or "'" in before[word.end() :] or len(found) == LONGEST_NAME:
            break
        if found or word.end() == len(before):
            found.append(word.start())
        else:
            break
    return [found[-1], found[0]] if len(found) > 1 else found or [len(before)]


def offered(before: str, start: int, trial: Trial) -> list[Offer]:
    """Return what may stand at *start* of the text *before*, with the letters that stand there."""
    typed = before[start:].strip("'").lower()
    last = (TOKENS.findall(before[:start]) or [""])[-1]
    if last in BEFORE_ANYTHING:
        found = named(typed, ("ObjectProperty", "Class"), trial) if typed else []
        return [*found, *words(("not",), typed)]
    if last in BEFORE_A_CLASS or last.isdecimal():
        return [*(named(typed, ("Class",), trial) if typed else []), *words(("not",), typed)]
    if last in COUNTS:
        return words(("1", "2"), typed)
    return words(JOINS if last == ")" or not is_relation(last, trial) else RESTRICTIONS, typed)


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
