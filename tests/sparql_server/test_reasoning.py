"""Reasoning over HTTP, asked of the bundled release."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from serving import Reply, Server, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("reasoning")) as started:
        yield started


def ask(server: Server, what: str, accept: str = "*/*", **said: str | list[str]) -> Reply:
    return server.send("GET", f"/reason/{what}?{urlencode(said, doseq=True)}", Accept=accept)


def statements(reply: Reply, format: ox.RdfFormat) -> list[ox.Triple]:
    assert reply.status == 200, reply.body
    return [quad.triple for quad in ox.parse(reply.body, format=format)]


def test_subclasses_of_an_expression_are_found(server: Server) -> None:
    reply = ask(server, "subclasses", of="protein and enables some 'cytokine activity'")
    assert reply.status == 200, reply.body
    assert "extracellular leukemia inhibitory factor" in [each["name"] for each in reply.json["subclasses"]]


def test_a_form_asks_the_same_as_a_query_string(server: Server) -> None:
    form = urlencode({"of": "extracellular LIF"})
    posted = server.send("POST", "/reason/superclasses", form, Content_Type="application/x-www-form-urlencoded")
    assert posted.json == ask(server, "superclasses", of="extracellular LIF").json
    assert "gp130 cytokine" in [each["name"] for each in posted.json["superclasses"]]


def steps_of(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield each step of an argument, those of its lemmas, too."""
    for step in told.get("because", []):
        yield step
        yield from steps_of(step)


def test_why_is_answered_with_citations(server: Server) -> None:
    reply = ask(server, "explain", sub="extracellular LIF", sup="gp130 cytokine")
    lines = reply.json["explanations"][0]
    assert any(line["sources"] for line in lines)
    assert any("EquivalentTo" in line["axiom"] for line in lines)
    told = reply.json["steps"][0]
    assert told["conclusion"] == "'extracellular leukemia inhibitory factor' SubClassOf 'gp130 cytokine'"
    assert {step["axiom"] for step in steps_of(told)} - {""} == {line["axiom"] for line in lines}
    assert told["because"][-1]["rule"]
    assert told["because"][0]["sentence"] == "extracellular leukemia inhibitory factor is a kind of material entity"
    assert any("more explanations" in note for note in reply.json["notes"])


def test_satisfiability_is_answered(server: Server) -> None:
    assert ask(server, "satisfiable", of="protein").json["satisfiable"] is True
    assert ask(server, "satisfiable", of="protein and not protein").json["satisfiable"] is False


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"of": ""},
        {"of": "no such thing"},
        {"of": "protein and"},
        {"of": "((((("},
        {"of": "'unclosed"},
        {"of": "<>"},
    ],
)
@pytest.mark.parametrize("what", ["subclasses", "equivalents", "instances", "satisfiable", "explain"])
def test_what_cannot_be_read_is_refused_with_a_sentence(server: Server, what: str, said: dict[str, str]) -> None:
    reply = ask(server, what, **said)
    assert reply.status == 400, reply.body
    assert reply.kind == "application/problem+json"


LIF = ox.NamedNode("https://w3id.org/lifonto/LIFO_0001990")
SUBCLASS = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
SOME = ox.NamedNode("http://www.w3.org/2002/07/owl#someValuesFrom")
OF = "protein and enables some 'cytokine activity'"
FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
    "text/n3": ox.RdfFormat.N3,
}


@pytest.mark.parametrize("accept", FORMATS)
def test_an_answer_in_rdf_says_what_is_below_the_expression_and_writes_that_out(server: Server, accept: str) -> None:
    reply = ask(server, "subclasses", accept, of=OF)
    assert reply.kind == accept
    said = statements(reply, FORMATS[accept])
    (node,) = {each.object for each in said if each.subject == LIF and each.predicate == SUBCLASS}
    assert isinstance(node, ox.BlankNode)
    assert [each for each in said if each.predicate == SOME]
    known = {each["iri"] for each in ask(server, "subclasses", of=OF).json["subclasses"]}
    assert known == {each.subject.value for each in said if each.object == node and each.predicate == SUBCLASS}


