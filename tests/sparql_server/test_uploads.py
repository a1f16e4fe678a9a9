"""Uploads as people have them: in any encoding and syntax, told apart by content, and refused with what to do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from serving import TOKEN, Server, serving

AUTHORIZED = {"Authorization": f"Bearer {TOKEN}"}
RDF_XML = """<?xml version="1.0" encoding="{}"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://example.org/">
<rdf:Description rdf:about="http://example.org/a"><says>café – {}</says></rdf:Description></rdf:RDF>"""
FUNCTIONAL = "Ontology(<urn:o> Declaration(Class(<urn:A>)) SubClassOf(<urn:A> <urn:B>))"
MANCHESTER = "Ontology: <urn:o>\nClass: <urn:A>\n  SubClassOf: <urn:B>\nClass: <urn:B>\n"
OWL_XML = """<Ontology xmlns="http://www.w3.org/2002/07/owl#" ontologyIRI="urn:o"><SubClassOf><Class IRI="urn:A"/>
<Class IRI="urn:B"/></SubClassOf></Ontology>"""
OBO = "format-version: 1.2\nontology: x\n\n[Term]\nid: X:1\nname: one\nis_a: X:2 ! two\n\n[Term]\nid: X:2\nname: two\n"
SUBCLASS = "ASK { GRAPH <urn:g> { ?a <http://www.w3.org/2000/01/rdf-schema#subClassOf> ?b } }"


@pytest.fixture(scope="module")
def lenient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A writable server that leaves out what has bad IRIs."""
    with serving(tmp_path_factory.mktemp("lenient"), "--empty", "--writable", "--lenient") as server:
        yield server


def put(server: Server, body: bytes | str, kind: str, place: str = "?graph=urn:g") -> tuple[int, str]:
    """PUT *body*; return the status and what is told of it."""
    reply = server.send("PUT", f"/data{place}", body, Content_Type=kind, **AUTHORIZED)
    if reply.status >= 400:
        assert "None" not in reply.json["detail"]
        assert None not in reply.json.values()
    return reply.status, reply.json["detail"] if reply.status >= 400 else ""


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "UTF-16LE", "ISO-8859-1", "windows-1252"])
def test_rdf_xml_is_read_in_the_encoding_that_it_declares(writer: Server, encoding: str) -> None:
    text = RDF_XML.format(encoding, "€" if encoding != "ISO-8859-1" else "x")
    body = text.replace("–", "-" if encoding == "ISO-8859-1" else "–").encode(encoding)
    assert put(writer, body, "application/rdf+xml")[0] == 201
    ((said,),) = writer.rows("SELECT ?o { GRAPH <urn:g> { ?s ?p ?o } }")
    assert said.startswith("café")
    assert said[-1] in "€x"


def test_an_encoding_that_is_unknown_or_untrue_is_told(writer: Server) -> None:
    assert "x-klingon" in put(writer, RDF_XML.format("x-klingon", ""), "application/rdf+xml")[1]
    status, detail = put(writer, RDF_XML.format("UTF-16", "").encode("utf-16")[:-1], "application/rdf+xml")
    assert status == 400
    assert "utf-16" in detail


@pytest.mark.parametrize("lost", [1, 10, len("</rdf:RDF>"), 60])
def test_rdf_xml_that_was_cut_off_is_refused(writer: Server, lost: int) -> None:
    whole = RDF_XML.format("UTF-8", "")
    assert put(writer, whole[:-lost], "application/rdf+xml")[0] == 400
    assert not writer.query("ASK { GRAPH ?g { ?s ?p ?o } }").json["boolean"]


@pytest.mark.parametrize("text", [FUNCTIONAL, MANCHESTER, OWL_XML, OBO], ids=["functional", "Manchester", "XML", "OBO"])
@pytest.mark.parametrize("kind", ["application/octet-stream", "text/plain", "application/xml"])
def test_owl_and_obo_are_read_where_the_type_says_nothing(writer: Server, text: str, kind: str) -> None:
    assert put(writer, text, kind)[0] == 201
    assert writer.query(SUBCLASS).json["boolean"]


