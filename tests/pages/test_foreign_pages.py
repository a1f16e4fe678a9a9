"""Anybody's file gets the same pages: names, kinds, links and definitions, and never a blank node."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import WIDE, nothing_sticks_out, page_at
from flask.testing import FlaskClient
from serving import Server, serving, wait_until

HTML = {"Accept": "text/html"}
ZOO = """
@prefix : <http://zoo.example/terms#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:Animal a owl:Class ; rdfs:label "Tier"@de , "animal"@en .
:eats a owl:ObjectProperty ; rdfs:label "eats" .
:Cow a owl:Class ; rdfs:subClassOf :Animal , [ a owl:Restriction ; owl:onProperty :eats ; owl:someValuesFrom :Grass ] ;
  skos:prefLabel "cow" ; skos:altLabel "moo-maker" ; skos:definition "A grazing animal." ;
  skos:exactMatch <http://other.example/id/C0W123> .
:Grass a owl:Class ; rdfs:label "grass" .
:Grazer a owl:Class ; owl:equivalentClass [ owl:intersectionOf ( :Animal
  [ a owl:Restriction ; owl:onProperty :eats ; owl:someValuesFrom :Grass ] ) ] .
:berta a :Cow ; rdfs:label "Berta" ; :friendOf :alma ; rdfs:seeAlso <javascript:alert(1)> .
:alma a :Cow .
:Dodo a owl:Class ; owl:deprecated true ; rdfs:label "obsolete dodo" .
"""


@pytest.fixture(scope="module")
def zoo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small ontology of somebody else, with no prefix that a server knows."""
    path = tmp_path_factory.mktemp("zoo") / "zoo.ttl"
    path.write_text(ZOO)
    return path


@pytest.fixture(scope="module", params=["default graph", "named graph"])
def zoo(request: pytest.FixtureRequest, zoo_file: Path) -> Iterator[FlaskClient]:
    """Its pages, from the default graph or from a graph of its own."""
    from sparql_server.app import create_app
    from sparql_server.settings import Settings, Source

    graph = "http://zoo.example/" if request.param == "named graph" else None
    app = create_app(Settings(sources=(Source(zoo_file, graph),), log=False))
    yield app.test_client()
    app.extensions["sparql_server"].stop()


def term(client: FlaskClient, name: str) -> Any:
    """Ask for the page of a term."""
    return client.get(f"/terms?iri=http://zoo.example/terms%23{name}", headers=HTML)


@pytest.mark.parametrize("text", ["cow", "moo maker", "MOO-MAKER", "C0W123", "grazing cow", "coww"])
def test_a_name_synonym_or_identifier_finds_it(zoo: FlaskClient, text: str) -> None:
    hits = zoo.get("/search", query_string={"q": text, "format": "json"}).json["hits"]  # type: ignore[index]
    assert hits[0]["name"] == "cow" or "cow" in {hit["name"] for hit in hits}


def test_a_term_is_told_in_words(zoo: FlaskClient) -> None:
    text = term(zoo, "Cow").text
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))
    assert "A grazing animal." in words
    assert "moo-maker" in words
    assert re.search(r"Every cow eats some grass", words)
    assert "Berta" in words  # an example
    assert 'href="./terms?iri=http%3A%2F%2Fzoo.example%2Fterms%23Animal">animal</a>' in text
    assert "_:" not in text


def test_a_definition_and_what_points_here_are_told(zoo: FlaskClient) -> None:
    words = re.sub(r"<[^>]+>", "", term(zoo, "Grazer").text)
    assert "Grazer is, by definition, any animal that eats some grass" in words
    assert "cow" in re.sub(r"<[^>]+>", "", term(zoo, "Grass").text)


def test_an_individual_has_its_facts_and_a_trick_is_no_link(zoo: FlaskClient) -> None:
    text = term(zoo, "berta").text
    assert re.search(r"friendOf.*alma", text, re.DOTALL)
    assert 'href="javascript' not in text


def test_the_tree_begins_at_the_top_and_leaves_out_what_is_no_longer_used(zoo: FlaskClient) -> None:
    words = re.sub(r"<[^>]+>", "", zoo.get("/tree", headers=HTML).text)
    assert "animal" in words
    assert "dodo" not in words


def test_what_is_not_there_is_a_404_with_near_names(zoo: FlaskClient) -> None:
    answer = zoo.get("/terms?iri=http://zoo.example/terms%23Cows", headers=HTML)
    assert answer.status_code == 404
    answer = zoo.get("/cow", headers=HTML)
    assert answer.status_code == 404
    assert ">cow</a>" in answer.text
    assert zoo.get("/cow").mimetype == "application/problem+json"


def test_a_write_is_found_by_name(tmp_path: Path, zoo_file: Path) -> None:
    with serving(tmp_path, str(zoo_file), "--writable") as server:
        label = "<http://www.w3.org/2000/01/rdf-schema#label>"
        assert server.update(f'INSERT DATA {{ <http://zoo.example/terms#Yak> {label} "yak" }}').status == 204
        wait_until(lambda: [hit["name"] for hit in server.send("GET", "/suggest?q=yak").json] == ["yak"])
        assert server.send("GET", "/terms?iri=http://zoo.example/terms%23Yak", Accept="text/html").status == 200


def test_go_is_browsed_at_its_size(chromium: Any, gene_ontology: Server) -> None:
    with page_at(chromium, gene_ontology.base, viewport=WIDE) as page:
        page.set_default_timeout(120_000)
        page.goto("/tree?at=GO:0006915")
        assert page.locator("[role=treeitem][aria-current]").get_attribute("aria-label") == "apoptotic process"
        page.goto("/terms/GO:0006915")
        nothing_sticks_out(page)
        assert memory_mb(gene_ontology) < 900


def memory_mb(server: Server) -> float:
    """Return what all processes of *server* take, shared pages counted once."""
    total = 0
    for pid in [server.process.pid, *server.processes()]:
        with contextlib.suppress(ProcessLookupError):  # it has ended meanwhile
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            total += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1])  # type: ignore[index]
    return total / 1024
