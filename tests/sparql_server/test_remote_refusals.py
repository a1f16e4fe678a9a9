"""In front of another store, no query is passed on that makes it call others, and nothing but queries is."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from other_store import OtherStore
from serving import Server, serving

CALL = "SERVICE <http://127.0.0.1:1/> { ?s ?p ?o }"
CALLING = {
    "plain": f"SELECT * {{ {CALL} }}",
    "silent": f"SELECT * {{ {CALL.replace('SERVICE', 'SERVICE SILENT')} }}",
    "in mixed case": f"SELECT * {{ {CALL.replace('SERVICE', 'sErViCe')} }}",
    "by a variable": "SELECT * { VALUES ?e { <http://127.0.0.1:1/> } SERVICE ?e { ?s ?p ?o } }",
    "in a subquery": f"SELECT * {{ FILTER EXISTS {{ {{ SELECT * {{ {CALL} }} }} }} }}",
    "after a comment that ends with a carriage return": f"SELECT * {{ #\r{CALL}\n }}",
    "after a comment that some end at a form feed": f"SELECT * {{ #\f{CALL}\n }}",
    "glued to a name": f"PREFIX a: <urn:a> SELECT * {{ ?x ?y a:.{CALL} }}",
    "glued to a number": f"SELECT * {{ ?x ?y 1{CALL} }}",
    "glued to a full stop": f"SELECT * {{ ?x ?y 1.{CALL} }}",
    "glued to a variable's full stop": f"SELECT * {{ ?x ?y ?z.{CALL} }}",
    "glued to a boolean": f"SELECT * {{ ?x ?y true{CALL} }}",
    "after a comparison that looks like an IRI": f"SELECT * {{ ?a ?b ?c FILTER(?a<?b&&?c>?b) {CALL} }}",
    "with its letters escaped": f"SELECT * {{ \\u0053ERVICE{CALL.removeprefix('SERVICE')} }}",
    "with its letters escaped at length": f"SELECT * {{ SERV\\U00000049CE{CALL.removeprefix('SERVICE')} }}",
}
DISGUISED = {
    "between escaped quotes": f'SELECT * {{ BIND("\\u0022" AS ?x) {CALL} BIND("\\u0022" AS ?y) }}',
    "between escaped apostrophes": f"SELECT * {{ BIND('\\u0027' AS ?x) {CALL} BIND('\\u0027' AS ?y) }}",
    "between long escapes": f'SELECT * {{ BIND("\\U00000022" AS ?x) {CALL} BIND("\\U00000022" AS ?y) }}',
    "after an escaped backslash": f'SELECT * {{ BIND("\\u005C" AS ?x) {CALL} BIND("b" AS ?y) }}',
    "behind an escaped escape": f"SELECT * {{ \\u005Cu0053ERVICE{CALL.removeprefix('SERVICE')} }}",
    "after an escaped end of a comment": f"SELECT * {{ # \\u000A {CALL} \n }}",
    "after an escape with many letters": f"SELECT * {{ # \\uu000A {CALL} \n }}",
    "after half a surrogate": f'SELECT * {{ BIND("\\uD800" AS ?x) {CALL} }}',
    "after what is no character": f'SELECT * {{ BIND("\\UFFFFFFFF" AS ?x) {CALL} }}',
    "with a letter that is upper case to some": f"SELECT * {{ \u017fERVICE{CALL.removeprefix('SERVICE')} }}",
    "after a language tag": f"SELECT * {{ ?x ?y 'a'@en-{CALL} }}",
    "after a blank node": f"SELECT * {{ ?x ?y _:b\u00b7{CALL} }}",
}
NO_QUERIES = {
    "INSERT": "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "DROP": "DROP ALL",
    "LOAD": "LOAD <file:///etc/hostname>",
    "a query and an update": "SELECT * { ?s ?p ?o } ; DROP ALL",
    "DEFINE": 'DEFINE get:soft "replace" SELECT * FROM <http://127.0.0.1:1/> { ?s ?p ?o }',
    "define in small letters": "define input:grab-all 'yes' SELECT * { ?s ?p ?o }",
    "DEFINE after a comment": '#\nDEFINE get:soft "soft" SELECT * { ?s ?p ?o }',
    "nothing": "",
    "an unclosed string of escaped quotes": 'SELECT * { ?s ?p "' + '\\"' * 30_000,
    "groups in groups": "SELECT * " + "{" * 200_000,
}
HARMLESS = {
    "a string": 'SELECT * { ?s ?p ?o FILTER(CONTAINS(?o, "self-service")) }',
    "a comment": "SELECT * { ?s ?p ?o } # of the service",
    "names": "PREFIX service: <http://x/service#> SELECT ?service { ?service a service:Service , 'x'@x-service }",
    "a blank node": "SELECT * { ?s ?p _:service }",
    "a name with a full stop": "PREFIX a: <urn:a> SELECT * { ?x a:b.service ?y }",
}


@pytest.fixture(scope="module")
def front(store: OtherStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("front"), "--remote", store.url) as server:
        yield server


@pytest.mark.parametrize("name", CALLING)
def test_a_query_that_makes_others_call_others_is_not_passed_on(store: OtherStore, front: Server, name: str) -> None:
    store.asked.clear()
    reply = front.query(CALLING[name])
    assert reply.status == 403, reply.body
    assert "make others call others" in reply.json["detail"]
    assert store.asked == []


@pytest.mark.parametrize("name", DISGUISED)
def test_no_disguise_of_service_is_passed_on(store: OtherStore, front: Server, name: str) -> None:
    store.asked.clear()
    assert front.query(DISGUISED[name]).status in {400, 403}
    assert store.asked == []


@pytest.mark.parametrize("name", NO_QUERIES)
def test_what_is_no_query_is_not_passed_on(store: OtherStore, front: Server, name: str) -> None:
    store.asked.clear()
    reply = front.query(NO_QUERIES[name])
    assert reply.status == 400, reply.body
    assert "only queries of SPARQL 1.1 are passed on" in reply.json["detail"]
    assert store.asked == []


@pytest.mark.parametrize("name", HARMLESS)
def test_a_query_that_only_speaks_of_services_is_passed_on(store: OtherStore, front: Server, name: str) -> None:
    store.asked.clear()
    assert front.query(HARMLESS[name]).status == 200
    assert store.asked == [HARMLESS[name]]


def test_escapes_are_resolved_before_a_query_is_passed_on(store: OtherStore, front: Server) -> None:
    store.asked.clear()
    assert front.query('SELECT ?\\u00e4 { ?\\u00e4 ?b "\\u03b1\\U0001F9EC\\u0041" }').status == 200
    assert store.asked == ['SELECT ?ä { ?ä ?b "α🧬A" }']


@pytest.mark.parametrize("graph", ["urn:x> { } } #", "urn:x> { ?s ?p ?o } } ORDER BY ?s #", "urn:x y", "urn:\\u003E"])
def test_the_name_of_a_graph_cannot_speak_sparql(store: OtherStore, front: Server, graph: str) -> None:
    store.asked.clear()
    reply = front.send("GET", f"/data?{urlencode({'graph': graph})}")
    assert reply.status == 400, reply.body
    assert store.asked == []


def test_the_dataset_of_a_request_goes_with_the_query(store: OtherStore, front: Server) -> None:
    named = urlencode([("default-graph-uri", "urn:a"), ("default-graph-uri", "urn:b&c"), ("named-graph-uri", "urn:d")])
    assert front.query("ASK {}", f"/sparql?{named}").status == 200
    assert store.fields["default-graph-uri"] == ["urn:a", "urn:b&c"]
    assert store.fields["named-graph-uri"] == ["urn:d"]
