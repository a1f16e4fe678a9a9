"""Reasoning over HTTP, asked of a file: terms without a label, by whatever name."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from serving import Reply, Server, serving

OBO = """format-version: 1.2
ontology: toy

[Term]
id: X:1
name: nerve cell
is_a: X:2

[Term]
id: X:2
name: cell

[Term]
id: X:3
relationship: part_of X:1

[Typedef]
id: part_of
xref: BFO:0000050
"""
TURTLE = """@prefix ex: <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:lichen a owl:Class ; rdfs:subClassOf ex:A .
ex:A a owl:Class ; rdfs:subClassOf ex:a .
ex:a a owl:Class .
ex:plant a owl:Class . ex:animal a owl:Class . ex:fungus a owl:Class .
[] a owl:AllDisjointClasses ; owl:members ( ex:plant ex:animal ex:fungus ) .
"""


@pytest.fixture(scope="module")
def obo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("obo")
    (folder / "toy.obo").write_text(OBO)
    with serving(folder, str(folder / "toy.obo")) as started:
        yield started


@pytest.fixture(scope="module")
def turtle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("turtle")
    (folder / "toy.ttl").write_text(TURTLE)
    with serving(folder, str(folder / "toy.ttl")) as started:
        yield started


def ask(server: Server, what: str, **said: str) -> Reply:
    return server.send("GET", f"/reason/{what}?{urlencode(said)}")


def names(reply: Reply, part: str) -> list[str]:
    assert reply.status == 200, reply.body
    return [each["name"] for each in reply.json[part]]


@pytest.mark.parametrize("of", ["X:1", "nerve cell", "http://purl.obolibrary.org/obo/X_1"])
def test_the_identifiers_of_an_obo_file_are_understood(obo: Server, of: str) -> None:
    assert names(ask(obo, "superclasses", of=of), "superclasses") == ["cell"]


def test_an_identifier_may_stand_in_an_expression(obo: Server) -> None:
    reply = ask(obo, "subclasses", of="BFO:0000050 some X:2")
    assert reply.status == 200, reply.body
    assert [each["iri"] for each in reply.json["subclasses"]] == ["http://purl.obolibrary.org/obo/X_3"]


def test_an_explanation_is_asked_for_by_identifier(obo: Server) -> None:
    reply = ask(obo, "explain", sub="X:1", sup="X:2")
    assert [line["axiom"] for line in reply.json["explanations"][0]] == ["'nerve cell' SubClassOf cell"]


@pytest.mark.parametrize("of", ["http://example.org/lichen", "<http://example.org/lichen>", "ex:lichen", "lichen"])
def test_a_class_without_a_label_is_known_by_iri_curie_and_local_name(turtle: Server, of: str) -> None:
    found = ask(turtle, "superclasses", of=of)
    assert found.status == 200, found.body
    assert [each["iri"] for each in found.json["superclasses"]] == ["http://example.org/A", "http://example.org/a"]


def test_classes_whose_names_differ_in_case_alone_are_told_apart(turtle: Server) -> None:
    above = {each: ask(turtle, "superclasses", of=each).json["superclasses"] for each in "Aa"}
    assert [each["iri"] for each in above["A"]] == ["http://example.org/a"]
    assert above["a"] == []


def test_a_set_of_disjoint_classes_in_a_served_file_counts(turtle: Server) -> None:
    assert ask(turtle, "satisfiable", of="animal and fungus").json["satisfiable"] is False
    assert ask(turtle, "satisfiable", of="animal and lichen").json["satisfiable"] is True
