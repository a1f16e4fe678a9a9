"""Cutting a query into patterns, and seeing where the cursor stands in one that is not finished."""

from __future__ import annotations

from pathlib import Path

import pytest

from sparql_server.pages.query.cursor import OBJECT, PREDICATE, SUBJECT, place_in
from sparql_server.pages.query.patterns import read
from sparql_server.pages.query.reader import Unreadable

QUESTIONS = sorted((Path(__file__).parents[2] / "ontology" / "questions").glob("*.rq"))


@pytest.mark.parametrize("file", QUESTIONS, ids=lambda file: file.stem)
def test_every_ready_question_is_cut_into_patterns(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    query = read(text)
    assert query.parts
    for part in query.parts:
        assert text[part.start : part.end].strip()


def test_each_pair_of_a_subject_is_a_pattern_of_its_own() -> None:
    query = read('SELECT ?x { ?x a :A ; :p 1 , "two"@en ; :q [ :r ?y ] . OPTIONAL { ?x :s ?z } FILTER(?y > 1) }')
    assert [part.text for part in query.parts] == [
        "?x a :A .",
        "?x :p 1 .",
        '?x :p "two"@en .',
        "?x :q ?unnamed0 .",
        "?unnamed0 :r ?y .",
        "OPTIONAL { ?x :s ?z }",
        "FILTER(?y > 1)",
    ]


def test_what_stands_around_the_patterns_is_kept() -> None:
    query = read("PREFIX : <urn:x:> SELECT (COUNT(?s) AS ?n) FROM <urn:g> WHERE { ?s :p/^:q* ?o } GROUP BY ?o LIMIT 3")
    assert (query.prologue, query.form, query.dataset) == ("PREFIX : <urn:x:> ", "SELECT", "FROM <urn:g>")
    assert query.after == " GROUP BY ?o LIMIT 3"
    assert [part.triple for part in query.parts] == [("?s", ":p/^:q*", "?o")]


@pytest.mark.parametrize(
    "text", ["", "HILDA", "SELECT", "SELECT * { ?s ", "SELECT * { ?s ?p }", 'SELECT * { ?s ?p "x }']
)
def test_what_is_no_query_is_not_cut(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)


@pytest.mark.parametrize(
    ("text", "wanted", "subject", "predicate"),
    [
        ("SELECT * { ", SUBJECT, "", ""),
        ("SELECT * { ?x a :A . ", SUBJECT, "", ""),
        ("SELECT * { ?x ", PREDICATE, "?x", ""),
        ("SELECT * { ?x a :A ; ", PREDICATE, "?x", ""),
        ("SELECT * { ?x a :A ; :p ", OBJECT, "?x", ":p"),
        ("SELECT * { ?x :p :a, ", OBJECT, "?x", ":p"),
        ("SELECT * { ?x :p [ ", PREDICATE, "?unnamed0", ""),
        ("SELECT * { ?x :p [ :q ", OBJECT, "?unnamed0", ":q"),
        ("SELECT * { OPTIONAL { ?x ", PREDICATE, "?x", ""),
        ("SELECT * { FILTER(?a > 1) ?x ", PREDICATE, "?x", ""),
    ],
)
def test_what_is_wanted_is_seen_from_what_stands_before(text: str, wanted: str, subject: str, predicate: str) -> None:
    place = place_in(text, len(text))
    assert place is not None
    assert (place.wanted, place.subject, place.predicate) == (wanted, subject, predicate)


def test_the_patterns_around_the_cursor_are_its_context() -> None:
    text = "SELECT * { ?x a :A ; :p ?y . OPTIONAL { ?x   . ?y :q ?z } ?y :r 1 }"
    place = place_in(text, text.index("?x   ") + 3)
    assert place is not None
    assert place.patterns == ("?x a :A .", "?x :p ?y .", "?y :q ?z .")


@pytest.mark.parametrize("text", ["SELECT ", "SELECT * { FILTER(?x ", "SELECT * { BIND(1 "])
def test_outside_of_patterns_nothing_is_wanted(text: str) -> None:
    assert place_in(text, len(text)) is None