@pytest.mark.parametrize(
    ("text", "title"),
    [(FUNCTIONAL, "functional"), (MANCHESTER, "Manchester"), ("@prefix : <urn:> . :a :b :c .", "Turtle")],
)
def test_another_syntax_than_the_type_says_is_named(writer: Server, text: str, title: str) -> None:
    status, detail = put(writer, text, "application/rdf+xml")
    assert status == 400
    assert title in detail


def test_owl_xml_sent_as_rdf_xml_is_read_as_what_it_is(writer: Server) -> None:
    assert put(writer, OWL_XML, "application/rdf+xml")[0] == 201
    assert writer.query(SUBCLASS).json["boolean"]


@pytest.mark.parametrize(
    ("kind", "text", "advice"),
    [
        ("text/turtle", "<urn:s> <urn:p> <http://example.org/a b> .", "%20"),
        ("text/turtle", "<urn:s> <urn:p> <http://example.org/x[1]> .", "%5B"),
        ("text/turtle", "<urn:s> <urn:p> <http://example.org/100%> .", "%25"),
        ("text/turtle", "<urn:s> <urn:p> <C:\\x> .", "%5C"),
        ("application/rdf+xml", RDF_XML.format("UTF-8", "").replace("/a", "/{a}"), "%7B"),
        ("application/ld+json", '{"@context": "https://schema.org/", "@id": "urn:a"}', "put the context into"),
        ("application/trig", "<urn:g> { <urn:s> <urn:p> 1 }", "without ?graph"),
        ("text/plain", "a,b\n1,2\n", "no syntax that is read"),
        ("text/turtle", "<urn:s> <urn:p> [ <urn:q> 1 .", "line 1"),
        ("application/n-triples", '<urn:s> <urn:p> "' + "x" * (17 << 20) + '" .', "16 MB"),
    ],
)
def test_a_refusal_says_what_to_write_instead(writer: Server, kind: str, text: str, advice: str) -> None:
    status, detail = put(writer, text, kind)
    assert status in {400, 413}
    assert advice in detail


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        ("text/turtle", "<urn:s> <urn:p> <urn:a b> , <urn:good> ; <urn:q> <C:\\x> .\n<urn:t> <urn:p> 1 .", 2),
        ("application/n-triples", "<urn:s> <urn:p> <urn:x[1]> .\n<urn:s> <urn:p> <urn:good> .\n", 1),
        ("application/rdf+xml", RDF_XML.format("UTF-8", "").replace("/a", "/{a}"), 0),
    ],
)
def test_a_lenient_server_leaves_out_what_has_bad_iris(lenient: Server, kind: str, text: str, kept: int) -> None:
    assert put(lenient, text, kind)[0] in {201, 204}
    assert lenient.rows("SELECT (COUNT(*) AS ?n) { GRAPH <urn:g> { ?s ?p ?o } }") == [[str(kept)]]


def test_a_lenient_server_refuses_what_is_broken_otherwise(lenient: Server) -> None:
    assert put(lenient, "<urn:s> <urn:p> <urn:a b> . <urn:s> <urn:p>", "text/turtle", "?graph=urn:other")[0] == 400
    assert not lenient.query("ASK { GRAPH <urn:other> {} }").json["boolean"]


def test_labels_in_two_uploads_are_two_blank_nodes(writer: Server) -> None:
    for _ in range(2):
        headers = {"Content_Type": "application/n-quads"} | AUTHORIZED
        assert writer.send("POST", "/data", "_:x <urn:p> _:y <urn:g> .\n", **headers).status == 204
    assert writer.rows("SELECT (COUNT(DISTINCT ?s) AS ?n) { GRAPH <urn:g> { ?s ?p ?o } }") == [["2"]]