def test_rdf_of_the_classes_above_a_term_and_why_are_axioms(server: Server) -> None:
    said = statements(ask(server, "superclasses", of="extracellular LIF", format="ttl"), ox.RdfFormat.TURTLE)
    above = {each.object.value for each in said if each.subject == LIF and each.predicate == SUBCLASS}
    assert above == {each["iri"] for each in ask(server, "superclasses", of="extracellular LIF").json["superclasses"]}
    why = statements(
        ask(server, "explain", sub="extracellular LIF", sup="gp130 cytokine", format="nt"), ox.RdfFormat.N_TRIPLES
    )
    assert [each for each in why if each.subject == LIF and each.predicate == SUBCLASS]


def test_what_the_reasoner_could_not_tell_of_an_expression_is_part_of_the_answer(server: Server) -> None:
    beyond = "protein and ('has part' only protein)"
    assert any("OWL 2 EL" in note for note in ask(server, "satisfiable", of=beyond).json["notes"])
    assert b"OWL 2 EL" in ask(server, "subclasses", of=beyond, format="ttl").body


def test_of_the_release_itself_which_is_proven_nothing_need_be_noted(server: Server) -> None:
    assert ask(server, "subclasses", of=OF).json["notes"] == []
    assert ask(server, "instances", of="protein").json["notes"] == []


def test_a_class_that_is_not_there_can_be_assumed(server: Server) -> None:
    meaning = f"mine={OF}"
    reply = ask(server, "subclasses", of="mine and 'has part' some protein", assume=[meaning, "yours=mine and LIF"])
    assert reply.status == 200, reply.body
    below = ask(server, "subclasses", of="protein", assume=meaning).json["subclasses"]
    assert {"name": "mine", "iri": "urn:lifonto:assumed:0"} in below
    equal = ask(server, "equivalents", of=OF, assume=meaning)
    assert "mine" in [each["name"] for each in equal.json["equivalents"]]
    assert ask(server, "subclasses", of="mine").status == 400


def test_a_mistake_is_placed_and_what_was_meant_is_guessed(server: Server) -> None:
    problem = ask(server, "subclasses", of="protein and enables some 'cytokine activty'").json
    assert (problem["parameter"], problem["character"]) == ("of", 26)
    assert "'cytokine activity'" in problem["detail"]
    problem = ask(server, "subclasses", of="protein some enables").json
    assert problem["character"] == 1
    assert "relation" in problem["detail"]
    problem = ask(server, "subclasses", of="protein", assume="mine=nothing such").json
    assert problem["parameter"] == "assume"


@pytest.mark.parametrize(
    ("status", "method", "path", "headers"),
    [
        (404, "GET", "/reason/nothing?of=protein", {}),
        (405, "PUT", "/reason/subclasses?of=protein", {}),
        (406, "GET", "/reason/subclasses?of=protein", {"Accept": "image/png"}),
        (415, "POST", "/reason/subclasses", {"Content_Type": "application/json"}),
        (400, "GET", "/reason/subclasses?of=protein&of=cell", {}),
        (400, "GET", "/reason/subclasses?of=protein&direct=perhaps", {}),
        (400, "GET", "/reason/explain?sub=LIF&sup=protein&limit=99", {}),
        (400, "GET", "/reason/subclasses?of=%ff", {}),
        (413, "GET", "/reason/subclasses?of=" + "x" * 20_001, {}),
        (400, "GET", "/reason/subclasses?of=" + "(" * 5000, {}),
    ],
)
def test_other_requests_are_refused_by_their_status(
    server: Server, status: int, method: str, path: str, headers: dict[str, str]
) -> None:
    reply = server.send(method, path, "{}" if method == "POST" else None, **headers)
    assert (reply.status, reply.kind) == (status, "application/problem+json"), reply.body


def test_questions_are_counted_and_may_come_from_any_page(server: Server) -> None:
    assert ask(server, "satisfiable", of="protein").headers["access-control-allow-origin"] == "*"
    assert b'sparql_answers_total{service="reason",status="200"}' in server.send("GET", "/metrics").body
