"""Answers that their readers can read: XML that is XML, columns in the query's order, tags of languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rdflib import Graph, Literal, URIRef
from serving import Server, serving

ODD = r"""
PREFIX : <http://example.org/> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
:lines :p "one\r\ntwo\rthree" . :bell :p "a\u0001b" . :noncharacter :p "x\uFFFEy" .
:number <http://example.org/n/123> 5 . :slash <http://example.org/p/> 2 . :member rdf:li 3 .
:tags :l "colour"@en-GB , "color"@en-US , "cor"@pt-BR , "Farbe"@de .
:flag :is true .
"""
XML, RDF_XML, CSV = "application/sparql-results+xml", "application/rdf+xml", "text/csv"


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of data that some formats cannot hold."""
    folder = tmp_path_factory.mktemp("odd")
    file = Path(folder, "odd.ttl")
    file.write_text(ODD)
    with serving(folder, str(file)) as server:
        yield server


def about(name: str) -> str:
    return f"SELECT ?o {{ <http://example.org/{name}> ?p ?o }}"


def graph_of(name: str) -> str:
    return f"CONSTRUCT WHERE {{ <http://example.org/{name}> ?p ?o }}"


def test_line_ends_come_through_xml_as_they_are(odd: Server) -> None:
    text = "one\r\ntwo\rthree"
    found = ElementTree.fromstring(odd.query(about("lines"), Accept=XML).body)
    assert [each.text for each in found.iter("{http://www.w3.org/2005/sparql-results#}literal")] == [text]
    graph = Graph().parse(data=odd.query(graph_of("lines"), Accept=RDF_XML).body, format="xml")
    assert set(graph.objects()) == {Literal(text)}


@pytest.mark.parametrize(("name", "code"), [("bell", "U+0001"), ("noncharacter", "U+FFFE")])
def test_a_character_that_xml_cannot_hold_is_named(odd: Server, name: str, code: str) -> None:
    for reply in (odd.query(about(name), Accept=XML), odd.query(graph_of(name), Accept=RDF_XML)):
        assert reply.status == 406
        assert code in reply.json["detail"]


@pytest.mark.parametrize(
    ("name", "culprit"),
    [("number", "<http://example.org/n/123>"), ("slash", "<http://example.org/p/>"), ("member", "reserved")],
)
def test_a_predicate_that_rdf_xml_cannot_write_is_named(odd: Server, name: str, culprit: str) -> None:
    reply = odd.query(graph_of(name), Accept=RDF_XML)
    assert reply.status == 406
    assert culprit in reply.json["detail"]


@pytest.mark.parametrize("name", ["bell", "noncharacter", "number", "slash", "member"])
def test_the_next_format_that_will_do_is_taken_instead(odd: Server, name: str) -> None:
    table = odd.query(about(name), Accept=f"{XML}, {CSV};q=0.5")
    assert (table.status, table.kind) == (200, XML if name in {"number", "slash", "member"} else CSV)
    graph = odd.query(graph_of(name), Accept=f"{RDF_XML}, text/turtle;q=0.5")
    assert (graph.status, graph.kind) == (200, "text/turtle")
    assert len(Graph().parse(data=graph.body, format="turtle")) == 1


def test_the_whole_graph_is_told_in_the_next_format_too(odd: Server) -> None:
    assert odd.send("GET", "/data?default", Accept=RDF_XML).status == 406
    reply = odd.send("GET", "/data?default", Accept=f"{RDF_XML}, application/n-triples;q=0.1")
    assert (reply.status, reply.kind) == (200, "application/n-triples")


def test_a_large_answer_is_still_looked_through(odd: Server) -> None:
    many = "SELECT ?o { <http://example.org/{}> ?p ?o . VALUES ?n { " + "1 " * 3000 + "} }"
    assert odd.query(many.replace("{}", "lines"), Accept=XML).body.count(b"&#xD;") == 6000
    assert odd.query(many.replace("{}", "bell"), Accept=XML).status == 406
    assert odd.query(many.replace("{}", "bell"), Accept=f"{XML}, {CSV};q=0.5").body.count(b"\r\n") == 3001


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("SELECT * { ?z ?y ?x }", "z y x"),
        ("select distinct * where { ?z ?b ?a }", "z b a"),
        ("SELECT*{ ?c ?b ?a FILTER(?a != ?c) OPTIONAL { ?a ?x ?b } } ORDER BY ?b", "c b a x"),
        ("SELECT * { { SELECT (?q AS ?s) ?r { ?q ?p ?r } } ?r ?b ?a }", "s r b a"),
        ("SELECT * { ?s <http://example.org/p?b=1> ?b . BIND('?a' AS ?a) } # ?x", "s b a"),
        ("SELECT * { ?s ?p ?b MINUS { ?hidden ?p 1 } } VALUES ?a { 1 }", "s p b a"),
        ("SELECT * { VALUES (?b ?a) { (1 2) } }", "b a"),
        ("SELECT ?b ?a { ?a ?b ?c }", "b a"),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "n"),
    ],
)
def test_all_variables_come_in_the_order_of_the_query(odd: Server, query: str, names: str) -> None:
    assert odd.query(query, Accept=CSV).body.decode().split("\r\n")[0] == names.replace(" ", ",")


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        ('LANG(?l) = "en-US"', 1),
        ('"en-US" = lang(?l)', 1),
        ('LANG(?l) IN ("pt-BR", "en-GB", "de")', 3),
        ('LANG(?l) NOT IN ("pt-BR", "en-GB")', 2),
        ('LANG(?l) != "en-US"', 3),
        ('LANG(?l) = "en-us"', 1),
        ("LANG(?l) = 'EN-gb' || LANG(?l) = 'DE'", 2),
        ('LANGMATCHES(LANG(?l), "EN")', 2),
        ('UCASE(LANG(?l)) = "EN-US"', 1),
        ("STR(?l) = \"LANG(?l) = 'en-US'\"", 0),
    ],
)
def test_a_language_is_found_however_its_tag_is_written(odd: Server, condition: str, count: int) -> None:
    found = odd.rows(f"SELECT ?l {{ <http://example.org/tags> ?p ?l FILTER({condition}) }}")
    assert len(found) == count


def test_missing_prefixes_are_named_and_no_others(odd: Server) -> None:
    reply = odd.query("PREFIX known: <urn:k:>\nSELECT * { ?s known:p ?o ;\n  missing:a 1 ; also:b 2 }")
    assert (reply.status, reply.json["line"], reply.json["column"]) == (400, 3, 3)
    assert "missing:" in reply.json["detail"]
    assert "also:" in reply.json["detail"]
    assert "known:" not in reply.json["detail"]


def test_a_call_of_another_server_that_hides_itself_is_refused(odd: Server) -> None:
    query = f"SELECT * {{ ?x ?y trueSERVICE <http://127.0.0.1:{odd.port}/sparql> {{ ?s ?p ?o }} }}"
    assert odd.query(query).status == 403


def test_uris_stay_what_they_are_in_rdf_xml(odd: Server) -> None:
    reply = odd.query(graph_of("tags"), Accept=RDF_XML)
    assert set(Graph().parse(data=reply.body, format="xml").predicates()) == {URIRef("http://example.org/l")}
