"""When two servers are held to have given the same answer; the figures mean nothing without it."""

import json

import pytest
from benchmarks import answers, table

SELECT = "SELECT ?x WHERE { ?s ?p ?x }"
XSD = "http://www.w3.org/2001/XMLSchema#"


def solutions(*terms: dict[str, str]) -> bytes:
    return json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": term} for term in terms]}}).encode()


def literal(
    value: str, datatype: str | None = None, language: str | None = None, kind: str = "literal"
) -> dict[str, str]:
    optional = {"datatype": datatype and XSD + datatype, "xml:lang": language}
    return {"type": kind, "value": value} | {name: each for name, each in optional.items() if each}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (literal("a"), literal("a", "string")),
        (literal("1", "integer"), literal("01", "nonNegativeInteger")),
        (literal("1.50", "decimal"), literal("1.5", "decimal")),
        (literal("1", "integer"), literal("1", "integer", kind="typed-literal")),
        (literal("1", "boolean"), literal("true", "boolean")),
        (literal("1e1", "double"), literal("10.0", "double")),
        (literal("gene", language="en-GB"), literal("gene", language="en-gb")),
        ({"type": "bnode", "value": "b0"}, {"type": "bnode", "value": "nodeID://10"}),
    ],
)
def test_what_servers_write_differently_is_the_same(one: dict[str, str], other: dict[str, str]):
    mine, theirs = answers.read(SELECT, solutions(one)), answers.read(SELECT, solutions(other))
    assert answers.same(SELECT, mine, theirs) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (literal("a"), literal("b")),
        (literal("a"), literal("a", language="en")),
        (literal("1", "integer"), literal("1")),
        (literal("1", "integer"), literal("2", "integer")),
        ({"type": "uri", "value": "http://a.example/"}, literal("http://a.example/")),
    ],
)
def test_what_differs_is_told_with_an_example(one: dict[str, str], other: dict[str, str]):
    mine, theirs = answers.read(SELECT, solutions(one)), answers.read(SELECT, solutions(other))
    assert answers.same(SELECT, mine, theirs).startswith("1 of 1 lacking, 1 besides; lacks ")


def test_the_order_of_solutions_and_of_variables_does_not_matter():
    one, two = literal("a"), literal("b")
    mine, theirs = answers.read(SELECT, solutions(one, two)), answers.read(SELECT, solutions(two, one))
    assert answers.same(SELECT, mine, theirs) == ""


def test_of_a_limit_without_an_order_any_solutions_will_do_but_not_fewer():
    limited, ordered = f"{SELECT} LIMIT 1", f"{SELECT} ORDER BY ?x LIMIT 1"
    mine, other = answers.read(SELECT, solutions(literal("a"))), answers.read(SELECT, solutions(literal("b")))
    nothing = answers.read(SELECT, solutions())
    assert answers.same(limited, mine, other) == ""
    assert answers.same(ordered, mine, other)
    assert answers.same(limited, mine, nothing)


def test_graphs_are_compared_whatever_their_blank_nodes_are_called():
    query = "PREFIX a: <http://a.example/#> # CONSTRUCTs\nCONSTRUCT WHERE { ?s ?p ?o }"
    assert answers.makes_graph(query)
    one = b'<http://a.example/s> <http://a.example/p> [ <http://a.example/q> 1 , "x"@EN ] .'
    other = b'_:z <http://a.example/q> 01 , "x"@en . <http://a.example/s> <http://a.example/p> _:z .'
    third = b"_:z <http://a.example/q> 2 . <http://a.example/s> <http://a.example/p> _:z ."
    mine = answers.read(query, one)
    assert answers.same(query, mine, answers.read(query, other)) == ""
    assert answers.same(query, mine, answers.read(query, third))


def test_a_comment_does_not_make_a_query_one_that_makes_graphs():
    assert not answers.makes_graph("# DESCRIBE nothing\nPREFIX a: <http://a.example/>\nSELECT * { ?s ?p ?o }")


def test_ratios_leave_out_what_cannot_be_compared():
    figures = {
        "one": {"us": 20.0, "them": 10.0},
        "two": {"us": 5.0, "them": 10.0},
        "three": {"us": 9.0, "them": "differs"},
    }
    written = table.ratios(figures, "us", ["us", "them"])
    assert written.splitlines()[2:] == [
        "| one | 2.00 |",
        "| two | 0.50 |",
        "| three | – |",
        "| **geometric mean** | **1.00** |",
    ]
