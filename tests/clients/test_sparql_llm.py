"""The programs by which sparql-llm reads what an endpoint tells of itself, and holds a query against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks.peers import ours

pytest.importorskip("sparql_llm", reason="sparql-llm wants an environment of its own: .ci/own")
from sparql_llm import SparqlExamplesLoader, SparqlVoidShapesLoader, validate_sparql
from sparql_llm.utils import get_prefixes_for_endpoint, get_schema_for_endpoint

pytestmark = pytest.mark.filterwarnings("ignore")  # of the library itself
CLASS, SUBCLASS = "http://www.w3.org/2002/07/owl#Class", "http://www.w3.org/2000/01/rdf-schema#subClassOf"
GRAPH = re.compile(r"<(https://w3id.org/lifonto/graph/\w+)>")
OF_THE_VALIDATOR = ("with type `None`", "Recursion limit")  # of a class that is a variable; of a pattern with a ring


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the release."""
    with ours.start((), tmp_path_factory.mktemp("llm")) as served:
        yield served.query


@pytest.fixture(scope="module")
def schema(endpoint: str) -> Any:
    """The classes with their properties and what these lead to."""
    return get_schema_for_endpoint(endpoint)


@pytest.fixture(scope="module")
def examples(endpoint: str) -> list[str]:
    """The ready questions, as queries."""
    return [each.metadata["answer"] for each in SparqlExamplesLoader(endpoint).load()]


def test_it_reads_the_prefixes(endpoint: str):
    assert get_prefixes_for_endpoint(endpoint)["LIFO"] == "https://w3id.org/lifonto/LIFO_"


def test_it_reads_the_schema(endpoint: str, schema: Any):
    assert CLASS in schema[CLASS][SUBCLASS]
    assert any("owl:Class" in each.metadata["answer"] for each in SparqlVoidShapesLoader(endpoint).load())


def test_it_reads_every_question(examples: list[str], home: Path):
    assert len(examples) == len(list((home / "questions").glob("*.rq")))


def test_it_has_nothing_to_say_against_the_questions(endpoint: str, schema: Any, examples: list[str]):
    for query in examples:
        known = {endpoint: schema, **{graph: {} for graph in GRAPH.findall(query)}}  # it takes graphs for endpoints
        told = validate_sparql(query, endpoint, None, known)["errors"]
        assert not [each for each in told if not any(fault in each for fault in OF_THE_VALIDATOR)], query


def test_it_finds_a_mistake_and_adds_a_prefix(endpoint: str):
    found = validate_sparql("SELECT ?x { ?x a owl:Class ; rdfs:subClassOf LIFO:0001600 ; rdfs:lable ?y }", endpoint)
    assert "PREFIX LIFO: <https://w3id.org/lifonto/LIFO_>" in found["fixed_query"]
    (told,) = found["errors"]
    assert "does not support the predicate `rdfs:lable`" in told
    assert "`rdfs:label`" in told


def test_it_has_nothing_to_say_against_a_query_that_is_right(endpoint: str):
    assert validate_sparql("SELECT ?x { ?x a owl:Class ; rdfs:label ?y }", endpoint)["errors"] == []
